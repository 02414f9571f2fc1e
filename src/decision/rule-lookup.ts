import type { Reviewers } from "../model/configuration.ts";
import { compileGlob } from "../model/glob.ts";
import type { Rule } from "../model/rule.ts";

/** The entry of a table by rule that counts for a rule, and its key. */
export type RuleLookup = (ruleId: string) => { readonly key: string; readonly reviewers: Reviewers } | null;

/** An id before any pattern, the longer pattern before the shorter one, and any pattern before the word of a family. */
export function createRuleLookup(
  byRule: Readonly<Record<string, Reviewers>>,
  rules: readonly Pick<Rule, "id" | "family">[],
): RuleLookup {
  const familyOf = new Map(rules.map(({ id, family }) => [id, family]));
  const families = new Set(familyOf.values());
  const entries = Object.entries(byRule)
    .map(([key, reviewers]) => {
      const pattern = compileGlob(key);
      const isFamily = families.has(key) && !familyOf.has(key);
      const matches = (id: string) => (isFamily ? familyOf.get(id) === key : pattern(id));
      return { key, reviewers, matches, rank: isFamily ? -1 : specificity(key) };
    })
    .sort((left, right) => compare(right.rank, left.rank) || compare(left.key, right.key));
  return (ruleId) => entries.find(({ matches }) => matches(ruleId)) ?? null;
}

/** Characters that stand for themselves; a pattern without wildcards is more specific than any with. */
function specificity(pattern: string): number {
  const literal = pattern.replace(/[*?]|\[[^\]]*\]|\{[^}]*\}/g, "");
  return literal === pattern ? Number.POSITIVE_INFINITY : literal.length;
}

/** Two infinities are equal, which their difference does not say. */
function compare<Value extends number | string>(left: Value, right: Value): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
