import type { Mirrors } from "../../git/index.ts";
import type { InstallationGitHub, OwnApp, RepositoryRef } from "../../github/index.ts";
import type { Log } from "../../model/log.ts";
import type { Store } from "../../store/index.ts";
import type { EffectReader } from "../effect.ts";
import type { ReviewPorts } from "../review.ts";

/** What attending to a pull request needs from outside. */
export interface AttendPorts {
  readonly store: Store;
  readonly gitHub: { installation(id: number): InstallationGitHub; readonly self: OwnApp };
  readonly mirrors: Mirrors;
  readonly review: ReviewPorts;
  readonly addresses: Addresses;
  /** Whoever makes it closes it. */
  readonly effects: EffectReader;
  readonly log: Log;
  readonly metrics: AttendMetrics;
  readonly now: () => Date;
  /** Unique for each attempt to publish. */
  readonly attemptId: () => string;
}

/** Where a repository is, for git and for people. */
export interface Addresses {
  readonly git: (repository: RepositoryRef) => string;
  /** Without a slash at its end. */
  readonly web: (repository: RepositoryRef) => string;
}

export interface AttendMetrics {
  evaluated(seconds: number): void;
  /** `conclusion`: of the check, as published. */
  reviewed(route: "pass" | "confirm" | "review" | "block", conclusion: string): void;
  /** From the oldest delivery that asked for it to the published check. */
  published(secondsSinceDelivery: number): void;
}
