import type { CheckRunContent, CommentContent, Suggestion } from "../model/publication.ts";
import type { Account, PullFacts, RepositoryFacts } from "../model/pull.ts";
import type { TeamFacts } from "../model/team.ts";
import type { EstateReader } from "./estate-ports.ts";
import type { RepositoryRef } from "./places.ts";
import type { GitHubPlans } from "./plan-ports.ts";
import type { AppReader, BranchDemands, SweepReader } from "./sweep-ports.ts";

export type { EstateReader, EstateRepository } from "./estate-ports.ts";
export type { Installation, RepositoryRef } from "./places.ts";
export type { Artifact, GitHubPlans, WorkflowRun } from "./plan-ports.ts";

/** Reads of one installation. Every call may throw {@link GitHubError}; calls are counted. */
export interface GitHubReader {
  /** One GraphQL call. `null`: no such pull request, or no access to it. */
  pull(repository: RepositoryRef, number: number): Promise<PullReading | null>;
  /** The head as it is now: the cheap look before publishing. */
  head(
    repository: RepositoryRef,
    number: number,
  ): Promise<{ readonly sha: string; readonly baseRef: string; readonly state: PullFacts["state"] } | null>;
  /** One call of the compare API. */
  mergeBase(repository: RepositoryRef, base: string, head: string): Promise<string>;
  /** Members with child teams, from a cache that team events clear. `null`: no such team. */
  teamMembers(team: string): Promise<readonly Account[] | null>;
  /**
   * Teams of an organisation, sorted by name, that a person is in, directly or through child teams. One GraphQL call,
   * kept for minutes; team events clear it. Empty for an owner that is no organisation.
   */
  teamsOf(organisation: string, login: string): Promise<readonly TeamFacts[]>;
  /**
   * Every team of an organisation that can be seen, sorted by name: a REST call for each hundred, kept for minutes;
   * team events clear it. `null`: it is no organisation.
   */
  teams(organisation: string): Promise<readonly TeamFacts[] | null>;
  /**
   * Pull requests that a merge group holds, in the order of the queue: one GraphQL call over the entries of the queue,
   * from the one whose commit is `head` back to `base`; the number in `headRef` where the queue tells no more.
   */
  mergeGroupPulls(
    repository: RepositoryRef,
    group: {
      readonly baseRef: string;
      readonly headRef: string;
      readonly base: string;
      readonly head: string;
    },
  ): Promise<readonly number[]>;
  /**
   * By number, for subjects that name a repository by its id alone. `null`: not accessible. The answer is remembered for
   * a while; `anew` is for whoever has seen that the name it gave leads elsewhere.
   */
  repository(id: number, how?: "anew"): Promise<RepositoryFacts | null>;
  /**
   * The last commit of a repository's default branch, by the name that a configuration gives. Two REST calls, kept for
   * a minute. `null`: there is no such repository, it is empty, or not within reach.
   */
  defaultTip(
    owner: string,
    name: string,
  ): Promise<{ readonly repository: RepositoryRef; readonly commit: string } | null>;
}

/** What one GraphQL call brings. */
export interface PullReading {
  readonly pull: PullFacts;
  /** The organisation's file at the tip of its default branch, read in the same call. */
  readonly organisationFile: OrganisationFile | null;
}

export interface OrganisationFile {
  readonly text: string;
  readonly path: string;
  readonly commit: string;
  /** Name of the repository that holds it, of the same owner. */
  readonly repository: string;
}

/** Writes of one installation, each paced by its token bucket. */
export interface GitHubWriter {
  /** Creates, or updates where `id` is given. */
  check(
    repository: RepositoryRef,
    head: string,
    content: CheckRunContent,
    id: number | null,
  ): Promise<number>;
  comment(
    repository: RepositoryRef,
    number: number,
    content: CommentContent,
    id: number | null,
  ): Promise<number>;
  /** Teams as `org/team`; the outcome names those that GitHub refused. */
  requestReview(
    repository: RepositoryRef,
    number: number,
    teams: readonly string[],
  ): Promise<{ readonly refused: readonly string[] }>;
  suggest(
    repository: RepositoryRef,
    number: number,
    head: string,
    suggestions: readonly Suggestion[],
  ): Promise<number>;
  react(
    repository: RepositoryRef,
    commentId: number,
    reaction: "eyes" | "+1" | "-1" | "confused",
  ): Promise<void>;
}

/** What stands on GitHub already, to find out whether a write that was cut off took place. */
export interface GitHubTraces {
  /** Our check run on a commit, by its external id. */
  checkOf(
    repository: RepositoryRef,
    head: string,
  ): Promise<{ readonly id: number; readonly externalId: string } | null>;
  /** Our newest comment on a pull request: by our App, never by its text alone. */
  commentOf(
    repository: RepositoryRef,
    number: number,
  ): Promise<{ readonly id: number; readonly digest: string | null } | null>;
  /** Our review with suggestions for a commit. */
  suggestionsOf(repository: RepositoryRef, number: number, head: string): Promise<number | null>;
}

export interface GitHub {
  readonly read: GitHubReader;
  readonly write: GitHubWriter;
  readonly traces: GitHubTraces;
  readonly plans: GitHubPlans;
  /** For git over HTTPS: short-lived, never logged. */
  token(): Promise<string>;
  /** Calls made so far: for the budget, by kind. */
  readonly calls: { readonly rest: number; readonly graphql: number };
}

/** A check run or commit status of our check's name that is not ours. */
export interface ForeignCheck {
  readonly kind: "check-run" | "status";
  readonly name: string;
  readonly appId: number | null;
  readonly appSlug: string | null;
}

/** What sweeps and the doctor look at, in one installation. */
export interface GitHubSurvey extends SweepReader {
  /** From rulesets and from classic protection together, in two REST calls. */
  branchDemands(repository: RepositoryRef, branch: string): Promise<BranchDemands>;
  /** The organisation's file as it is now. `null`: it has none, or the App does not see it. */
  organisationFile(
    organisation: string,
  ): Promise<{ readonly path: string; readonly text: string | null } | null>;
  /** `null`: no such branch. */
  branchHead(repository: RepositoryRef, branch: string): Promise<string | null>;
  foreignChecks(repository: RepositoryRef, commit: string): Promise<readonly ForeignCheck[]>;
  /** Numbers of the open pull requests of a repository that a commit is the head of. */
  openPullsAt(repository: RepositoryRef, head: string): Promise<readonly number[]>;
}

/** One installation of the App. */
export interface InstallationGitHub extends GitHub {
  readonly survey: GitHubSurvey;
  readonly estate: EstateReader;
  /** Teams are asked for anew: their members or rights have changed. */
  forgetTeams(): void;
}

/** The App as GitHub knows it. */
export interface AppFacts {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly events: readonly string[];
}

/** The App itself: all installations, and what GitHub says about it. */
export interface GitHubApp extends AppReader {
  /** The same object each time. Asks GitHub nothing by itself. */
  installation(id: number): InstallationGitHub;
  app(): Promise<AppFacts>;
  /** By the name of a repository. `null`: the App is not installed there, or there is none. */
  installationOf(repository: Pick<RepositoryRef, "owner" | "name">): Promise<number | null>;
  /** Where GitHub sends webhooks; `null`: nowhere. */
  webhookUrl(): Promise<string | null>;
}

/** GitHub with somebody's own token, for the command line: it only reads. */
export interface TokenGitHub extends Pick<GitHub, "read" | "token" | "calls"> {
  /** By name. `null`: there is none, or the token does not see it. */
  find(owner: string, name: string): Promise<RepositoryFacts | null>;
}

export type GitHubErrorCode =
  | "unauthorised"
  | "forbidden"
  | "not-found"
  | "rate-limited"
  | "invalid"
  | "unavailable"
  | "timeout";

/** GitHub said no, or nothing. `retryAfterMs`: when it may be asked again; `null`: no use in asking again. */
export class GitHubError extends Error {
  readonly code: GitHubErrorCode;
  readonly retryAfterMs: number | null;
  constructor(
    code: GitHubErrorCode,
    message: string,
    options?: ErrorOptions & { readonly retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = "GitHubError";
    this.code = code;
    this.retryAfterMs = options?.retryAfterMs ?? null;
  }
}
