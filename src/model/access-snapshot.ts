import type { Account } from "./pull.ts";

export interface CoveredRepository {
  readonly id: number;
  /** `owner/name`. */
  readonly name: string;
  /** Whether it holds files that Sekisho would judge, by their names; `null`: nobody could look. */
  readonly inScope: boolean | null;
  /** Whether the App is installed there. */
  readonly covered: boolean;
  /** Whether a merge into the default branch needs our check, written by us; `null`: it is not covered, or nobody looked. */
  readonly gated: boolean | null;
  /** `asleep`: archived or disabled. `gone`: it was covered, and is not within reach any more. */
  readonly state: "active" | "asleep" | "gone";
  /** ISO 8601: since when all this is as it is. */
  readonly since: string;
}

export interface AccessSnapshot {
  /** Team (`org/team`) to its members, child teams included, by id; a team that cannot be seen is in `unread`. */
  readonly teams: Readonly<Record<string, readonly Account[]>>;
  /**
   * Right to what may use it anywhere: `approve`, `waive`, `edit-policies`, `break-glass`, `bypass`, `administer`. Teams
   * as `org/team`, people by login, and what is neither as `role admin`, `app #12`; sorted.
   */
  readonly rights: AccessRights;
  /** The same by repository; those with the same rights stand together. */
  readonly places: readonly { readonly repositories: readonly string[]; readonly rights: AccessRights }[];
  /** Key or right that GitHub does not know of to who holds it, as the configuration says. */
  readonly custodians: Readonly<Record<string, readonly string[]>>;
  /** What GitHub does not tell this App, sorted: `team acme/sre`, `bypass acme/infra@main`. */
  readonly unread: readonly string[];
}

export type AccessRights = Readonly<Record<string, readonly string[]>>;
