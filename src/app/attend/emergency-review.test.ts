import { expect, test } from "vitest";
import type { PullFacts } from "../../model/pull.ts";
import type { PullRecord } from "../../model/record.ts";
import { emergencyReviews } from "./emergency-review.ts";
import { an, ben, chi, commit, pullWith, stored } from "./testing/facts.ts";

const emergency: PullRecord = {
  kind: "break-glass",
  by: { account: chi, teams: ["acme/oncall"] },
  because: "production is down",
  head: "h1",
  riskItems: [],
  blocked: [],
  expires: "2026-11-21T04:00:00.000Z",
  reviewBy: "2026-11-25T00:00:00.000Z",
};

function approval(by: typeof an, submittedAt: string) {
  const body: PullRecord = {
    kind: "approval-seen",
    reviewId: 5,
    commit: "h1",
    by: { account: by, teams: [] },
    submittedAt,
  };
  return [{ key: "5", body }];
}

function pull(canPush = true): PullFacts {
  return pullWith({
    author: an,
    commits: [commit("h1", { authors: [an] })],
    reviews: [{ id: 5, by: ben, canPush, state: "approved", commit: "h1", submittedAt: null }],
  });
}

const later = "2026-11-21T01:00:00Z";

test.each([
  ["somebody who had no part in it looks afterwards", approval(ben, later), pull(), 1],
  ["whoever broke the glass does not", approval(chi, later), pull(), 0],
  ["its author does not", approval(an, later), pull(), 0],
  ["an approval from before the emergency is none", approval(ben, "2026-11-20T23:00:00Z"), pull(), 0],
  ["a stranger in a public repository does not", approval(ben, later), pull(false), 0],
])("%s", (_title, said, facts, count) => {
  expect(emergencyReviews(said, facts, stored([emergency])).length).toBe(count);
});

test("without an emergency there is nothing to look at", () => {
  expect(emergencyReviews(approval(ben, later), pull(), [])).toEqual([]);
});
