/** An exact decimal, and the same as people write it: `687194767360` and `640Gi`. */
export interface ExactAmount {
  readonly exact: string;
  readonly text: string;
}

/** What may be used at once. */
export interface CapacityAmount extends ExactAmount {
  /** Something that takes of it could not be counted: it is no less. */
  readonly atLeast: boolean;
  /** What is taken even when nothing is to do: autoscalers at their minimum. Absent where that is the same. */
  readonly least?: ExactAmount;
}

/** What is allowed, and who says so: the name of a ResourceQuota, or `null` for the tenant's own allowance. */
export interface CapacityAllowance {
  readonly exact: string;
  /** As it is written in the quota. */
  readonly text: string;
  readonly quota: string | null;
}

/** A ResourceQuota with scopes, these as people write them: `Terminating`, `PriorityClass In high, low`. */
export interface ScopedBy {
  readonly quota: string;
  readonly scopes: readonly string[];
}

/** One number that the change makes another. */
export interface CapacityRow {
  /** As quotas call it, by its full name: `requests.cpu`, `limits.memory`, `pods`, `count/jobs.batch`; `nodes`. */
  readonly resource: string;
  /** Only what such a quota counts is added up. */
  readonly scoped?: ScopedBy;
  readonly before: CapacityAmount;
  readonly after: CapacityAmount;
  /** What was allowed before, where that was something else. */
  readonly allowedBefore?: CapacityAllowance | null;
  readonly allowed: CapacityAllowance | null;
  /** What is left of it afterwards, less than nothing where it is too little; `null`: nobody says how much is allowed. */
  readonly remains: ExactAmount | null;
  /** What is too much while new pods stand beside the old ones; absent where nothing is, or where it stays too much. */
  readonly rolloutExcess?: ExactAmount;
}

/** Why something takes more than nobody can tell. `scoped-quota`: nobody knows its scopes. */
export type UncountedReason =
  | ("unknown" | "each-node" | "unbounded" | "no-target" | "unread")
  | ("scoped-quota" | "refused-quota");

export interface Uncounted {
  /** As people call it: `DaemonSet agent`. */
  readonly name: string;
  readonly why: UncountedReason;
}

/** Where something is added up. */
export interface CapacityPlace {
  readonly kind: "namespace" | "tenant" | "nodes";
  /** Of a namespace `""` where the objects do not say which. */
  readonly name: string;
  readonly cluster: string | null;
  /** The root that it was counted in, where nobody said which cluster it is deployed to; that of a node group. */
  readonly rootKey: string | null;
}

/**
 * How much was looked at: the roots that the change touches, the whole repository, or everything that there is, because
 * the configuration says that this repository holds it all.
 */
export type CapacityExtent = "change" | "repository" | "complete";

/** What may be used at once in one place, before and after, as far as it differs. */
export interface CapacityScope {
  readonly place: CapacityPlace;
  readonly extent: CapacityExtent;
  /** Sorted: what exceeds first, then what is bounded, then the rest. */
  readonly rows: readonly CapacityRow[];
  readonly uncounted: readonly Uncounted[];
}
