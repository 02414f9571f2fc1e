import type { StoredPullRecord } from "../../model/record.ts";
import type { Records } from "../../store/index.ts";
import { Findings, type SweepResult } from "./result.ts";

/** A use of the emergency way that nobody has looked at in time. */
export interface OverdueReview {
  readonly repositoryId: number;
  readonly number: number;
  /** ISO 8601: until when it had to be. */
  readonly since: string;
}

/** Alerts, once a day, of each break-glass that was not reviewed in time. */
export async function sweepBreakGlass(records: Pick<Records, "ofPulls">, now: Date): Promise<SweepResult> {
  const used = await records.ofPulls(null, "break-glass");
  const reviewed = await records.ofPulls(null, "break-glass-reviewed");
  const findings = new Findings();
  findings.looked = used.length;
  const day = now.toISOString().slice(0, "YYYY-MM-DD".length);
  for (const { repositoryId, number, since } of overdueReviews(used, reviewed, now)) {
    findings.records.push({
      scope: "repository",
      repositoryId,
      key: `break-glass ${number} ${day}`,
      body: { kind: "alert", alert: { kind: "break-glass-overdue", number, since } },
    });
  }
  return findings.result();
}

/** Those of which the last use on a pull request has no review after it. Pure. */
export function overdueReviews(
  used: readonly StoredPullRecord[],
  reviewed: readonly StoredPullRecord[],
  now: Date,
): readonly OverdueReview[] {
  const key = ({ repositoryId, number }: StoredPullRecord) => `${repositoryId}/${number}`;
  const reviews = new Map(reviewed.map((record) => [key(record), record.sequence]));
  const last = new Map(used.map((record) => [key(record), record]));
  return [...last].flatMap(([pull, { body, sequence, repositoryId, number }]) => {
    if (body.kind !== "break-glass" || repositoryId === null || number === null) return [];
    const isReviewed = (reviews.get(pull) ?? 0) > sequence;
    const isDue = Date.parse(body.reviewBy) < now.getTime();
    return isDue && !isReviewed ? [{ repositoryId, number, since: body.reviewBy }] : [];
  });
}
