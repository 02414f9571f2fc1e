import type { Asset } from "./tenant-source.ts";

/** Where ownership is written: a file of the repository, or a setting of the configuration. */
export type WrittenAt =
  | { readonly kind: "file"; readonly path: string; readonly line: number }
  | { readonly kind: "setting"; readonly key: string };

export interface SurveyedThing {
  readonly asset: Asset;
  /** A name, a folder, or a pattern. */
  readonly what: string;
  readonly at: WrittenAt;
}

export interface SurveyedTenant {
  readonly name: string;
  readonly teams: readonly string[];
  readonly formerly: readonly string[];
  readonly owns: readonly SurveyedThing[];
}

/** Things that tenants without a team in common both own. */
export interface OwnershipConflict {
  readonly kind: "two-owners" | "overruled";
  readonly asset: Asset;
  readonly things: readonly string[];
  /** Of `overruled`: those that count. */
  readonly owners: readonly string[];
  /** Of `overruled`: those that a later source names. */
  readonly others: readonly string[];
  readonly at: readonly WrittenAt[];
}

export interface Orphan {
  readonly asset: Asset;
  readonly what: string;
  /** Of a folder: how many files nobody owns. */
  readonly files: number | null;
  readonly at: WrittenAt | null;
}

export type TenantRemark = { readonly at: WrittenAt } & (
  | { readonly kind: "unread"; readonly detail: string }
  | { readonly kind: "no-team"; readonly others: readonly string[]; readonly roles: readonly string[] }
  | { readonly kind: "impossible-team"; readonly name: string }
  | { readonly kind: "too-many-teams"; readonly teams: number }
  | { readonly kind: "other-namespace"; readonly namespace: string }
  | { readonly kind: "matches-everything" | "unread-pattern" | "matches-nothing"; readonly pattern: string }
  | { readonly kind: "source-finds-nothing" }
);

/** What a repository and its configuration say of who owns what, and what is doubtful about it. */
export interface TenantSurvey {
  readonly tenants: readonly SurveyedTenant[];
  readonly conflicts: readonly OwnershipConflict[];
  readonly orphans: readonly Orphan[];
  /** Kinds of assets of which nobody owns any: of these nothing can be an orphan. */
  readonly notOwned: readonly Asset[];
  readonly remarks: readonly TenantRemark[];
  /** How many different teams are named; whether they exist only GitHub knows. */
  readonly teams: number;
}
