import { describe, expect, it } from "vitest";
import type { BranchControl } from "../../model/branch-control.ts";
import type { PullFacts, ReviewFacts } from "../../model/pull.ts";
import type { PullRecord } from "../../model/record.ts";
import { an, ben, chi, commit, machine, pullWith, stored } from "../attend/testing/facts.ts";
import { decisionOf, gateOf } from "../testing/pull-records.ts";
import { mergeRecords } from "./merge-seen.ts";
import { guarded } from "./testing/control.ts";

const merged: PullRecord = { kind: "merged", commit: "m1", head: "h1", by: an };
const green = [decisionOf("h1"), gateOf("h1", "success"), merged];

function approval(by: ReviewFacts["by"], more: Partial<ReviewFacts> = {}): ReviewFacts {
  const submittedAt = "2026-11-20T10:00:00Z";
  return { id: 1, by, canPush: true, state: "approved", commit: "h1", submittedAt, ...more };
}

function recordsOf(
  pull: Partial<PullFacts>,
  records: readonly PullRecord[] = green,
  check: BranchControl["check"] = "required-of-us",
) {
  const merge = { at: "2026-11-20T12:00:00Z", by: ben, commit: "m1" };
  const commits = [commit("h1")];
  const facts = pullWith({ state: "merged", merge, commits, ...pull });
  const seen = { commit: "m1", head: "h1", how: "told", records: stored(records) } as const;
  return mergeRecords({ ...seen, pull: facts, control: { ...guarded, check } }).map(({ body }) => body);
}

function seen(pull: Partial<PullFacts>, records?: readonly PullRecord[]) {
  const [body] = recordsOf(pull, records);
  if (body?.kind !== "merge-seen") throw new Error("no merge was kept");
  return body;
}

describe("whether somebody else approved", () => {
  it.each([
    ["nobody did", [], false],
    ["one without a hand in it", [approval(ben)], true],
    ["the author alone", [approval(an)], false],
    ["a machine", [approval(machine)], false],
    ["somebody who may only look", [approval(ben, { canPush: false })], false],
    ["somebody, after the merge", [approval(ben, { submittedAt: "2026-11-20T12:00:01Z" })], false],
    ["somebody, an earlier head", [approval(ben, { commit: "h0" })], false],
    ["somebody who is gone", [approval(null)], null],
  ])("%s", (_, reviews, approved) => {
    expect(seen({ reviews }).approvedByOther).toBe(approved);
  });

  it("cannot be told while a commit is nobody's, or was not told", () => {
    const nobody = commit("h1", { authors: [null], committer: null });
    const reviews = [approval(ben)];
    expect(seen({ reviews, commits: [nobody] })).toMatchObject({
      approvedByOther: null,
      unattributed: ["h1"],
    });
    expect(seen({ reviews, commitsOmitted: 3 })).toMatchObject({ approvedByOther: null, commitsOmitted: 3 });
  });
});

it("names everybody who had a hand in it, and how", () => {
  const place = { fingerprint: "f", rootKey: "r", address: "a", evidence: "e", measure: null };
  const records: readonly PullRecord[] = [
    { kind: "push-seen", before: null, after: "h1", by: chi },
    {
      kind: "waiver-requested",
      waiverId: "W-1",
      ruleId: "RES-004",
      places: [place],
      by: { account: chi, teams: [] },
      because: "…",
      until: "2026-12-01",
    },
    ...green,
  ];
  const commits = [commit("h1", { authors: [an, ben], committer: ben })];
  expect(seen({ commits }, records).contributors).toEqual([
    { account: an, as: ["author", "opener"] },
    { account: ben, as: ["co-author", "committer"] },
    { account: chi, as: ["pusher", "waiver-requester"] },
  ]);
});

describe("a merge past the check", () => {
  const red = [decisionOf("h1"), gateOf("h1", "action_required"), merged];
  it.each([
    ["that was green is none", green, "required-of-us", []],
    ["that was not green is one", red, "required-of-us", ["bypass-seen"]],
    ["that had said nothing is one", [merged], "required-of-us", ["bypass-seen"]],
    ["that anybody may write, and was not green, is one", red, "required-of-anybody", ["bypass-seen"]],
    ["that nothing requires is none", red, "not-required", []],
    ["that another App has to write is none", red, "required-of-another", []],
  ] as const)("%s", (_, records, check, further) => {
    const kinds = recordsOf({}, records, check).map(({ kind }) => kind);
    expect(kinds).toEqual(["merge-seen", ...further]);
  });
});
