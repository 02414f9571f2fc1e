/** What the changes of a pull request reach, by name and sorted. */
export interface Reach {
  readonly tenants: readonly string[];
  readonly environments: readonly string[];
  readonly clusters: readonly string[];
  /** Keys of the roots that are applied differently from before. */
  readonly roots: readonly string[];
  /** What several of them share and the change edits (modules, bases, charts, values), the furthest first. */
  readonly through: readonly { readonly path: string; readonly roots: number }[];
  /** Whether any of it is production. */
  readonly production: boolean;
}

/** How much of each passes without somebody looking first; `null`: any number. */
export interface ReachAllowed {
  readonly tenants: number;
  readonly environments: number;
  readonly clusters: number | null;
  readonly roots: number | null;
}

/** What a report tells of it. */
export interface ReportReach extends Reach {
  readonly allowed: ReachAllowed;
}
