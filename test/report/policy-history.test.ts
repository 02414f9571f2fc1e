import { describe, expect, it } from "vitest";
import { policyHistory } from "../../src/app/policy-history/gather.ts";
import type { PolicySet } from "../../src/app/policy-set.ts";
import { activate } from "../../src/app/rule-sets/activate.ts";
import { keptRuleSets } from "../../src/app/rule-sets/kept.ts";
import { memoryStore } from "../../src/app/testing/memory-store.ts";
import { defaultConfiguration } from "../../src/config/index.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import type { Rule } from "../../src/model/rule.ts";
import { differenceOf } from "../../src/model/rule-set-difference.ts";
import type { SettingsSource } from "../../src/model/settings-origin.ts";
import { setDifferenceLines } from "../../src/report/operator/difference-text.ts";
import { historyText } from "../../src/report/operator/history-text.ts";

const rule = (id: string, more: Partial<Rule> = {}): Rule => ({
  ...{ id, family: "test", package: `test.${id}`, title: `About ${id}`, description: "", severity: "high" },
  ...{ enforcement: { production: "block", elsewhere: "advise" }, scope: "resource", kinds: [], reads: [] },
  ...{ needs: [], facts: [], parameters: {}, supersedes: [], peers: [], tags: [], references: [] },
  ...more,
});
const emptyModule = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const setOf = (name: string, ...rules: readonly Rule[]): PolicySet => ({
  digest: name.repeat(64),
  wasm: emptyModule,
  rules,
});
const own = setOf("f", rule("X-1"));
const old = setOf("a", rule("A-1", { parameters: { most: { type: "integer", default: 25 } } }), rule("A-2"));
const next = setOf(
  "b",
  rule("A-1", {
    enforcement: { production: "review", elsewhere: "advise" },
    parameters: { most: { type: "integer", default: 50 } },
  }),
  rule("B-1"),
);
const repository = { id: 7, name: "Acme/infra" };
const waivers = `id: W-1
rules: [A-1]
scope: { resources: ["**"] }
reason: Until the migration is over
requester: dev
approver: sam
granted: 2027-02-01
expires: 2027-03-01
`;

/** An image is updated on 10 February; the settings switch B-1 off on the 20th, which is seen on the 21st. */
async function estate() {
  const memory = memoryStore();
  const { store, setTime } = memory;
  const ruleSets = keptRuleSets(own, store);
  const ports = { ...store, policySet: own, ruleSets, now: () => new Date("2027-02-10T01:00:00Z") };
  const use = (policySet: PolicySet, today: string) =>
    activate({ organisation: "acme", policySet, configuration: defaultConfiguration(), today }, ports);
  const keep = async (
    text: string,
    more: Partial<SettingsSource>,
    at: string,
    effectiveFrom: string | null,
  ) => {
    setTime(at);
    const sources: SettingsSource[] = [
      { ...source("repository", ".github/sekisho.yml", text), ...more },
      source("waivers", ".github/sekisho/waivers/a.yml", waivers),
    ];
    const body = {
      kind: "configuration-activated" as const,
      ...{ configuration: sha256Hex(text), settings: sha256Hex(`${text}s`) },
      ...{ previous: null, policySet: old.digest, sources, removed: [], effectiveFrom, difference: null },
    };
    const blobs = [Buffer.from(text), Buffer.from(waivers)];
    await store.records.append([{ scope: "repository", repositoryId: 7, key: at, body }], { blobs });
  };
  setTime("2027-02-01T01:00:00.000Z");
  await use(old, "2027-02-01");
  await keep("version: 1\nmode: enforce\n", {}, "2027-02-01T01:00:00.000Z", null);
  setTime("2027-02-10T01:00:00.000Z");
  await use(next, "2027-02-10");
  const person = (id: number, login: string) => ({ id, login, bot: false });
  const effectiveFrom = "2027-02-20T03:00:00.000Z";
  const broughtBy = {
    commit: "c".repeat(40),
    effectiveFrom,
    pull: 12,
    author: person(1, "pia"),
    approvers: [person(2, "sam")],
  };
  const off = 'version: 1\nmode: enforce\npolicies: { B-1: { enforcement: "off" } }\n';
  await keep(off, { broughtBy }, "2027-02-21T05:00:00.000Z", effectiveFrom);
  const ask = (more: { readonly at?: string; readonly ruleId?: string }) =>
    policyHistory(
      { repository, ruleId: null, at: null, now: "2027-04-01T00:00:00.000Z", ...more },
      store,
      ruleSets,
    );
  return { ask };
}

function source(role: string, path: string, text: string): SettingsSource {
  return { role, repository: repository.name, path, commit: null, content: sha256Hex(text), broughtBy: null };
}

describe("the history of rules and settings", () => {
  it("tells which set was in force at a moment", async () => {
    const { ask } = await estate();
    const at = async (moment: string) =>
      (await ask({ at: moment })).ruleSets.map(({ policySet }) => policySet);
    expect(await at("2027-01-31T00:00:00.000Z")).toEqual([]);
    expect(await at("2027-02-10T00:59:59.999Z")).toEqual([old.digest]);
    expect(await at("2027-02-10T01:00:00.000Z")).toEqual([next.digest]);
  });

  it("tells both settings where one had come onto its branch and was not seen yet", async () => {
    const { ask } = await estate();
    const { settings } = await ask({ at: "2027-02-20T12:00:00.000Z" });
    expect(settings.map(({ knownSince, effectiveFrom }) => [knownSince, effectiveFrom])).toEqual([
      ["2027-02-01T01:00:00.000Z", null],
      ["2027-02-21T05:00:00.000Z", "2027-02-20T03:00:00.000Z"],
    ]);
  });

  it("tells on which days a rule was not there, observed, or off", async () => {
    const { ask } = await estate();
    const { rule: told } = await ask({ ruleId: "B-1" });
    expect(told?.periods.map(({ from, setting }) => [from.slice(0, 10), setting])).toEqual([
      ["2027-02-01", null],
      ["2027-02-10", { production: "block", elsewhere: "advise", mode: "observe", newUntil: "2027-03-12" }],
      ["2027-02-21", { production: "off", elsewhere: "off", mode: "observe", newUntil: "2027-03-12" }],
      ["2027-03-13", { production: "off", elsewhere: "off", mode: "enforce", newUntil: null }],
    ]);
  });

  it("tells which waivers were open then, and not any more", async () => {
    const { ask } = await estate();
    expect((await ask({ at: "2027-03-01T12:00:00.000Z" })).waivers).toMatchObject([
      { waiverId: "W-1", rules: ["A-1"], until: "2027-03-01", requester: "dev", approver: "sam" },
    ]);
    expect((await ask({ at: "2027-03-02T12:00:00.000Z" })).waivers).toEqual([]);
  });

  it("reads as this in English and Japanese", async () => {
    const { ask } = await estate();
    const history = await ask({ ruleId: "B-1", at: "2027-02-22T00:00:00.000Z" });
    const texts = (["en", "ja"] as const).map((locale) => historyText(history, { locale, colour: false }));
    if (process.env["SHOW"] !== undefined) console.log(texts.join("\n=====\n"));
    expect(texts[0]).toContain("1 rule added\n      + B-1  About B-1");
    expect(texts[0]).toContain("pull request #12 by pia, approved by sam");
    expect(texts[0]).toContain("only observed until 2027-03-12: B-1");
    expect(texts[1]).toContain("プルリクエスト #12、作成者 pia、承認者 sam");
  });
});

describe("the difference of two sets in words", () => {
  const described = (policySet: PolicySet) => ({ rules: policySet.rules, descriptions: null });

  it("names what came, what went, and what is asked otherwise", () => {
    expect(setDifferenceLines(differenceOf(described(old), described(next)), "en")).toEqual([
      "1 rule added",
      "  + B-1  About B-1",
      "1 rule removed",
      "  - A-2  About A-2",
      "1 rule changed",
      "  ~ A-1  About A-1",
      "      in production: block → review",
      "      default of most: 25 → 50",
    ]);
    expect(setDifferenceLines(differenceOf(described(old), described(old)), "en")).toEqual([
      "Nothing differs.",
    ]);
  });

  it("tells of messages and Rego where both are known", () => {
    const said = (source: string, text: string) => ({
      library: source,
      rules: { "A-1": { source, messages: { en: { tooMuch: text }, ja: { tooMuch: text } } } },
    });
    const before = { rules: [rule("A-1")], descriptions: said("1", "Too much.") };
    const after = { rules: [rule("A-1")], descriptions: said("2", "Far too much.") };
    expect(setDifferenceLines(differenceOf(before, after), "en")).toEqual([
      "1 rule changed",
      "  ~ A-1  About A-1",
      "      message tooMuch: reworded",
      "      its Rego is another: it may find something else",
      "The Rego that all rules share is another.",
    ]);
  });
});
