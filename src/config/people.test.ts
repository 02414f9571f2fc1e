import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Configuration } from "../model/configuration.ts";
import { defaultConfiguration, loadConfiguration, localeFor } from "./index.ts";

const everyKey = readFileSync(new URL("./testing/every-key.yml", import.meta.url), "utf8");
const rules = [{ id: "SEC-029", family: "security", parameters: {} }];

async function load(organisation: string, repository: string | null = null) {
  const loaded = await loadConfiguration({
    organisation: { path: "sekisho.yml", text: organisation },
    repository: repository === null ? null : { path: ".github/sekisho.yml", text: repository },
    rules,
  });
  if (loaded.kind === "invalid") throw new Error(loaded.problems.map(({ message }) => message).join("\n"));
  return loaded;
}

async function configurationOf(
  organisation: string,
  repository: string | null = null,
): Promise<Configuration> {
  return (await load(organisation, repository)).configuration;
}

test("where nothing is written nobody may do anything special", () => {
  expect(defaultConfiguration()).toMatchObject({
    mode: "observe",
    rollout: [],
    localeByTeam: {},
    automation: [],
    stewards: [],
    breakGlass: null,
    freezes: [],
    routing: { minimumApprovals: 1, unattributed: "extra-approval", peerApproval: "record" },
    waivers: { maxDays: 90, approvers: [], byFamily: {}, never: [] },
  });
});

test("the documented example says all of it", async () => {
  expect(await configurationOf(everyKey)).toMatchObject({
    rollout: [{ repositories: ["acme/eks-*"], rules: ["SEC-*"], mode: "enforce" }],
    localeByTeam: { "acme/ph": "en" },
    automation: [
      {
        app: "renovate",
        push: false,
        mayChange: ["image", "chartVersion", "providerVersion"],
        upTo: "minor",
      },
      { app: "argocd-image-updater", push: true, mayChange: ["image"], upTo: null },
    ],
    stewards: ["acme/platform"],
    breakGlass: {
      who: ["acme/oncall"],
      notBypass: ["SEC-029", "TEN-006"],
      reviewWithin: { amount: 2, unit: "days", business: true },
      calendar: "JP",
      expiresHours: 4,
    },
    freezes: [{ name: "決算", from: "2027-03-25", to: "2027-04-05", route: "review" }],
    waivers: { approvers: ["acme/sre"], byFamily: { security: ["acme/security"] } },
  });
});

describe("a break-glass", () => {
  test("has limits where none are written", async () => {
    const { breakGlass } = await configurationOf("breakGlass: { who: [acme/oncall] }");
    expect(breakGlass).toEqual({
      who: ["acme/oncall"],
      notBypass: [],
      reviewWithin: { amount: 2, unit: "days", business: true },
      calendar: null,
      expiresHours: 4,
    });
  });
  test.each([
    ["1 day", { amount: 1, unit: "days", business: false }],
    ["3 days", { amount: 3, unit: "days", business: false }],
    ["1 business day", { amount: 1, unit: "days", business: true }],
    ["36 hours", { amount: 36, unit: "hours", business: false }],
    ["1 business hour", { amount: 1, unit: "hours", business: true }],
  ])("is looked at within %j", async (reviewWithin, expected) => {
    const { breakGlass } = await configurationOf(`breakGlass: { who: [a/b], reviewWithin: ${reviewWithin} }`);
    expect(breakGlass?.reviewWithin).toEqual(expected);
  });
  test.each(["soon", "1000 days", "-1 days", "2 weeks", "2  days"])(
    "is not looked at within %j",
    async (reviewWithin) => {
      await expect(
        configurationOf(`breakGlass: { who: [a/b], reviewWithin: "${reviewWithin}" }`),
      ).rejects.toThrow(/duration/);
    },
  );
});

describe("a repository", () => {
  test.each([
    [
      "asks for more approvals",
      "routing: { minimumApprovals: 1 }",
      "routing: { minimumApprovals: 2 }",
      { minimumApprovals: 2 },
    ],
    [
      "asks for no fewer",
      "routing: { minimumApprovals: 2 }",
      "routing: { minimumApprovals: 1 }",
      { minimumApprovals: 2 },
    ],
    [
      "stops unknown authors",
      "routing: { unattributed: extra-approval }",
      "routing: { unattributed: block }",
      { unattributed: "block" },
    ],
    [
      "lets none of them through",
      "routing: { unattributed: block }",
      "routing: { unattributed: extra-approval }",
      { unattributed: "block" },
    ],
    [
      "asks for a second pair of eyes",
      "routing: { peerApproval: record }",
      "routing: { peerApproval: require }",
      { peerApproval: "require" },
    ],
    [
      "does without none",
      "routing: { peerApproval: require }",
      "routing: { peerApproval: record }",
      { peerApproval: "require" },
    ],
  ])("%s", async (_, organisation, repository, routing) => {
    expect(await configurationOf(organisation, repository)).toMatchObject({ routing });
  });

  test("adds frozen periods, and lifts none", async () => {
    const period = (name: string) => `{ name: ${name}, from: 2027-01-01, to: 2027-01-02, route: block }`;
    const { freezes } = await configurationOf(`freezes: [${period("a")}]`, `freezes: [${period("b")}]`);
    expect(freezes.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  test.each(["rollout: []", "stewards: [a/b]", "automation: []", "breakGlass: { who: [a/b] }"])(
    "does not say %s",
    async (text) => {
      await expect(configurationOf("version: 1", text)).rejects.toThrow(/orgOnly/);
    },
  );
});

test.each([
  [
    "a rule in a rollout",
    'rollout: [{ rules: ["SEC-*", "ABC-*"], mode: enforce }]',
    ["unknown-rule rollout[0].rules[1]"],
  ],
  [
    "a rule that no emergency passes",
    "breakGlass: { who: [a/b], notBypass: [SEC-029, SEC-020] }",
    ["unknown-rule breakGlass.notBypass[1]"],
  ],
  [
    "a family of rules",
    "waivers: { byFamily: { security: [a/b], securty: [a/b] } }",
    ["unknown-name waivers.byFamily.securty"],
  ],
])("%s that there is not is a notice", async (_, text, expected) => {
  const { notices } = await load(text);
  expect(notices.map(({ kind, key }) => `${kind} ${key}`)).toEqual(expected);
});

test("a pull request speaks the language of the first team that has one", async () => {
  const configuration = await configurationOf("locale: { default: ja, teams: { a/x: en, a/y: ja } }");
  const of = (...teams: readonly string[]) => localeFor(configuration, teams);
  expect([of(), of("a/z"), of("a/x"), of("a/y", "a/x")]).toEqual(["ja", "ja", "en", "en"]);
});

test("the order of the teams that have a language is part of the digest", async () => {
  const digest = async (teams: string) => (await configurationOf(`locale: { teams: ${teams} }`)).digest;
  expect(await digest("{ a/x: en, a/y: ja }")).not.toBe(await digest("{ a/y: ja, a/x: en }"));
});
