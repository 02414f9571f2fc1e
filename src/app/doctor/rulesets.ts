import type { RulesetProblem } from "../../model/alert.ts";
import { type DoctorCheck, note, ok, problem } from "./check.ts";

/** Why each is a hole, and how it is closed. */
const holes: Readonly<Record<RulesetProblem, (branch: string) => readonly [text: string, mend: string]>> = {
  "not-required": (branch) => [
    `Nothing requires the check \`sekisho\` on ${branch}: whoever may write can merge past it.`,
    `In a ruleset for ${branch}, “Require status checks to pass”, add \`sekisho\` with this App as its source.`,
  ],
  "any-source": (branch) => [
    `The check \`sekisho\` is required on ${branch} from any source: whoever may write statuses can write it.`,
    "In the ruleset, choose this App as the source of the check.",
  ],
  "other-source": (branch) => [
    `The check \`sekisho\` is required on ${branch} of another App, so this one never satisfies it.`,
    "In the ruleset, choose this App as the source of the check.",
  ],
  "not-up-to-date": (branch) => [
    `${branch} has no merge queue, and takes pull requests that were judged against an older base.`,
    "In the ruleset, tick “Require branches to be up to date before merging”, or use a merge queue.",
  ],
};

/** What may be merged past our check. Where nothing is enforced yet, it is worth knowing, and no problem. */
export function checkRuleset(
  repository: string,
  branch: string,
  problems: readonly RulesetProblem[],
  enforces: boolean,
): readonly DoctorCheck[] {
  const name = `ruleset ${repository}@${branch}`;
  if (problems.length === 0) return [ok(name, `${branch} requires the check of this App.`)];
  return problems.map((each) => {
    const [text, mend] = holes[each](branch);
    // Without "up to date" a merge is still judged, and the sweep matches what came of it.
    if (enforces && each !== "not-up-to-date") return problem(name, text, mend);
    return note(
      name,
      enforces ? `${text} ${mend}` : `${text} It does not matter before anything is enforced.`,
    );
  });
}
