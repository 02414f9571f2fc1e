/** Something that an SRE or auditor has to know, and that is no decision. */
export type Alert =
  | {
      readonly kind: "forged-check";
      readonly name: string;
      readonly appId: number | null;
      readonly appSlug: string | null;
      readonly commit: string;
    }
  | { readonly kind: "ruleset"; readonly branch: string; readonly problem: RulesetProblem }
  | { readonly kind: "break-glass-overdue"; readonly number: number; readonly since: string }
  /** A commit of a protected branch that nothing explains; `number`: it came in with a pull request that was never decided. */
  | { readonly kind: "merged-without-decision"; readonly commit: string; readonly number: number | null }
  /** Merged although the gate of the merged head was not open. */
  | { readonly kind: "merged-against-gate"; readonly commit: string; readonly number: number }
  /** Commits of a protected branch that could not be matched one by one. */
  | {
      readonly kind: "branch-not-followed";
      readonly branch: string;
      readonly from: string;
      readonly to: string;
      readonly why: "rewritten" | "too-many-commits";
    }
  /** A repository with files in scope that pull requests are not reviewed in; `removed`: they were until now. */
  | {
      readonly kind: "not-covered";
      readonly repository: string;
      readonly why: "not-installed" | "removed";
      /** ISO 8601. */
      readonly since: string;
    }
  | {
      readonly kind: "rule-disputed";
      readonly ruleId: string;
      readonly disputed: number;
      readonly shown: number;
    };

/** Why a merge may get past the gate, or past what was judged. */
export type RulesetProblem =
  /** Nothing requires our check. */
  | "not-required"
  /** It is required, and anybody who may write statuses can write it. */
  | "any-source"
  /** It is required of another App. */
  | "other-source"
  /** There is no merge queue, and a branch may be merged that was judged against an older base. */
  | "not-up-to-date";
