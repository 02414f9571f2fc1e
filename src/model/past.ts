import type { Tree } from "./tree.ts";

/** Which states of a branch are asked for. */
export interface PastWant {
  /** Paths that tell two states apart; what differs elsewhere is the same state. */
  readonly paths: readonly string[];
  /** Seconds since 1970: states that something replaced at or after this moment. */
  readonly sinceSeconds: number;
  /** And before this one: a commit that claims to be younger proves nothing. */
  readonly beforeSeconds: number;
}

/** What stood on a branch for a while, until something replaced it. */
export interface PastState {
  /** The last commit of the branch that had it. */
  readonly commit: string;
  /** Seconds since 1970, by the dates of the commits that brought it and replaced it. */
  readonly fromSeconds: number;
  readonly untilSeconds: number;
}

/** What was in force on the branch that a change goes to: its first parents, and never a commit of the change itself. */
export interface BranchPast {
  /** Newest first, as far as limits reach. Throws only where the storage fails. */
  states(want: PastWant): Promise<readonly PastState[]>;
  /** The tree of one of the states. */
  tree(commit: string): Promise<Tree>;
}
