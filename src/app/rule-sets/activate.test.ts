import { describe, expect, it } from "vitest";
import { defaultConfiguration } from "../../config/index.ts";
import type { Rule } from "../../model/rule.ts";
import type { PolicySet } from "../policy-set.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { activate } from "./activate.ts";
import { keptRuleSets } from "./kept.ts";
import { newlyObserved, observedOn } from "./observed.ts";

const rule = (id: string): Rule => ({
  ...{ id, family: "test", package: `test.${id}`, title: id, description: "", severity: "high" },
  ...{ enforcement: { production: "block", elsewhere: "advise" }, scope: "resource", kinds: [], reads: [] },
  ...{ needs: [], facts: [], parameters: {}, supersedes: [], peers: [], tags: [], references: [] },
});

/** The smallest module that there is. */
const emptyModule = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const setOf = (name: string, ...ids: readonly string[]): PolicySet => ({
  digest: name.repeat(64),
  wasm: emptyModule,
  rules: ids.map(rule),
});
const other = setOf("f", "X-1");

function appWith() {
  const { store, setTime } = memoryStore();
  // What is activated here is never what the program brings, so that nobody looks for its files.
  const ports = {
    ...store,
    policySet: other,
    ruleSets: keptRuleSets(other, store),
    now: () => new Date("2027-02-01"),
  };
  const use = (policySet: PolicySet, today = "2027-02-01") =>
    activate({ organisation: "Acme", policySet, configuration: defaultConfiguration(), today }, ports);
  return { store, setTime, use };
}

describe("the first use of another set", () => {
  it("is an activation, and the second use is none: whoever dies in between finds it", async () => {
    const { use } = appWith();
    const set = setOf("a", "A-1");
    const [first, again] = [await use(set), await use(set)];
    expect(again).toEqual(first);
    expect(first).toMatchObject([{ organisation: "acme", how: "first", previous: null, observing: [] }]);
  });

  it("has what is new in it observed, and what was there before never again", async () => {
    const { use } = appWith();
    const [old, next] = [setOf("a", "A-1"), setOf("b", "A-1", "B-1")];
    await use(old);
    await use(next, "2027-02-10");
    await use(old, "2027-02-11");
    const all = await use(next, "2027-02-12");
    expect(all.map(({ observing }) => observing)).toEqual([
      [],
      [{ ruleId: "B-1", until: "2027-03-12" }],
      [],
      [],
    ]);
    expect(observedOn("2027-03-12", ["A-1", "B-1"], all)).toEqual([{ ruleId: "B-1", until: "2027-03-12" }]);
    expect(observedOn("2027-03-13", ["A-1", "B-1"], all)).toEqual([]);
    expect(observedOn("2027-02-12", ["A-1"], all)).toEqual([]);
  });

  it("is kept once by two processes that begin at the same time", async () => {
    const { use, store } = appWith();
    const set = setOf("a", "A-1");
    await Promise.all([use(set), use(set), use(set)]);
    expect(await store.records.ofRepository(null, "policy-set-activated")).toHaveLength(1);
  });

  it("keeps a chain where two images run side by side", async () => {
    const { use } = appWith();
    const [old, next] = [setOf("a", "A-1"), setOf("b", "A-1")];
    await use(old);
    await Promise.all([use(next), use(old)]);
    const all = await use(next);
    for (const [index, { previous }] of all.entries())
      expect(previous).toBe(all[index - 1]?.policySet ?? null);
  });

  it("keeps an organisation's activations apart from another's", async () => {
    const { store, use } = appWith();
    await use(setOf("a", "A-1"));
    const ports = { ...store, policySet: other, ruleSets: keptRuleSets(other, store), now: () => new Date() };
    const configuration = defaultConfiguration();
    const elsewhere = {
      organisation: "umbrella",
      policySet: setOf("b", "B-1"),
      configuration,
      today: "2027-02-01",
    };
    expect(await activate(elsewhere, ports)).toMatchObject([{ how: "first", observing: [] }]);
  });
});

it("gives nobody thirty days with the very first set", () => {
  expect(newlyObserved(["A-1"], [], "2027-02-01")).toEqual([]);
});
