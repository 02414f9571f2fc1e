import type { Account } from "./pull.ts";

/** What stands between a change and a branch. */
export interface BranchControl {
  /** Whether our check is required, and of whom. */
  readonly check: "required-of-us" | "required-of-anybody" | "required-of-another" | "not-required";
  readonly upToDate: boolean;
  readonly mergeQueue: boolean;
  /** Approvals that GitHub itself demands; `null`: some may be, and the App may not read it. */
  readonly approvals: number | null;
  /** Whether a change has to come as a pull request; `null`: the App may not read it. */
  readonly pullRequired: boolean | null;
  /** Who may bypass it; `null`: the App may not read that, so bypasses are inferred. */
  readonly bypass: readonly { readonly kind: string; readonly name: string; readonly when: string }[] | null;
}

/** An approval as GitHub has it at the time of the merge. */
export interface NativeApproval {
  readonly reviewId: number;
  readonly by: Account | null;
  readonly commit: string | null;
  readonly submittedAt: string | null;
  /** They may push to the repository: in a public one everybody can approve, and it means nothing. */
  readonly canPush: boolean;
  /** They had a hand in the change; `null`: it cannot be told. */
  readonly contributed: boolean | null;
}

/** How somebody had a hand in a change. */
export interface Contribution {
  readonly account: Account;
  /** Sorted. */
  readonly as: readonly ("author" | "co-author" | "committer" | "opener" | "pusher" | "waiver-requester")[];
}
