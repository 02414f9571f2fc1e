import type { BranchControl } from "../model/branch-control.ts";
import type { Account } from "../model/pull.ts";
import type { Installation, RepositoryRef } from "./places.ts";

/** One attempt of GitHub to deliver a webhook. A redelivery has the `guid` of the first, and an `id` of its own. */
export interface DeliveryAttempt {
  /** Longer than a number can be exact. */
  readonly id: string;
  /** `X-GitHub-Delivery`. */
  readonly guid: string;
  /** ISO 8601. */
  readonly deliveredAt: string;
  readonly event: string;
  /** Of our answer; 0: there was none. */
  readonly statusCode: number;
}

/** What GitHub sent, as it still knows it: not the bytes that were signed, but the same JSON. */
export interface DeliveredPayload {
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly payload: Uint8Array;
}

/** What the App reads about itself, as the App: no installation is asked. */
export interface AppReader {
  /**
   * Attempts since a moment (ISO 8601), newest first. GitHub keeps them for three days. `complete` is false where there
   * are more than `max`: the older ones are missing.
   */
  deliveries(
    since: string,
    max: number,
  ): Promise<{ readonly attempts: readonly DeliveryAttempt[]; readonly complete: boolean }>;
  /** `id`: of an attempt. `null`: GitHub has forgotten it. */
  deliveredPayload(id: string): Promise<DeliveredPayload | null>;
  /** GitHub's clock beside ours, in milliseconds, as the last answer to the App told it; `null`: nothing was asked yet. */
  clock(): { readonly ours: number; readonly theirs: number } | null;
  /** Installations that are not suspended. */
  installations(): Promise<readonly Installation[]>;
}

export interface SweptRepository extends RepositoryRef {
  readonly defaultBranch: string;
}

/** An open pull request as a list shows it. */
export interface OpenPull {
  readonly number: number;
  readonly head: string;
  readonly baseRef: string;
}

/** What GitHub demands of a merge into a branch, as far as anybody who may read the repository is told. */
export interface BranchDemands {
  /** `appId` is `null` where any source will do. */
  readonly requiredChecks: readonly { readonly name: string; readonly appId: number | null }[];
  /** "Require branches to be up to date before merging". */
  readonly upToDate: boolean;
  readonly mergeQueue: boolean;
}

/** Everything that stands between a change and a branch, as far as GitHub tells this App. */
export interface BranchRules extends BranchDemands {
  /** The commit that the branch stood at; `null`: there is no such branch. */
  readonly head: string | null;
  /** Approvals that are demanded; `null`: classic protection may demand some, which only administration may read. */
  readonly approvals: number | null;
  /** Whether changes have to come as pull requests; `null` as with `approvals`. */
  readonly pullRequired: boolean | null;
  /** Who may get past all that; `null`: the App is not told. */
  readonly bypass: BranchControl["bypass"];
}

/** A push or merge that went past rules, as GitHub's rule insights have it. */
export interface ReportedBypass {
  readonly id: number;
  readonly before: string | null;
  readonly after: string;
  readonly by: Account | null;
  /** ISO 8601. */
  readonly pushedAt: string | null;
}

/** A merged pull request, as the list of a commit's pull requests shows it. */
export interface MergedPull {
  readonly number: number;
  readonly baseRef: string;
  readonly head: string;
  /** `null` where GitHub does not tell it. */
  readonly mergeCommit: string | null;
}

/** What the sweeps read of one installation. */
export interface SweepReader {
  /** Everything that the installation covers and that can still change: archived and disabled ones are left out. */
  repositories(): Promise<readonly SweptRepository[]>;
  /** Repository id to its open pull requests; several repositories in each call. */
  openPulls(repositories: readonly RepositoryRef[]): Promise<ReadonlyMap<number, readonly OpenPull[]>>;
  /** Names of branches that a ruleset or a protection is about, and the default branch, sorted. */
  protectedBranches(repository: SweptRepository): Promise<readonly string[]>;
  /**
   * From rulesets and from classic protection together. Two REST calls, one more for each ruleset, and one for classic
   * protection: who may bypass is told to those alone who may read the administration.
   */
  branchRules(repository: RepositoryRef, branch: string): Promise<BranchRules>;
  /** Bypasses of the last week that GitHub reports, oldest first; `null`: the App may not read them. */
  bypasses(repository: RepositoryRef, branch: string): Promise<readonly ReportedBypass[] | null>;
  /** Merged pull requests that a commit came in with, as GitHub says. */
  mergedPullsOf(repository: RepositoryRef, commit: string): Promise<readonly MergedPull[]>;
}
