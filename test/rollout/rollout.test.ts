import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rememberRepository } from "../../src/app/repository-names.ts";
import { assessRollout } from "../../src/app/rollout.ts";
import { type MemoryStore, memoryStore } from "../../src/app/testing/memory-store.ts";
import { rolloutText } from "../../src/cli/rollout-text.ts";
import { openReviewer, type Reviewer } from "../pulls/review-pull.ts";

let reviewer: Reviewer;
beforeAll(async () => {
  reviewer = await openReviewer();
});
afterAll(() => reviewer.close());

const now = new Date("2026-11-21T00:00:00.000Z");
const request = { repositoryId: null, since: "2026-10-22T00:00:00.000Z", now };

/** Keeps what reviewing a pull request of the fixtures gives, as the App does. */
async function keep(memory: MemoryStore, number: number, name: string): Promise<void> {
  const { report, masked } = await reviewer.review(name, "en");
  const bytes = Buffer.from(JSON.stringify({ report, masked, changedPathsByRoot: {} }));
  const { route, riskItems, riskDigest } = report.decision;
  const inputs = {
    head: `${number}`.padStart(40, "0"),
    baseRef: "main",
    baseTip: "",
    mergeBase: "",
    policySet: "",
    configuration: "",
    organisationCommit: null,
    waivers: "",
    authorTeams: "",
    locale: "en",
    program: "",
  } as const;
  const { store } = memory;
  const digest = await store.blobs.put(bytes);
  await store.records.append([
    {
      scope: "pull",
      repositoryId: 1,
      number,
      key: name,
      body: {
        kind: "decision",
        decisionId: name,
        inputs,
        route,
        riskItems,
        riskDigest,
        report: digest,
        supersedes: null,
      },
    },
  ]);
}

describe("what observing found", () => {
  it("is told for each rule, and what to enforce next", async () => {
    const memory = memoryStore("2026-10-30T00:00:00.000Z");
    await rememberRepository(memory.store.notes, { id: 1, owner: "acme", name: "eks-manifests" });
    for (let number = 1; number <= 28; number += 1) await keep(memory, number, "harmless-image-bump");
    await keep(memory, 29, "memory-over-the-limit");
    await keep(memory, 30, "traffic-shift");
    await keep(memory, 31, "traffic-shift");
    const { rules } = reviewer.policySet;
    const rollout = await assessRollout({ ...request, rules }, memory.store);
    const found = Object.fromEntries(rollout.rules.map((rule) => [rule.ruleId, rule]));
    expect(rollout).toMatchObject({ pulls: 31, days: 22, erased: 0, repositories: ["acme/eks-manifests"] });
    expect(found["RES-004"]).toMatchObject({ stopped: 1, asked: 0, verdict: "quiet" });
    expect(found["CHG-010"]).toMatchObject({ stopped: 0, asked: 2, verdict: "loud" });
    expect(rollout.suggestion).toMatchObject({ repositories: ["acme/eks-manifests"], mode: "enforce" });
    expect(rollout.suggestion?.rules).toEqual(expect.arrayContaining(["RES-*", "SEC-*", "CHG-001"]));
    expect(rollout.suggestion?.rules).not.toContain("CHG-010");
    expect(rollout.suggestion?.rules).not.toContain("CHG-*");
    expect(rollout.quietShare).toBeCloseTo(1 / 31);
  });

  it("leaves out what lies before the period, and says so of reports that were erased", async () => {
    const memory = memoryStore("2026-10-01T00:00:00.000Z");
    await keep(memory, 1, "traffic-shift");
    memory.setTime("2026-11-20T00:00:00.000Z");
    await keep(memory, 2, "memory-over-the-limit");
    const { rules } = reviewer.policySet;
    const rollout = await assessRollout({ ...request, rules }, memory.store);
    expect(rollout).toMatchObject({ pulls: 1, days: 1, suggestion: null, repositories: ["#1"] });
    const erased = { ...memory.store, blobs: { get: async () => null } };
    expect(await assessRollout({ ...request, rules }, erased)).toMatchObject({ pulls: 0, erased: 1 });
  });

  it("names the rules that are only observed because they are new, since when and until when", async () => {
    const memory = memoryStore("2026-11-10T00:00:00.000Z");
    const { rules } = reviewer.policySet;
    await activated(memory, [{ ruleId: "RES-004", until: "2026-12-10" }]);
    const nothing = await assessRollout({ ...request, rules }, memory.store);
    const one = { organisation: "acme", ruleId: "RES-004", since: "2026-11-10", until: "2026-12-10" };
    expect(nothing.newRules).toEqual([one]);
    expect(rolloutText(nothing, { locale: "en", colour: false })).toContain(
      "New in acme since 2026-11-10, and only observed until 2026-12-10, unless `rollout` names it: RES-004.",
    );
    expect(rolloutText(nothing, { locale: "ja", colour: false })).toContain(
      "acme に 2026-11-10 に入った新しいルールのため、`rollout` で ID を指定しない限り 2026-12-10 まで観察のみ: RES-004。",
    );
    const later = { ...request, rules, now: new Date("2026-12-11T00:00:00.000Z") };
    expect((await assessRollout(later, memory.store)).newRules).toEqual([]);
  });

  it("does not call enforced what is new, whatever the mode is", async () => {
    const memory = memoryStore("2026-11-10T00:00:00.000Z");
    const { notes, blobs } = memory.store;
    await rememberRepository(notes, { id: 1, owner: "acme", name: "eks" });
    const text = "version: 1\nmode: enforce\n";
    const files = { repository: { path: ".github/sekisho.yml", text }, organisation: null };
    await notes.set("configuration:1", `digest ${await blobs.put(Buffer.from(JSON.stringify(files)))}`);
    await activated(memory, [{ ruleId: "RES-004", until: "2026-12-10" }]);
    await keep(memory, 1, "harmless-image-bump");
    const { rules } = reviewer.policySet;
    const { enforced } = await assessRollout({ ...request, rules }, memory.store);
    expect(enforced).toContain("RES-003");
    expect(enforced).not.toContain("RES-004");
  });
});

async function activated(
  { store }: MemoryStore,
  observing: readonly { readonly ruleId: string; readonly until: string }[],
): Promise<void> {
  await store.records.append([
    {
      scope: "repository",
      repositoryId: null,
      key: "acme 1",
      body: {
        ...{ kind: "policy-set-activated", organisation: "acme", policySet: "b", previous: "a" },
        ...{ how: "followed", program: "0.1.0", compiled: "", catalogue: "", descriptions: null },
        ...{ observing, difference: null, countsFrom: null },
      },
    },
  ]);
}
