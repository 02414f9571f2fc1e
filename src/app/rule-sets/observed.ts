import { addDays } from "../../model/local-date.ts";
import type { ObservedRule } from "../../model/observed-rule.ts";
import type { Activation } from "./activations.ts";

/** A cycle of changes: whoever is concerned by a new rule meets it once before it counts. */
export const observedDays = 30;

/** What is new in a set and was in none of those before, for the days after it was activated; sorted. */
export function newlyObserved(
  ruleIds: readonly string[],
  before: readonly (readonly string[])[],
  today: string,
): readonly ObservedRule[] {
  // With the very first set everything is new, and an organisation that begins observes as a whole (`mode`).
  if (before.length === 0) return [];
  const known = new Set(before.flat());
  const until = addDays(today, observedDays);
  return ruleIds
    .filter((id) => !known.has(id))
    .toSorted()
    .map((ruleId) => ({ ruleId, until }));
}

/** Rules of the set in force that are too new to count on a local date; sorted. */
export function observedOn(
  today: string,
  ruleIds: readonly string[],
  activations: readonly Pick<Activation, "observing">[],
): readonly ObservedRule[] {
  const inForce = new Set(ruleIds);
  const until = new Map(
    activations.flatMap(({ observing }) => observing.map((rule) => [rule.ruleId, rule.until])),
  );
  return [...until]
    .filter(([ruleId, last]) => inForce.has(ruleId) && today <= last)
    .map(([ruleId, last]) => ({ ruleId, until: last }))
    .toSorted((left, right) => (left.ruleId < right.ruleId ? -1 : 1));
}
