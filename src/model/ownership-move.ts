import type { Asset } from "./tenant-source.ts";

/** Things that get other owners by what a change writes into the files that say who owns what. */
export interface OwnershipMove {
  readonly things: readonly { readonly asset: Asset; readonly what: string }[];
  /** Teams that own them before the change and after it, sorted. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Whether somebody comes who has no team in common with those who own it. */
  readonly foreign: boolean;
  /** Names of tenants, as what is in force knows them: those who own it, and those who gain it. */
  readonly owners: readonly string[];
  readonly gaining: readonly string[];
  /** The file that says so. */
  readonly path: string;
}
