import type { AuditRecord } from "../../model/audit-record.ts";
import type { Records } from "../../store/store.ts";

export type ActivatedSet = Extract<AuditRecord, { readonly kind: "policy-set-activated" }>;

/** An activation, and when it was written down (ISO 8601, UTC): from then on the set decides. */
export interface Activation extends ActivatedSet {
  readonly at: string;
}

/** Of every organisation, oldest first. */
export async function recordedActivations(
  records: Pick<Records, "ofRepository">,
): Promise<readonly Activation[]> {
  const kept = await records.ofRepository(null, "policy-set-activated");
  return kept.flatMap(({ at, body }) => (body.kind === "policy-set-activated" ? [{ ...body, at }] : []));
}

/** Of one organisation, oldest first. GitHub's names know no case. */
export async function activationsOf(
  organisation: string,
  records: Pick<Records, "ofRepository">,
): Promise<readonly Activation[]> {
  const wanted = organisation.toLowerCase();
  return (await recordedActivations(records)).filter((each) => each.organisation === wanted);
}
