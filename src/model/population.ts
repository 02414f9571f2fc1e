/** Why a first-parent commit of a protected branch stands there. Each commit is exactly one of these. */
export type Explained =
  /** It came in with a pull request that was decided. */
  | "decision"
  /** Nothing that Sekisho judges differs from the commit before: its own discovery found that, in what was pushed. */
  | "out-of-scope"
  /** A direct push of a listed automation that held nothing but what it may change. */
  | "automation"
  | "direct-push"
  /** Merged while an emergency had opened the gate. */
  | "break-glass"
  /** It was there when the branch was looked at for the first time. */
  | "before-installation"
  | "unexplained";

/** How it came onto the branch. */
export type Way =
  | "merge"
  | "squash"
  /** One of several commits that one pull request put there. */
  | "rebase"
  | "merge-queue"
  | "push"
  /** The first look found it there. */
  | "first-look"
  /** Nothing tells. */
  | "unknown";

/** Whose clock says when it reached the branch. What a commit says of itself counts nowhere: anybody may write it. */
export type ReachedBy =
  /** GitHub's time of the merge. */
  | "github"
  /** When we heard of it: it is recorded as soon as GitHub says it. */
  | "delivery"
  /** When the daily look found it: it came between that look and the one before. */
  | "sweep"
  /** It stands before a commit that reached the branch then: not later. */
  | "next-commit"
  /** Nothing was recorded of it: when the list was made, at the latest. */
  | "listing";

/** What an auditor has to look into. */
export type RowException =
  | "unexplained"
  /** It came in with a pull request of which the merged head was never decided. */
  | "merged-without-decision"
  /** The gate of the merged head was not open. */
  | "merged-against-gate"
  /** Whoever may get past the rules did. */
  | "bypassed"
  /** Nobody has looked at the emergency afterwards. */
  | "not-reviewed"
  /** What the table says it rests on is not there. */
  | "record-missing"
  /** The payload of what it rests on was erased. */
  | "erased"
  /** The branch does not hold it any more, or the copy of the repository does not. */
  | "not-in-history"
  /** The history holds it, and nothing was recorded of it. */
  | "not-recorded";

/** One first-parent commit that reached a protected branch in the period. */
export interface PopulationRow {
  readonly repositoryId: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly branch: string;
  /** From 1 with the first commit that is known of the branch, without gaps. */
  readonly ordinal: number;
  readonly commit: string;
  /** The first parent; `null`: it has none, or nobody told. */
  readonly parent: string | null;
  /** ISO 8601, UTC: what decides which period it belongs to. */
  readonly reachedAt: string;
  /** The same in the timezone of the query. */
  readonly reachedAtLocal: string;
  readonly reachedBy: ReachedBy;
  /** ISO 8601, UTC: when Sekisho first knew of it; `null`: never. */
  readonly seenAt: string | null;
  readonly way: Way;
  readonly explained: Explained;
  readonly number: number | null;
  readonly decisionId: string | null;
  /** Index in the ledger of the entry that says how it came there; `null`: none does. */
  readonly index: number | null;
  /** Index of the entry that allowed it, or tells of it: the decision, the emergency, the push; `null`: none does. */
  readonly restsOn: number | null;
  readonly route: string | null;
  /** Of the gate when it was merged. */
  readonly gate: string | null;
  /** Logins of those whose approval stood at the merge, sorted. */
  readonly approvers: readonly string[];
  /** Whether somebody approved who had no hand in it; `null`: it cannot be told. */
  readonly approvedByOther: boolean | null;
  /** Who merged, pushed or used the emergency. */
  readonly actor: string | null;
  /** What was given as the reason of the emergency. */
  readonly because: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedAt: string | null;
  readonly exceptions: readonly RowException[];
}

/** Where the commits of a branch do not follow each other. */
export interface PopulationBreak {
  /** The last commit before, and the first after. */
  readonly from: string;
  readonly to: string;
  /** `unknown`: nothing recorded says why. */
  readonly why: "rewritten" | "too-many-commits" | "unknown";
  /** Index of the alert; `null`: there is none. */
  readonly index: number | null;
}

/** What one branch comes to in a period. `counts.commits` is the number of its rows; its other parts add up to that. */
export interface BranchReconciliation {
  readonly repositoryId: number;
  readonly repository: string;
  readonly branch: string;
  /** Where the list of commits is from: our own table, or the history of a copy of the repository. */
  readonly source: "records" | "history";
  /** The commit before the first of the period, with its ordinal; `null`: there is none. */
  readonly opening: PopulationEnd | null;
  /** The last commit of the period, or where there is none in it, the opening. */
  readonly closing: PopulationEnd | null;
  readonly counts: PopulationCounts;
  /** Of the rows that have any, by kind of exception. */
  readonly exceptions: Readonly<Partial<Record<RowException, number>>>;
  readonly breaks: readonly PopulationBreak[];
  /** Every commit follows the one before, or a recorded alert says why not; `null`: parents were not recorded. */
  readonly unbroken: boolean | null;
}

export interface PopulationEnd {
  readonly ordinal: number;
  readonly commit: string;
}

/** Local dates, inclusive. */
export interface PopulationPeriod {
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
}

/** `reconciliation.json`. */
export interface Reconciliation {
  readonly format: "sekisho-reconciliation/1";
  /** `start` is in the period, `end` is not; ISO 8601, UTC. */
  readonly period: PopulationPeriod & { readonly start: string; readonly end: string };
  readonly branches: readonly BranchReconciliation[];
  /** Sums over the branches. */
  readonly totals: PopulationCounts;
}

/** How the first-parent commits of a branch came there. The parts add up to `commits`. */
export interface PopulationCounts {
  readonly commits: number;
  readonly decision: number;
  readonly outOfScope: number;
  readonly automation: number;
  readonly directPush: number;
  readonly breakGlass: number;
  readonly beforeInstallation: number;
  readonly unexplained: number;
}
