import type { PullRecord, StoredPullRecord } from "../model/record.ts";

export type DecisionRecord = Extract<PullRecord, { readonly kind: "decision" }>;

/** A decision as it stands in the records. */
export interface StoredDecision {
  readonly sequence: number;
  readonly at: string;
  readonly body: DecisionRecord;
}

/** Oldest first, whatever the order of the records. */
export function decisionsOf(records: readonly StoredPullRecord[]): readonly StoredDecision[] {
  return records
    .flatMap(({ sequence, at, body }) => (body.kind === "decision" ? [{ sequence, at, body }] : []))
    .toSorted((left, right) => left.sequence - right.sequence);
}

/**
 * What somebody had before their eyes who spoke at a moment: the last decision that was made until then. What was
 * decided later about the same commit, because the base moved or a rule became stricter, they did not see. GitHub
 * tells whole seconds, so two things of one second count as seen.
 */
export function decisionSeen(
  decisions: readonly StoredDecision[],
  saidAt: string,
  sequence = Number.POSITIVE_INFINITY,
): StoredDecision | null {
  const moment = wholeSecond(saidAt);
  return (
    decisions.findLast((decision) => decision.sequence < sequence && wholeSecond(decision.at) <= moment) ??
    null
  );
}

/** What an approval of a commit is bound to; where nothing was decided yet, to the first decision that is made. */
export function decisionBound(
  decisions: readonly StoredDecision[],
  approval: { readonly commit: string; readonly submittedAt: string; readonly sequence: number },
): StoredDecision | null {
  const ofCommit = decisions.filter(({ body }) => body.inputs.head === approval.commit);
  return decisionSeen(ofCommit, approval.submittedAt, approval.sequence) ?? ofCommit[0] ?? null;
}

function wholeSecond(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}
