/** A repository by its number, which stays, and its name, which addresses take. */
export interface RepositoryRef {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

export interface Installation {
  readonly id: number;
  /** Organisation or user. */
  readonly account: string;
  readonly repositories: "all" | "selected";
  /** `read`, `write` or `admin` by permission. */
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}
