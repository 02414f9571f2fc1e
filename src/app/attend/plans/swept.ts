import type { GitHubPlans, RepositoryRef, WorkflowRun } from "../../../github/index.ts";
import { lastGoodSettings } from "../in-force.ts";
import type { AttendPorts } from "../ports.ts";
import { isWorkflowWanted } from "./counting.ts";

/**
 * Runs that ended lately in a repository and may have left plans, by the settings that were last in force there; none
 * where those look for no artifacts, which costs no call.
 */
export async function runsWithPlans(
  repository: RepositoryRef,
  github: Pick<GitHubPlans, "endedRuns">,
  { store, review }: Pick<AttendPorts, "store" | "review">,
): Promise<readonly WorkflowRun[]> {
  const configuration = await lastGoodSettings(repository.id, { ...store, ...review });
  if (configuration === null || configuration.plans.artifact === null) return [];
  const runs = await github.endedRuns(repository);
  return runs.filter(({ workflow }) => isWorkflowWanted(workflow, configuration.plans));
}
