import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { replayUnder } from "../../src/app/replay/effect.ts";
import type { PolicySources } from "../../src/model/policy-sources.ts";
import { fewWords } from "../foreign/few-words.ts";
import { askedOf, enough, filesOf, kinds, type Policies, policiesOf, told } from "./organisation-policies.ts";
import { openRecordings, type RecordedCase, type Recordings } from "./recording.ts";

/** A record that is judged by other policies of the organisation says what a review by those policies says. */
let recordings: Recordings;
beforeAll(async () => {
  recordings = await openRecordings(new Date("2026-08-03T05:05:00.000Z"));
});
afterAll(() => recordings.close());

const tooMany = () => 9;
const none: readonly Policies[] = [];

function recorded(
  policies: readonly Policies[],
  mostOf: (policies: Policies) => number,
  more: Readonly<Record<string, string>> = {},
): Promise<RecordedCase> {
  return recordings.record(askedOf(filesOf(policies, mostOf, more)));
}

async function under(digest: string, policySources: PolicySources | null) {
  const blobs = { get: async (name: string) => recordings.blobs.get(name) ?? null };
  const again = await replayUnder(digest, { policySources }, { blobs, runner: recordings.runner });
  if (again.kind !== "decided") throw new Error(JSON.stringify(again));
  return again;
}

async function expectSame(from: RecordedCase, to: RecordedCase): Promise<void> {
  const again = await under(from.digest, policiesOf(recordings, to.digest));
  expect(again.untold).toEqual([]);
  expect(again.decision.route).toBe(to.report.decision.route);
  expect(told(again.findings)).toEqual(told(to.report.findings));
}

test.each(kinds)("$kind: edited, either way, and taken away", async (each) => {
  const silent = await recorded([each], tooMany);
  const saying = await recorded([each], enough);
  expect(told(silent.report.findings)).not.toEqual(told(saying.report.findings));
  await expectSame(silent, saying);
  await expectSame(saying, silent);
  const without = await recorded(none, enough);
  await expectSame(saying, without);
});

test("rule units that are added are asked about all that was recorded; of the others that is named", async () => {
  const without = await recorded(none, enough);
  const added = await recorded(kinds, enough);
  const again = await under(without.digest, policiesOf(recordings, added.digest));
  expect(again.untold).toEqual([
    "policySources.own-conftest",
    "policySources.own-gatekeeper",
    "policySources.own-routing",
  ]);
  const named = (findings: typeof again.findings) => findings.map(({ ruleId }) => ruleId);
  expect(named(again.findings)).toContain("ACME-001");
  const [own] = kinds;
  await expectSame(without, await recorded([own], enough));
});

test("a template that reads the inventory sees it, whoever was asked before", async () => {
  const [, , each] = kinds;
  const other =
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other, namespace: b }\ndata: { c: "3" }\n';
  const reading = {
    ...each,
    files: () => {
      const files = each.files(1);
      const template = files["gatekeeper/template.yaml"];
      const counted = "count([1 | data.inventory.namespace[_][_].ConfigMap[_]])";
      return {
        ...files,
        "gatekeeper/template.yaml": template.replace("count(input.review.object.data)", counted),
      };
    },
  };
  const recordedWith = (policies: Policies) => recorded([policies], tooMany, { "k8s/other.yaml": other });
  const [plain, withInventory] = [await recordedWith(each), await recordedWith(reading)];
  expect(told(withInventory.report.findings)).not.toEqual(told(plain.report.findings));
  await expectSame(plain, withInventory);
});

test("a root that was divided over several calls is asked about as a whole", async () => {
  const maps = Array.from({ length: 200 }, (_, at) => {
    const word = String(at).repeat(40);
    return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: m-${at}, namespace: b }\ndata: { a: "${word}" }\n`;
  });
  const [own] = kinds;
  const many = { "k8s/many.yaml": maps.join("---\n") };
  const without = await recorded(none, enough, many);
  await expectSame(without, await recorded([own], enough, many));
});

describe("policies that cannot judge", () => {
  const [own, conftest, , routing] = kinds;
  const everywhere = { production: "review", elsewhere: "review" };
  const failing: readonly Policies[] = [
    { ...own, files: () => fewWords({ ...everywhere, message: "unwritten", wordsMax: "1" }) },
    {
      ...conftest,
      files: () => ({
        "policy/words.rego": `package main
deny contains word if input.kind == "ConfigMap"
word := "one" if input.kind == "ConfigMap"
word := "other" if input.kind == "ConfigMap"
`,
      }),
    },
    {
      ...conftest,
      files: () => ({
        "policy/words.rego": `package main
deny contains "x" if {
	numbers.range(1, 100000)[a]
	numbers.range(1, 100000)[b]
	a * b < 0
}
`,
      }),
    },
    {
      ...routing,
      files: () => ({
        "routing/routing.rego": routing.files(0)["routing/routing.rego"].replace('"review"', '"nowhere"'),
      }),
    },
  ];

  test.each(failing)(
    "$kind: it is told as a review would, and no more once they are mended",
    async (each) => {
      const [mended] = kinds.filter(({ kind }) => kind === each.kind);
      const broken = await recorded([each], enough);
      expect(broken.report.findings.map(({ ruleId }) => ruleId)).toContain("CHG-025");
      const whole = await recorded(mended === undefined ? none : [mended], enough);
      await expectSame(whole, broken);
      await expectSame(broken, whole);
    },
  );
});
