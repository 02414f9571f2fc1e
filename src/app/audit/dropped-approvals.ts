import type { GateOutcome } from "../../model/gate.ts";
import type { PullRecord, StoredPullRecord } from "../../model/record.ts";

/** Approvals that a decision has outgrown, each kept once for it: the gate's record has them among much else. Pure. */
export function droppedApprovals(
  { approvals }: Pick<GateOutcome, "approvals">,
  decisionId: string,
  records: readonly StoredPullRecord[],
): readonly { readonly key: string; readonly body: PullRecord }[] {
  const known = new Set(records.flatMap(({ body, key }) => (body.kind === "approval-dropped" ? [key] : [])));
  return approvals.flatMap((approval) => {
    if (approval.kind !== "dropped") return [];
    const { reviewId, by } = approval;
    const key = `${reviewId} ${decisionId}`;
    const uncovered = approval.uncovered.map(({ item }) => item);
    return known.has(key)
      ? []
      : [{ key, body: { kind: "approval-dropped", reviewId, by, decisionId, uncovered } }];
  });
}
