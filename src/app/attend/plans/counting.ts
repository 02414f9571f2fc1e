import type { PlanSettings } from "../../../model/configuration.ts";
import type { DecidedPlan } from "../../../model/decision-inputs.ts";
import { compileGlob, compileGlobs } from "../../../model/glob.ts";
import type { PullRecord, StoredPullRecord } from "../../../model/record.ts";

export type PlanRecord = Extract<PullRecord, { readonly kind: "plan-received" }>;

/**
 * The plans that count for a commit under the settings in force: made of just this commit, by workflows that may make
 * them. Where a workflow made one of the same name more than once, the newest run's counts. Sorted by name.
 */
export function plansAt(
  records: readonly StoredPullRecord[],
  commit: string,
  settings: PlanSettings,
): readonly PlanRecord[] {
  const newest = new Map<string, PlanRecord>();
  for (const { body } of records) {
    if (body.kind !== "plan-received" || body.commit !== commit || !isWanted(body, settings)) continue;
    const key = JSON.stringify([body.origin.workflow, body.name]);
    const known = newest.get(key);
    if (known === undefined || !isOlder(body, known)) newest.set(key, body);
  }
  return [...newest].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, plan]) => plan);
}

/** What is kept of it with the decision. */
export function decidedPlan({ name, origin, masked }: PlanRecord): DecidedPlan {
  return { name, source: origin.source, runId: origin.runId, masked };
}

/** Whether plans of a workflow are read. */
export function isWorkflowWanted(workflow: string, { workflows }: PlanSettings): boolean {
  return compileGlobs(workflows)(workflow);
}

/** Plans that the changed paths should have, and that are not there yet: the patterns of their names, sorted. */
export function missingPlans(
  plans: readonly Pick<PlanRecord, "name">[],
  changedPaths: readonly string[],
  { expected }: PlanSettings,
): readonly string[] {
  const missing = expected.filter(({ name, paths }) => {
    const isCalled = compileGlob(name);
    return changedPaths.some(compileGlobs(paths)) && !plans.some((plan) => isCalled(plan.name));
  });
  return [...new Set(missing.map(({ name }) => name))].toSorted();
}

function isWanted({ name, origin }: PlanRecord, settings: PlanSettings): boolean {
  if (!isWorkflowWanted(origin.workflow, settings)) return false;
  if (origin.source === "upload") return true;
  return settings.artifact !== null && compileGlob(settings.artifact)(name);
}

/** Of two with equal runs the later record counts. */
function isOlder({ origin: left }: PlanRecord, { origin: right }: PlanRecord): boolean {
  return left.runId === right.runId ? left.attempt < right.attempt : left.runId < right.runId;
}
