import type { CheckRunContent, CommentContent, Suggestion } from "../model/publication.ts";
import type { Account, PullFacts, RepositoryFacts } from "../model/pull.ts";

export interface RepositoryRef {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
}

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
  /** Teams (`org/team`, sorted) of an organisation that a person is in, directly or through child teams. One GraphQL call, kept for minutes; team events clear it. Empty for an owner that is no organisation. */
  teamsOf(organisation: string, login: string): Promise<readonly string[]>;
  /** By number, for subjects that name a repository by its id alone. `null`: not accessible. */
  repository(id: number): Promise<RepositoryFacts | null>;
}

/** What one GraphQL call brings. */
export interface PullReading {
  readonly pull: PullFacts;
  /** The organisation's file at the tip of its default branch, read in the same call. */
  readonly organisationFile: { readonly text: string; readonly path: string; readonly commit: string } | null;
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
  /** For git over HTTPS: short-lived, never logged. */
  token(): Promise<string>;
  /** Calls made so far: for the budget, by kind. */
  readonly calls: { readonly rest: number; readonly graphql: number };
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
