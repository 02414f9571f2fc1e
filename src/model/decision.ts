import type { Bound } from "./bound.ts";
import type { Enforcement } from "./finding.ts";

export type Route = "pass" | "confirm" | "review" | "block";

/** What an approval covers: it stands while every current item is in an approved set. */
export interface RiskItem {
  readonly ruleId: string;
  readonly rootKey: string;
  readonly address: string;
  readonly action: string;
  /** SHA-256 of before and after at the evidence paths, and of the measure. */
  readonly digest: string;
  /** `review`: somebody who had no hand in it approves. `confirm`: its owners say that it is meant. */
  readonly asks: "review" | "confirm";
  /** Teams (`org/team`), any of which decides. Empty: for a review whoever may push, for a confirmation whoever wrote it. */
  readonly reviewers: readonly string[];
  /** The settings that name them, as keys of the configuration; absent: none does, or they were not recorded yet. */
  readonly setBy?: readonly string[];
}

/** One text for each risk item: equal where an approval of one is an approval of the other. */
export function riskItemKey(item: RiskItem): string {
  return JSON.stringify([
    item.ruleId,
    item.rootKey,
    item.address,
    item.action,
    item.digest,
    item.asks,
    ...item.reviewers,
  ]);
}

/** One reason of a route: a rule, and the findings of it that count. */
export interface Reason {
  readonly ruleId: string;
  readonly enforcement: Enforcement;
  readonly fingerprints: readonly string[];
  /** Of those findings that count something; absent: none does. */
  readonly numbers?: readonly ReasonNumber[];
}

/** How much it is, and how much would pass, as the finding says it: `80` of at most `25`, `16Gi` of at most `8Gi`. */
export interface ReasonNumber {
  readonly fingerprint: string;
  readonly number: string;
  readonly bound: Bound;
  readonly threshold: string;
}

export interface Decision {
  readonly route: Route;
  readonly reasons: readonly Reason[];
  readonly riskItems: readonly RiskItem[];
  readonly riskDigest: string;
  /** Teams that are asked, sorted. Empty while something is left for the author to fix. */
  readonly reviewers: readonly string[];
  /** Teams that will be asked when nothing is left to fix. */
  readonly reviewersLater: readonly string[];
  readonly policySet: string;
}
