import type { PullRecord } from "../model/record.ts";

/** A record of a pull request as far as it counts here; `null`: its body was erased. */
type Kept = { readonly body: PullRecord | null };

export type GateRecord = Extract<PullRecord, { readonly kind: "gate" }>;

/** What the gate said last about the last decision on a head; `null`: nothing yet. Records are oldest first. */
export function lastGate(records: readonly Kept[], head: string): GateRecord | null {
  const decisionId = lastDecision(records, head)?.decisionId;
  if (decisionId === undefined) return null;
  const gate = records.findLast(({ body }) => body?.kind === "gate" && body.decisionId === decisionId)?.body;
  return gate?.kind === "gate" ? gate : null;
}

type DecisionRecord = Extract<PullRecord, { readonly kind: "decision" }>;

function lastDecision(records: readonly Kept[], head: string): DecisionRecord | null {
  const last = records.findLast(({ body }) => body?.kind === "decision" && body.inputs.head === head)?.body;
  return last?.kind === "decision" ? last : null;
}

/** What a pull request was merged under. */
export interface MergedUnder {
  /** The last about the merged head; `null`: there is none. */
  readonly decision: DecisionRecord | null;
  /** `null`: the gate had not spoken. */
  readonly gate: GateRecord | null;
}

/**
 * `null` where it is not merged. What was said before the merge counts: an approval that comes afterwards opens nothing
 * any more, and one that is withdrawn undoes nothing.
 */
export function mergedUnder(records: readonly Kept[]): MergedUnder | null {
  const index = records.findIndex(({ body }) => body?.kind === "merged");
  const merged = records[index]?.body;
  if (merged?.kind !== "merged") return null;
  const before = records.slice(0, index);
  return { decision: lastDecision(before, merged.head), gate: lastGate(before, merged.head) };
}
