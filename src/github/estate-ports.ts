import type { Account } from "../model/pull.ts";
import type { RepositoryRef } from "./places.ts";

/** A repository as a list shows it. */
export interface EstateRepository extends RepositoryRef {
  /** `null`: the list does not say. */
  readonly defaultBranch: string | null;
  /** Archived or disabled: nothing can be merged there. */
  readonly asleep: boolean;
  /** ISO 8601; `null`: nothing was ever pushed. */
  readonly pushedAt: string | null;
}

/** What an organisation has, and who may do what there. `null`: GitHub does not tell this App. */
export interface EstateReader {
  /** Everything that the installation covers. One REST call for a hundred. */
  installed(): Promise<readonly EstateRepository[]>;
  /** Whatever of an organisation the App sees: what it covers, and what is public. One REST call for a hundred. */
  visible(organisation: string): Promise<readonly EstateRepository[] | null>;
  /** Who owns an organisation. One REST call. */
  owners(organisation: string): Promise<readonly Account[] | null>;
  /** Everybody who may administer a repository, owners among them. One REST call. */
  administrators(repository: RepositoryRef): Promise<readonly Account[] | null>;
  /** The paths of all files of a commit. `complete` is false where GitHub cut the list. One REST call. */
  paths(
    repository: RepositoryRef,
    commit: string,
  ): Promise<{ readonly paths: readonly string[]; readonly complete: boolean } | null>;
}
