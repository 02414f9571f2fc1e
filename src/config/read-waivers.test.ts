import { describe, expect, test } from "vitest";
import { parseWaivers } from "./index.ts";

const rules = { maxDays: 90, never: ["SEC-029", "VAL-*"], today: "2027-01-15" };
const good = `id: W-12
rules: [RES-004]
scope: { resources: ["apps/Deployment/決済-prod/*"] }
reason: 決算期のバッチのため
requester: "@tanaka"
approver: suzuki
ticket: OPS-1
granted: 2027-01-10
expires: 2027-03-31
`;

async function problems(text: string): Promise<readonly string[]> {
  const parsed = await parseWaivers([{ path: "w.yml", text }], rules);
  return parsed.problems.map(({ line, key }) => `${line} ${key}`);
}

test("a waiver is read, with what it may leave out", async () => {
  const parsed = await parseWaivers([{ path: "w.yml", text: good.replace("ticket: OPS-1\n", "") }], rules);
  expect(parsed).toEqual({
    problems: [],
    waivers: [
      {
        id: "W-12",
        rules: ["RES-004"],
        scope: { roots: [], resources: ["apps/Deployment/決済-prod/*"], environments: [] },
        reason: "決算期のバッチのため",
        requester: "tanaka",
        approver: "suzuki",
        ticket: null,
        expires: "2027-03-31",
      },
    ],
  });
});

test("no files are no waivers", async () => {
  expect(await parseWaivers([], rules)).toEqual({ waivers: [], problems: [] });
});

describe("a waiver is none", () => {
  test.each([
    ["without an end", good.replace(/expires.*\n/, ""), ["1 expires"]],
    ["with an end too far away", good.replace("2027-03-31", "2027-04-11"), ["9 expires"]],
    ["with an end before its beginning", good.replace("2027-03-31", "2027-01-09"), ["9 expires"]],
    ["before it begins", good.replace("2027-01-10", "2027-01-16"), ["8 granted"]],
    ["for a rule that nobody may waive", good.replace("RES-004", "RES-004, SEC-029"), ["2 rules[1]"]],
    ["for a family that nobody may waive", good.replace("RES-004", "VAL-001"), ["2 rules[0]"]],
    ["that its requester approved", good.replace("suzuki", "Tanaka"), ["6 approver"]],
    ["without a scope", good.replace(/scope.*\n/, "scope: {}\n"), ["3 scope"]],
    ["without rules", good.replace("[RES-004]", "[]"), ["2 rules"]],
    ["without a reason", good.replace(/reason.*\n/, 'reason: ""\n'), ["4 reason"]],
    ["approved by a bot", good.replace("suzuki", "helper[bot]"), ["6 approver"]],
    ["with an unknown key", `${good}expire: 2027-01-01\n`, ["10 expire"]],
    ["that is not YAML", "id: [", ["1 "]],
  ])("%s", async (_, text, expected) => {
    const parsed = await parseWaivers([{ path: "w.yml", text }], rules);
    expect(parsed.waivers).toEqual([]);
    expect((await problems(text)).slice(0, 1)).toEqual(expected);
  });
});

test("90 days are allowed, 91 are not", async () => {
  expect(await problems(good.replace("2027-03-31", "2027-04-10"))).toEqual([]);
  expect(await problems(good.replace("2027-03-31", "2027-04-11"))).toEqual(["9 expires"]);
});

test("in a list the broken ones leave the good ones alone", async () => {
  const entry = (id: string, text: string) =>
    `- ${text.replace("W-12", id).trimEnd().replaceAll("\n", "\n  ")}\n`;
  const text = entry("W-2", good) + entry("W-3", good.replace("suzuki", "tanaka")) + entry("W-1", good);
  const parsed = await parseWaivers([{ path: "w.yml", text }], rules);
  expect(parsed.waivers.map(({ id }) => id)).toEqual(["W-1", "W-2"]);
  expect(parsed.problems.map(({ line, key }) => `${line} ${key}`)).toEqual(["15 [1].approver"]);
});

test("an id is used once, and the first file has it", async () => {
  const parsed = await parseWaivers(
    [
      { path: "b.yml", text: good },
      { path: "a.yml", text: good },
    ],
    rules,
  );
  expect(parsed.waivers).toHaveLength(1);
  expect(parsed.problems).toMatchObject([{ path: "b.yml", key: "id" }]);
});
