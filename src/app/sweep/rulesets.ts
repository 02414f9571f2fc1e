import type { BranchDemands } from "../../github/sweep-ports.ts";
import type { RulesetProblem } from "../../model/alert.ts";
import { checkName } from "../../model/publication.ts";

/** How a merge could get past our check on one branch. Pure. */
export function rulesetProblems(
  { requiredChecks, upToDate, mergeQueue }: BranchDemands,
  appId: number,
): readonly RulesetProblem[] {
  const required = requiredChecks.filter(({ name }) => name === checkName);
  if (required.length === 0) return ["not-required"];
  const problems: RulesetProblem[] = [];
  // Each of several demands has to be met, so one that names our App is enough.
  if (!required.some((check) => check.appId === appId))
    problems.push(required.some((check) => check.appId === null) ? "any-source" : "other-source");
  if (!mergeQueue && !upToDate) problems.push("not-up-to-date");
  return problems;
}
