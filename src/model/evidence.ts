import type { BranchControl } from "./branch-control.ts";
import type { JsonObject } from "./json.ts";
import type { PopulationRow, Reconciliation } from "./population.ts";

/** What an evidence package is asked to hold. Dates are local to `timezone` and inclusive. */
export interface EvidenceQuery {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  /** `owner/name`, sorted; empty: every repository. */
  readonly repositories: readonly string[];
  /** Sorted; empty: every branch. */
  readonly branches: readonly string[];
  /** How many decisions are drawn from those that reached a branch; `null`: none. */
  readonly sample: number | "all" | null;
  /** Of the draw; `null` where nothing is drawn. */
  readonly seed: string | null;
  /** Size of the log that the package ends at. */
  readonly checkpoint: number;
  /** Of which decisions the blobs are in the package. */
  readonly blobs: "sample" | "all";
}

/** When something was written down: UTC, and as a clock of the query's timezone shows it. */
export interface Moment {
  readonly at: string;
  readonly local: string;
}

/** A row that rests on an entry of the log. */
interface Rested extends Moment {
  readonly index: number;
}

export interface Actor {
  readonly id: number;
  readonly login: string;
}

/** A decision, with all that is asked about it. */
export interface DecisionRow extends Rested {
  readonly repository: string;
  readonly repositoryId: number;
  readonly number: number;
  readonly branch: string;
  readonly decisionId: string;
  readonly head: string;
  /** Who opened the pull request; `null`: it was not seen. */
  readonly openedBy: Actor | null;
  /** Who pushed to it, sorted by login. */
  readonly pushedBy: readonly Actor[];
  readonly route: string;
  /** Rules that asked for somebody, sorted. */
  readonly rules: readonly string[];
  readonly gate: GateRow | null;
  readonly approvers: readonly Actor[];
  /** Whether somebody who had no hand in it approved what was merged; `null`: it cannot be told. */
  readonly approvedByOther: boolean | null;
  /** The state of the control at the merge; `null`: it was not seen. */
  readonly control: BranchControl | null;
  readonly waivers: readonly string[];
  /** `null`: this head was not merged. */
  readonly merge: MergeRow | null;
  readonly policySet: string;
  readonly configuration: string;
  /** Entries that put them in force; `null`: none is known. */
  readonly policySetIndex: number | null;
  readonly configurationIndex: number | null;
  readonly program: string;
  /** Digest of the report: a blob. */
  readonly report: string;
}

export interface GateRow extends Rested {
  readonly state: string;
  readonly conclusion: string;
}

export interface MergeRow extends Rested {
  readonly commit: string;
  readonly by: Actor | null;
  /** GitHub's time; `null`: it was not read. */
  readonly mergedAt: string | null;
}

/** What a person reads of a sampled decision beside its row. */
export interface SampledDecision extends DecisionRow {
  /** Position in the draw, from 1. */
  readonly drawn: number;
  /** The commit that was drawn. */
  readonly commit: string;
  readonly reached: Moment;
  /** Rules with the titles that the report has; empty where the report was erased. */
  readonly titles: Readonly<Record<string, string>>;
  /** Rules that the report names as reasons, sorted: also those that the author had to mend. */
  readonly reasons: readonly string[];
  /** The report is not in the store any more. */
  readonly erased: boolean;
}

export interface EmergencyRow extends Rested {
  readonly kind: "break-glass" | "direct-push" | "bypass";
  readonly repository: string;
  readonly branch: string | null;
  readonly number: number | null;
  readonly commit: string;
  readonly actor: Actor | null;
  readonly because: string | null;
  /** Local times. */
  readonly expires: string | null;
  readonly reviewBy: string | null;
  readonly reviewedBy: Actor | null;
  readonly reviewedAt: string | null;
  readonly reviewIndex: number | null;
  readonly state: "reviewed" | "reviewed-late" | "not-reviewed" | "recorded";
  /** What the change came to. */
  readonly route: string | null;
}

export interface WaiverRow extends Rested {
  readonly waiverId: string;
  readonly repository: string;
  readonly number: number;
  readonly ruleId: string;
  readonly requestedBy: Actor | null;
  readonly because: string;
  /** Local date, inclusive. */
  readonly until: string;
  readonly granted: WaiverStep | null;
  readonly revoked: WaiverStep | null;
  readonly expired: WaiverStep | null;
  /** Decisions that leaned on it. */
  readonly usedBy: readonly string[];
}

export interface WaiverStep extends Rested {
  readonly by: Actor | null;
}

export interface PolicyRow extends Rested {
  readonly kind: "rule-set" | "configuration";
  /** `null`: of every repository. */
  readonly repository: string | null;
  readonly digest: string;
  readonly previous: string | null;
  /** `first`, `followed`, `pinned`; "" for settings. */
  readonly how: string;
  /** Of a rule set: the program that brought it. */
  readonly program: string;
  /** Local time from which it was so; `null`: as soon as it was known, which is `local`. */
  readonly effectiveFrom: string | null;
  /** When the next one was recorded; `null`: none was. */
  readonly effectiveTo: string | null;
  readonly inForceAtStart: boolean;
  /** The record itself. */
  readonly record: JsonObject;
}

export interface AccessRow extends Rested {
  readonly organisation: string;
  readonly when: "start" | "change" | "end";
  readonly kind: "team" | "right" | "custodian";
  readonly name: string;
  readonly holder: string;
  readonly holderId: number | null;
  readonly change: "held" | "added" | "removed";
}

export interface CoverageRow extends Rested {
  readonly organisation: string;
  readonly repository: string;
  readonly repositoryId: number;
  readonly inScope: boolean | null;
  readonly covered: boolean;
  readonly since: string;
  /** Against the beginning of the period. */
  readonly change: "held" | "added" | "changed";
}

export interface ToolRow extends Rested {
  readonly kind: "tool-started" | "key-rotated" | "key-retired" | "installation";
  readonly program: string;
  readonly node: string;
  /** Which of its parts differ from the start before, sorted; empty: none. */
  readonly changed: readonly string[];
  /** What changed, where it is no start. */
  readonly what: string;
  readonly because: string;
}

export interface IncidentRow extends Rested {
  readonly kind: string;
  readonly repository: string | null;
  readonly number: number | null;
  readonly detail: string;
}

export interface AnchorRow extends Rested {
  readonly place: string;
  readonly size: number;
  readonly root: string;
  readonly receipt: string;
}

/** What a person reads of a package: the page is made from this alone. */
export interface EvidenceView {
  readonly program: string;
  readonly query: EvidenceQuery;
  /** Of the canonical query. */
  readonly queryDigest: string;
  /** Of everything that the package is about, by GitHub's id. */
  readonly repositories: readonly { readonly id: number; readonly name: string }[];
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
  readonly range: { readonly from: number; readonly to: number };
  readonly lastEntry: Moment;
  readonly keys: readonly { readonly vkey: string; readonly from: number; readonly to: number | null }[];
  readonly storage: "postgres" | "embedded";
  readonly totals: EvidenceTotals;
  readonly reconciliation: Reconciliation;
  /** Commits that somebody has to look into. */
  readonly exceptions: readonly PopulationRow[];
  readonly sample: readonly SampledDecision[];
  /** From how many it was drawn. */
  readonly sampledFrom: number;
  readonly emergencies: readonly EmergencyRow[];
  readonly waivers: readonly WaiverRow[];
  readonly policies: readonly PolicyRow[];
  readonly access: readonly AccessRow[];
  readonly coverage: readonly CoverageRow[];
  readonly tools: readonly ToolRow[];
  readonly incidents: readonly IncidentRow[];
  readonly anchors: readonly AnchorRow[];
}

export interface EvidenceTotals {
  /** Of the log, in this package. */
  readonly entries: number;
  readonly selected: number;
  readonly erased: number;
  /** In the period. */
  readonly decisions: number;
  readonly approvals: number;
}
