import type { CapacityScope } from "./capacity-report.ts";
import type { ChangeAction } from "./change.ts";
import type { ChangeEffect } from "./change-effect.ts";
import type { Locale, Mode } from "./configuration.ts";
import type { Decision } from "./decision.ts";
import type { NotEvaluated } from "./diagnostic.ts";
import type { Finding } from "./finding.ts";
import type { JsonValue } from "./json.ts";
import type { Location } from "./location.ts";
import type { ReportPlan } from "./plan.ts";
import type { ReportReach } from "./reach.ts";
import type { LineEdit } from "./repair.ts";
import type { RootKind } from "./root.ts";
import type { ReportSuppression } from "./suppression.ts";
import type { Waiver } from "./waiver.ts";

/** One leaf that differs. `null` means: not there. Secrets appear as their marker, unknown values as `{ "$unknown": true }`. */
export interface LeafChange {
  /** The path as a person writes it: `spec.template.spec.containers[name=api].image`. */
  readonly path: string;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

/** What a pull request does to one resource, for people. */
export interface ChangeSummary {
  readonly rootKey: string;
  readonly address: string;
  readonly type: string;
  readonly action: ChangeAction;
  readonly environment: string;
  readonly owner: readonly string[];
  readonly location: Location;
  readonly leaves: readonly LeafChange[];
  /** How many more leaves differ than `leaves` tells; absent: none. */
  readonly leavesOmitted?: number;
  /** What it comes to, the first matters most; absent: nothing beyond what its leaves say. */
  readonly effects?: readonly ChangeEffect[];
}

/** The texts of one rule in one language, from its README. */
export interface RuleText {
  readonly ruleId: string;
  readonly title: string;
  /** Message id to template; `{name}` stands for an argument. */
  readonly messages: Readonly<Record<string, string>>;
  /** What passes without review, for rules that ask for one: one sentence. */
  readonly wouldPass: string | null;
  /** The same of single messages, by message id: templates over their arguments, as messages are. */
  readonly wouldPassWith?: Readonly<Record<string, string>>;
  /** How much it is, and how much would pass: `{points} points of at most {most}`. Absent: the rule counts nothing. */
  readonly numbers?: Readonly<Record<string, string>>;
  /** Markdown of the sections Why, Fix and When to waive. */
  readonly why: string;
  /** Address of its page; absent: there is none, or nobody said where. */
  readonly page?: string;
  readonly fix: string;
  readonly waive: string;
}

/** What a report says about a root: its key cannot be taken apart again, because a path may hold a `#`. */
export interface ReportRoot {
  readonly key: string;
  readonly kind: RootKind;
  readonly path: string;
  /** Release, overlay, workspace or values file, where one folder is rendered more than once. */
  readonly variant: string | null;
  readonly cluster: string | null;
}

export interface ReportStatistics {
  readonly filesChanged: number;
  readonly roots: number;
  readonly resources: number;
  /** How many of each type, on the head's side: what a rule had to look at. */
  readonly types: Readonly<Record<string, number>>;
  readonly changes: number;
  readonly findings: {
    readonly introduced: number;
    readonly existing: number;
    readonly improved: number;
    readonly resolved: number;
    readonly waived: number;
  };
}

/** Everything that any format shows; pure data, the same for the same input. `run` alone varies. */
export interface Report {
  readonly kind: "review" | "scan";
  readonly base: { readonly label: string; readonly commit: string | null } | null;
  readonly head: { readonly label: string; readonly commit: string | null };
  readonly locale: Locale;
  readonly mode: Mode;
  readonly timezone: string;
  readonly decision: Decision;
  /** Findings of the head, and those of the base that went away (`baselineState: absent`). Sorted. */
  readonly findings: readonly Finding[];
  readonly changes: readonly ChangeSummary[];
  readonly notEvaluated: readonly NotEvaluated[];
  readonly statistics: ReportStatistics;
  /** Comments and annotations of the head that ask to ignore a rule; absent: there are none. */
  readonly suppressions?: readonly ReportSuppression[];
  /** What the change reaches beyond one tenant and one root; absent: nothing. */
  readonly reach?: ReportReach;
  /** What became of each Terraform plan that was given; absent where none was. */
  readonly plans?: readonly ReportPlan[];
  /** What may be used at once, where the change makes it more or less; absent where it does not. */
  readonly capacity?: readonly CapacityScope[];
  /** Repairs that were written into the head and judged: their findings are gone, and none has come. Absent where there are none. */
  readonly fixes?: readonly LineEdit[];
  /** Text of each rule that a finding or reason names. */
  readonly texts: Readonly<Record<string, RuleText>>;
  /** Root key to root, for each root that a finding or change names. */
  readonly roots: Readonly<Record<string, ReportRoot>>;
  /** Waiver id to waiver, for each one that a finding names. */
  readonly waivers: Readonly<Record<string, Waiver>>;
  readonly run: {
    /** ISO 8601, UTC. */
    readonly evaluatedAt: string;
    readonly versions: Readonly<Record<string, string>>;
    readonly timingsMs: Readonly<Record<string, number>>;
  };
}
