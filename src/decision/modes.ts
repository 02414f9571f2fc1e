import type { Configuration, Mode } from "../model/configuration.ts";
import { compileGlobs } from "../model/glob.ts";

/** The mode of a rule in one repository. */
export type ModeOf = (ruleId: string) => Mode;

const byStrength: readonly Mode[] = ["observe", "advise", "enforce"];

/**
 * What is in force in a repository (`owner/name`): the latest line of `rollout` that matches repository and rule, else
 * `mode`. Rules that came with the program a short while ago (`newRules`) only observe, unless a line names them by
 * their id.
 */
export function modeOf(
  configuration: Pick<Configuration, "mode" | "rollout">,
  repository: string,
  newRules: ReadonlySet<string> = new Set(),
): ModeOf {
  const lines = configuration.rollout
    .filter(({ repositories }) => repositories.length === 0 || compileGlobs(repositories)(repository))
    .map(({ rules, mode }) => ({
      rules,
      mode,
      matches: rules.length === 0 ? () => true : compileGlobs(rules),
    }))
    .toReversed();
  return (ruleId) => {
    const line = lines.find(({ matches }) => matches(ruleId));
    if (newRules.has(ruleId) && !line?.rules.includes(ruleId)) return "observe";
    return line?.mode ?? configuration.mode;
  };
}

/** The strongest mode that any of these rules is in: how loudly Sekisho speaks there. */
export function strongestMode(mode: ModeOf, ruleIds: readonly string[]): Mode {
  const modes = new Set(ruleIds.map(mode));
  return byStrength.findLast((each) => modes.has(each)) ?? "observe";
}
