import { compileGlob } from "../model/glob.ts";
import type { Rule } from "../model/rule.ts";

/**
 * Rules by a selection as people write it: ids and globs over ids, and `tag:name`, separated by commas. `null` is all.
 * Gives also the parts that match nothing, so that a typing error is told.
 */
export function selectRules(
  rules: readonly Rule[],
  selection: string | null,
): { readonly rules: readonly Rule[]; readonly unmatched: readonly string[] } {
  if (selection === null) return { rules, unmatched: [] };
  const parts = selection
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const matchers = parts.map((part) => ({ part, matches: matcher(part) }));
  return {
    rules: rules.filter((rule) => matchers.some(({ matches }) => matches(rule))),
    unmatched: matchers.filter(({ matches }) => !rules.some(matches)).map(({ part }) => part),
  };
}

function matcher(part: string): (rule: Rule) => boolean {
  if (part.startsWith("tag:")) return (rule) => rule.tags.includes(part.slice("tag:".length));
  const matchesId = compileGlob(part.toUpperCase());
  return (rule) => matchesId(rule.id.toUpperCase());
}

type KindMatcher = (types: ReadonlySet<string>) => boolean;

/** One set of rules judges every root: its globs are compiled once. */
const matchers = new WeakMap<Rule, KindMatcher>();

/** Whether a rule looks at any of these types; rules without kinds look at every root. */
export function kindMatcher(rule: Rule): KindMatcher {
  const known = matchers.get(rule);
  if (known !== undefined) return known;
  const made = createKindMatcher(rule);
  matchers.set(rule, made);
  return made;
}

function createKindMatcher(rule: Rule): KindMatcher {
  if (rule.kinds.length === 0) return () => true;
  const exact = new Set(rule.kinds.filter((kind) => !kind.includes("*")));
  const globs = rule.kinds.filter((kind) => kind.includes("*")).map((kind) => compileGlob(kind));
  return (types) => {
    for (const type of types) if (exact.has(type) || globs.some((matches) => matches(type))) return true;
    return false;
  };
}
