import { describe, expect, test } from "vitest";
import type { StoredPullRecord } from "../../model/record.ts";
import type { PolicySet } from "../policy-set.ts";
import type { Activation } from "../rule-sets/activations.ts";
import type { RuleSets } from "../rule-sets/kept.ts";
import { noticeOf } from "./notice.ts";

const setOf = (digest: string): PolicySet => ({ digest, wasm: new Uint8Array(), rules: [] });
const all: RuleSets = { find: async (digest) => ({ kind: "found", policySet: setOf(digest) }) };
const gone: RuleSets = { find: async () => ({ kind: "missing", why: "gone", known: [] }) };

function activation(
  at: string,
  policySet: string,
  previous: string | null,
  countsFrom: string | null,
): Activation {
  return {
    ...{
      kind: "policy-set-activated",
      organisation: "acme",
      policySet,
      previous,
      how: "followed",
      program: "1",
    },
    ...{ compiled: "", catalogue: "", descriptions: null, observing: [], difference: null, countsFrom, at },
  };
}

const chain = [
  activation("2027-02-01", "a", null, null),
  activation("2027-02-10", "b", "a", "2027-02-16"),
  activation("2027-02-12", "c", "b", "2027-02-18"),
];

function decidedAt(at: string): readonly StoredPullRecord[] {
  const inputs = {
    ...{ head: "", baseRef: "", baseTip: "", mergeBase: "", policySet: "", configuration: "" },
    ...{ organisationCommit: null, waivers: "", authorTeams: "", locale: "en" as const, program: "" },
  };
  const body = {
    ...{ kind: "decision" as const, decisionId: "", inputs, route: "pass" as const, riskItems: [] },
    ...{ riskDigest: "", report: "", supersedes: null },
  };
  return [{ sequence: 1, key: "", at, repositoryId: 1, number: 1, body }];
}

describe("which set decides about a pull request after another one was activated", () => {
  test.each([
    ["the first that it was judged by", "2027-02-05", "2027-02-13", "a"],
    ["the second, once the days of the first are over", "2027-02-05", "2027-02-16", "b"],
    ["the second, where it came after the first", "2027-02-11", "2027-02-13", "b"],
    ["the one in force, for who came later", "2027-02-12T01", "2027-02-13", null],
    ["the one in force, when all days are over", "2027-02-05", "2027-02-18", null],
  ])("%s", async (_, decided, today, expected) => {
    const notice = await noticeOf(chain, { records: decidedAt(decided), today }, all);
    expect(notice?.before.digest ?? null).toBe(expected);
    if (expected !== null) expect(notice?.from).toBe("2027-02-18");
  });

  test("the one in force, where nothing was decided yet, and where the old one is gone", async () => {
    expect(await noticeOf(chain, { records: [], today: "2027-02-13" }, all)).toBeNull();
    expect(await noticeOf(chain, { records: decidedAt("2027-02-05"), today: "2027-02-13" }, gone)).toBeNull();
  });

  test("the one in force, where an image was taken back", async () => {
    const back = [...chain.slice(0, 2), activation("2027-02-11", "a", "b", "2027-02-17")];
    expect(await noticeOf(back, { records: decidedAt("2027-02-05"), today: "2027-02-12" }, all)).toBeNull();
  });
});
