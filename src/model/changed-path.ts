/** What a pull request does to one path. */
export interface ChangedPath {
  readonly path: string;
  /** Where the same bytes stood before; only renamed paths have one. */
  readonly previousPath: string | null;
  readonly status: "added" | "modified" | "removed" | "renamed";
}
