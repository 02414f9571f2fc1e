import type { PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Said } from "./hear.ts";

/**
 * Approvals that are the look afterwards at an emergency: given after it, by somebody who may push and who neither broke
 * the glass nor wrote or pushed any of it. They count before and after the merge alike.
 */
export function emergencyReviews(
  said: readonly Said[],
  { author, commits, reviews }: PullFacts,
  records: readonly StoredPullRecord[],
): readonly Said[] {
  const emergency = records.findLast(({ body }) => body.kind === "break-glass");
  if (emergency?.body.kind !== "break-glass") return [];
  const involved = [
    author,
    emergency.body.by.account,
    ...commits.flatMap(({ authors, committer }) => [...authors, committer]),
    ...records.flatMap(({ body }) => (body.kind === "push-seen" ? [body.by] : [])),
  ];
  const ids = new Set(involved.flatMap((account) => account?.id ?? []));
  const mayPush = new Set(reviews.filter(({ canPush }) => canPush).map(({ id }) => id));
  return said.flatMap(({ body }): Said[] => {
    if (body.kind !== "approval-seen" || ids.has(body.by.account.id) || !mayPush.has(body.reviewId))
      return [];
    // GitHub tells whole seconds.
    const after = Date.parse(body.submittedAt) + 1_000 > Date.parse(emergency.at);
    return after
      ? [{ key: `review ${body.reviewId}`, body: { kind: "break-glass-reviewed", by: body.by } }]
      : [];
  });
}
