import { matchesGlob } from "node:path";
import type { Ruleset } from "./rule-types.ts";
import type { Repository } from "./types.ts";

/** Rulesets of a repository and of its organisation. */
export function rulesetsFor(repository: Repository): readonly Ruleset[] {
  return [...repository.rulesets.values(), ...(repository.organisation?.rulesets.values() ?? [])];
}

/** Those in force that hold for a branch. */
export function rulesetsOver(repository: Repository, branch: string): readonly Ruleset[] {
  const ref = `refs/heads/${branch}`;
  const fits = (pattern: string): boolean => {
    if (pattern === "~ALL") return true;
    if (pattern === "~DEFAULT_BRANCH") return branch === repository.defaultBranch;
    return matchesGlob(ref, pattern);
  };
  return rulesetsFor(repository).filter(
    (ruleset) =>
      ruleset.enforcement === "active" && ruleset.include.some(fits) && !ruleset.exclude.some(fits),
  );
}
