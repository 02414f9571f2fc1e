import type { Finding } from "../model/finding.ts";
import type { ObjectPath } from "../model/json.ts";
import type { Rule } from "../model/rule.ts";

/**
 * One cause, one row: drops a finding where a rule that supersedes its rule has one about the same place. Only what
 * the change introduces can push something introduced aside; something that stood before explains nothing new.
 */
export function dropSuperseded(findings: readonly Finding[], rules: readonly Rule[]): readonly Finding[] {
  const superseders = supersedersById(rules);
  if (superseders.size === 0) return findings;
  const byPlace = Map.groupBy(findings, placeKey);
  return findings.filter((finding) => {
    const stronger = superseders.get(finding.ruleId);
    if (stronger === undefined) return true;
    const neighbours = byPlace.get(placeKey(finding)) ?? [];
    return !neighbours.some((other) => stronger.has(other.ruleId) && covers(other, finding));
  });
}

/** Rule id to the ids of all rules that supersede it, over chains too. */
function supersedersById(rules: readonly Rule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const weakerOf = new Map(rules.map((rule) => [rule.id, rule.supersedes]));
  const result = new Map<string, Set<string>>();
  for (const { id } of rules) {
    for (const weaker of everythingBelow(id, weakerOf)) {
      result.set(weaker, (result.get(weaker) ?? new Set()).add(id));
    }
  }
  return result;
}

function everythingBelow(id: string, weakerOf: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...(weakerOf.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(weakerOf.get(next) ?? []));
  }
  return found;
}

function placeKey({ rootKey, address }: Finding): string {
  return `${rootKey}\n${address}`;
}

function covers(stronger: Finding, weaker: Finding): boolean {
  return (
    stronger.kind === "fail" &&
    isIntroduced(stronger) === isIntroduced(weaker) &&
    (isPrefix(stronger.path, weaker.path) || isPrefix(weaker.path, stronger.path))
  );
}

function isIntroduced({ baselineState }: Finding): boolean {
  return baselineState === "new" || baselineState === "updated";
}

function isPrefix(shorter: ObjectPath, longer: ObjectPath): boolean {
  return shorter.every((step, index) => longer[index] === step);
}
