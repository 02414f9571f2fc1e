import type { GitHub } from "../../github/index.ts";
import { controlOf } from "../audit/control.ts";
import { mergeRecords } from "../audit/merge-seen.ts";
import type { FindMerge } from "./explain-commit.ts";

/**
 * Reads a merge that nobody told of. GitHub still knows who merged and who approved; what protected the branch is what
 * protects it now, which the record says.
 */
export function mergeFinder(
  readOf: (installationId: number) => Pick<GitHub["read"], "pull">,
  appId: number,
): FindMerge {
  return async ({ installationId, survey, repository }, { number, commit, head, records }) => {
    const reading = await readOf(installationId).pull(repository, number);
    if (reading === null) return [];
    const { pull } = reading;
    const control = controlOf(await survey.branchRules(repository, pull.base.ref), appId);
    return mergeRecords({ pull, commit, head, how: "found", control, records });
  };
}
