import type { Route } from "./decision.ts";
import type { NotEvaluated } from "./diagnostic.ts";
import type { Enforcement } from "./finding.ts";
import type { Flip } from "./flip.ts";
import type { JsonObject } from "./json.ts";
import type { RuleText } from "./report.ts";

/** Something that was merged, as a pull request: a merge, or a commit of the branch's own line. */
export interface PastPull {
  readonly commit: string;
  /** What the branch was at before; `null`: nothing, or nothing that the clone holds. */
  readonly parent: string | null;
  /** ISO 8601, UTC: as the commit says. */
  readonly mergedAt: string;
  /** Local date in the configured zone. */
  readonly date: string;
  /** As people write it: `#12`, `!12`; `null` where the message names none. */
  readonly reference: string | null;
  readonly title: string;
  readonly isMerge: boolean;
}

/** How often one rule spoke about one pull request, with one enforcement. */
export interface RuleVoice {
  readonly ruleId: string;
  readonly enforcement: Enforcement;
  /** Findings behind it; 0 where a reason has none. */
  readonly findings: number;
  /** Of those, the ones that could not be told. */
  readonly open: number;
}

/** One thing that a rule said about a pull request, enough to say it again in any language. */
export interface PastExample {
  readonly ruleId: string;
  readonly enforcement: Enforcement;
  readonly messageId: string;
  readonly arguments: JsonObject;
  readonly address: string;
  readonly type: string;
  readonly path: string;
  readonly line: number;
}

/** What would have been decided. */
export interface PastVerdict {
  readonly route: Route;
  /** Teams that would have been asked, at once or when nothing is left to fix. */
  readonly reviewers: readonly string[];
  /** Sorted by weight, then rule. */
  readonly rules: readonly RuleVoice[];
  readonly examples: readonly PastExample[];
  readonly tenants: readonly string[];
  readonly environments: readonly string[];
  readonly resources: number;
  readonly files: number;
  /** Messages of CHG-025 and VAL-008 about what was not read or not rendered, to how many there are. */
  readonly unread: Readonly<Record<string, number>>;
  /** Reasons of what was passed over on purpose, to how often. */
  readonly passedOver: Partial<Readonly<Record<NotEvaluated["reason"], number>>>;
}

/**
 * - `unchanged`: no file differs from the first parent. `first`: there is nothing before it. `cut`: the clone does not
 *   hold what was before it.
 * - `failed`: it could not be judged; `reason` in the words of whoever could not.
 */
export type PastResult =
  | { readonly kind: "judged"; readonly verdict: PastVerdict }
  | { readonly kind: "unchanged" | "first" | "cut" }
  | { readonly kind: "failed"; readonly code: FailureCode; readonly detail: string };

/** `configuration`: that of its base is broken. `git`: something is not there. `evaluation`: Sekisho failed at it. */
export type FailureCode = "configuration" | "git" | "evaluation";

export interface BacktestRow {
  readonly pull: PastPull;
  readonly result: PastResult;
  /** What the other configuration makes of it; `null`: there is none. */
  readonly against: PastResult | null;
  /** `null`: both say the same, or there is nothing to compare. */
  readonly flip: Flip | null;
}

export type RouteCounts = Readonly<Record<Route, number>>;

/** What one rule would have done, in pull requests. */
export interface RuleTally {
  readonly ruleId: string;
  readonly block: number;
  readonly review: number;
  readonly confirm: number;
  readonly advise: number;
  /** Pull requests that it would have held up (block, review or confirm). */
  readonly held: number;
  /** Of those, how many nothing else would have held up. */
  readonly alone: number;
  readonly findings: number;
  readonly open: number;
  /** The latest pull requests that it spoke about, each with one thing that it said. */
  readonly examples: readonly { readonly commit: string; readonly example: PastExample }[];
}

export interface GroupTally {
  /** A tenant, or a month (`2025-03`). */
  readonly name: string;
  readonly routes: RouteCounts;
}

/** Everything that a backtest shows; pure data, the same for the same history, settings and rules. `run` alone varies. */
export interface Backtest {
  readonly repository: {
    readonly name: string;
    /** Address that people open; `null`: nobody knows one. */
    readonly url: string | null;
    readonly branch: string | null;
    readonly tip: string;
    readonly isShallow: boolean;
  };
  readonly asked: {
    readonly since: string | null;
    readonly range: string | null;
    readonly mergesOnly: boolean;
    /** Older ones that were left out, because nobody asked for more. */
    readonly leftOut: number;
  };
  readonly settings: BacktestSettings;
  readonly timezone: string;
  /** Newest first. */
  readonly rows: readonly BacktestRow[];
  readonly judged: number;
  readonly routes: RouteCounts;
  /** The same under the other configuration; `null`: there is none. */
  readonly againstRoutes: RouteCounts | null;
  /** Pull requests that passed and touched no resource. */
  readonly untouched: number;
  readonly rules: readonly RuleTally[];
  /** Ids of the rules that held up most, at most ten. */
  readonly noisiest: readonly string[];
  readonly tenants: readonly GroupTally[];
  readonly months: readonly GroupTally[];
  readonly unread: readonly { readonly what: string; readonly pulls: number }[];
  readonly passedOver: readonly { readonly reason: NotEvaluated["reason"]; readonly pulls: number }[];
  /** Text of each rule that is named, in the language of the report. */
  readonly texts: Readonly<Record<string, RuleText>>;
  readonly run: {
    /** ISO 8601, UTC. */
    readonly at: string;
    readonly versions: Readonly<Record<string, string>>;
    /** Results of an earlier run that were taken over. */
    readonly resumed: number;
    readonly tookMs: number;
  };
}

export interface BacktestSettings {
  /** `now`: one configuration for all of the history; `then`: each pull request's own base. */
  readonly inForce: "now" | "then";
  /** Where the configuration was read; `null`: there is none, and defaults count. */
  readonly path: string | null;
  readonly againstPath: string | null;
  readonly hasTenants: boolean;
  readonly hasEnvironments: boolean;
  readonly policySet: string;
}
