import type { Finding } from "../model/finding.ts";
import type { Cause } from "./causes.ts";

/** The rule that says how much one change reaches. */
export const reachRuleId = "CHG-020";

/**
 * A change that is the same everywhere is one thing to look at: how far it reaches is told in the row of what it does,
 * where that stands in every tenant, environment and cluster that is reached, and the same people look at both.
 * `reviewersOf` gives the teams that a cause asks.
 */
export function withReachTold(
  review: readonly Cause[],
  reviewersOf: (cause: Cause) => readonly string[],
): readonly Cause[] {
  const reach = review.find(({ first }) => first.ruleId === reachRuleId);
  if (reach === undefined) return review;
  const asked = new Set(reviewersOf(reach));
  const same = (cause: Cause) => asked.isSubsetOf(new Set(reviewersOf(cause)));
  const campaign = review.find((cause) => cause !== reach && covers(cause, reach.first) && same(cause));
  if (campaign === undefined) return review;
  return review
    .filter((cause) => cause !== reach)
    .map((cause) => (cause === campaign ? { ...cause, reach: reach.first } : cause));
}

/** The path of a finding about reach holds the names of everything that is reached. */
function covers({ findings, advised = [] }: Cause, { path }: Finding): boolean {
  const stands = new Set([...findings, ...advised].flatMap(placesOf));
  return path.length > 0 && path.every((name) => stands.has(String(name)));
}

function placesOf({ owner, pathOwner, environment, cluster }: Finding): readonly string[] {
  return [...(owner.length > 0 ? owner : pathOwner), environment, ...(cluster === null ? [] : [cluster])];
}
