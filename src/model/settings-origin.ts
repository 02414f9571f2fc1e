import type { Account } from "./pull.ts";

export interface SettingsSource {
  /** `organisation`, `repository`, `waivers`, `policies`. */
  readonly role: string;
  readonly repository: string;
  readonly path: string;
  /** Of the branch, when it was read; `null`: nobody knows. */
  readonly commit: string | null;
  /** Digest of the content: a blob. */
  readonly content: string;
  /** What brought this content; `null`: it was there when the App came, or nobody can tell. */
  readonly broughtBy: SettingsOrigin | null;
}

/** The commit that settings came onto their branch with. */
export interface SettingsOrigin {
  readonly commit: string;
  /** ISO 8601, by the date of the commit. */
  readonly effectiveFrom: string;
  /** `null`: it was pushed directly, or GitHub knows of none. */
  readonly pull: number | null;
  readonly author: Account | null;
  /** Who had approved the pull request when it was looked at. */
  readonly approvers: readonly Account[];
}
