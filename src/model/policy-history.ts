import type { Mode } from "./configuration.ts";
import type { ConfigurationDifference } from "./configuration-difference.ts";
import type { Enforcement } from "./finding.ts";
import type { ObservedRule } from "./observed-rule.ts";
import type { RuleSetDifference } from "./rule-set-difference.ts";
import type { SettingsSource } from "./settings-origin.ts";

/** A rule set for as long as it decided in an organisation. Times are ISO 8601, UTC; `to` `null`: it still does. */
export interface SetInForce {
  readonly organisation: string;
  readonly policySet: string;
  readonly how: "first" | "followed" | "pinned";
  readonly program: string;
  readonly from: string;
  readonly to: string | null;
  readonly countsFrom: string | null;
  readonly observing: readonly ObservedRule[];
  readonly difference: RuleSetDifference | null;
}

/** Settings of a repository, with both times: when they came onto their branch, and when that was seen. */
export interface SettingsInForce {
  readonly configuration: string;
  readonly policySet: string;
  /** `null`: they were there when the App came, or git does not tell. */
  readonly effectiveFrom: string | null;
  readonly knownSince: string;
  readonly knownUntil: string | null;
  readonly sources: readonly SettingsSource[];
  readonly removed: readonly string[];
  readonly difference: ConfigurationDifference | null;
}

/** What a rule was for a while. */
export interface RulePeriod {
  readonly from: string;
  /** `null`: until now. */
  readonly to: string | null;
  /** `null`: the rule set in force had no such rule, or what it was set to cannot be read any more. */
  readonly setting: {
    readonly production: Enforcement;
    readonly elsewhere: Enforcement;
    readonly mode: Mode;
    /** It only observed because it was new, until this local date. */
    readonly newUntil: string | null;
  } | null;
}

export interface OpenWaiver {
  readonly waiverId: string;
  readonly rules: readonly string[];
  /** Local date, inclusive. */
  readonly until: string;
  readonly requester: string;
  readonly approver: string;
  readonly because: string;
  /** Of the pull request that it was granted in; `null`: it stands in a file. */
  readonly pull: number | null;
}

export interface PolicyHistory {
  /** `owner/name`; `null`: of all organisations, and rule sets alone. */
  readonly repository: string | null;
  readonly at: string | null;
  readonly timezone: string;
  readonly ruleSets: readonly SetInForce[];
  readonly settings: readonly SettingsInForce[];
  readonly rule: { readonly ruleId: string; readonly periods: readonly RulePeriod[] } | null;
  /** Those that were open at the moment asked for, or are now. */
  readonly waivers: readonly OpenWaiver[];
}
