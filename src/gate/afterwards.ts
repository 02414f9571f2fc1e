import type { Account } from "../model/pull.ts";
import type { PullRecord, Speaker, StoredPullRecord } from "../model/record.ts";

/** What became of an emergency after it was used. */
export interface EmergencyReview {
  readonly by: Account;
  readonly because: string;
  /** ISO 8601: when it was called, and until when somebody has to have looked at it. */
  readonly since: string;
  readonly reviewBy: string;
  readonly reviewedBy: Speaker | null;
  readonly overdue: boolean;
}

/**
 * Every emergency of a pull request, oldest first. One that was looked at by whoever called it was not looked at.
 */
export function emergencyReviews(
  records: readonly StoredPullRecord[],
  now: string,
): readonly EmergencyReview[] {
  const inOrder = records.toSorted((left, right) => left.sequence - right.sequence);
  return inOrder.flatMap(({ body, at, sequence }): EmergencyReview[] => {
    if (body.kind !== "break-glass") return [];
    const reviewedBy = reviewerOf(
      body,
      inOrder.filter((record) => record.sequence > sequence),
    );
    return [
      {
        by: body.by.account,
        because: body.because,
        since: at,
        reviewBy: body.reviewBy,
        reviewedBy,
        overdue: reviewedBy === null && Date.parse(body.reviewBy) <= Date.parse(now),
      },
    ];
  });
}

function reviewerOf(
  emergency: Extract<PullRecord, { readonly kind: "break-glass" }>,
  later: readonly StoredPullRecord[],
): Speaker | null {
  for (const { body } of later) {
    if (body.kind === "break-glass-reviewed" && body.by.account.id !== emergency.by.account.id)
      return body.by;
  }
  return null;
}
