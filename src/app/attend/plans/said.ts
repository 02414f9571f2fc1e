import { changedPaths } from "../../../git/index.ts";
import type { StoredPullRecord } from "../../../model/record.ts";
import type { PlansSaid } from "../../../report/publication/index.ts";
import type { AttendPorts } from "../ports.ts";
import type { Situation } from "../situation.ts";
import type { Looked } from "./artifacts.ts";
import { missingPlans, plansAt } from "./counting.ts";

/** What the check says of plans; `null`: nothing, because there are none and nobody waits for one. */
export function plansSaid(
  { pull, repository, snapshot, inForce }: Pick<Situation, "pull" | "repository" | "snapshot" | "inForce">,
  records: readonly StoredPullRecord[],
  { trouble, underWaySince }: Looked,
  { web }: AttendPorts["addresses"],
): PlansSaid | null {
  const { plans: settings } = inForce.settings.configuration;
  const plans = plansAt(records, pull.head.sha, settings);
  const paths = settings.expected.length === 0 ? [] : changedPaths(snapshot.base, snapshot.head);
  const missing = missingPlans(
    plans,
    paths.map(({ path }) => path),
    settings,
  );
  if (plans.length === 0 && missing.length === 0 && trouble === null) return null;
  const received = plans.map(({ name, origin }) => {
    const { source, runId, fork } = origin;
    return { name, source, fork, runUrl: `${web(repository)}/actions/runs/${runId}` };
  });
  return { received, missing, underWay: underWaySince !== null, trouble };
}
