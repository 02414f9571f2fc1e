import { z } from "zod";
import { GitHubError, type GitHubErrorCode } from "../ports.ts";
import { ConnectionFailure } from "./bounded-fetch.ts";
import { withoutSecrets } from "./redact.ts";

/** When GitHub limits without saying for how long, its documentation asks for a minute. */
const unsaidPauseMs = 60_000;
/** GitHub's own failures are mostly over within seconds. */
const unavailableRetryMs = 10_000;

type Headers = Readonly<Record<string, string | number | undefined>>;

interface HttpFailure {
  readonly status: number;
  readonly message: string;
  readonly headers: Headers | null;
  readonly cause: unknown;
}

export interface Failure {
  readonly error: GitHubError;
  /** What GitHub holds back: one resource whose hour is used up, or everything. */
  readonly limited: "resource" | "everything" | null;
}

/** Of an answer, what matters whatever was asked. */
export interface GivenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly data: unknown;
}

/**
 * What an error of Octokit means for us. The original is not kept as cause: it holds headers. `null`: the error is none
 * of GitHub's, but a bug.
 */
export function failureOf(error: unknown, request: () => string, now: number): Failure | null {
  const failure = httpFailure(error);
  if (failure === null) return null;
  if (failure.headers === null) return { error: connectionFailure(failure, request()), limited: null };
  const { headers, status } = failure;
  const code = codeOf(status, headers, failure.message);
  const said = `${request()} was answered with ${status}: ${withoutSecrets(failure.message)}`;
  const message = `${ended(said)}${advice(code, headers)}`;
  const retryAfterMs = retryAfter(code, headers, now);
  return {
    error: new GitHubError(code, message, retryAfterMs === null ? {} : { retryAfterMs }),
    limited: code === "rate-limited" ? limitOf(headers, now) : null,
  };
}

const graphqlFaults = z.object({
  errors: z.array(z.object({ type: z.string().nullish(), message: z.string() })).min(1),
});

/** What is wrong with an answer that is none, though its status says so. `null`: nothing. */
export function failureIn(
  { data, headers }: GivenAnswer,
  request: () => string,
  now: number,
): Failure | null {
  if (typeof data === "string" && String(headers["content-type"]).includes("json")) {
    const message = `${request()} was answered with JSON that is none.`;
    return {
      error: new GitHubError("unavailable", message, { retryAfterMs: unavailableRetryMs }),
      limited: null,
    };
  }
  const { data: faults } = graphqlFaults.safeParse(data);
  // GitHub tells of the limits of GraphQL with status 200.
  const limit = faults?.errors.find(
    ({ type, message }) => type === "RATE_LIMITED" || type === "RATE_LIMIT" || saysLimit(message),
  );
  if (limit === undefined) return null;
  const retryAfterMs = retryAfter("rate-limited", headers, now) ?? unsaidPauseMs;
  const message = ended(`${request()} was refused: ${withoutSecrets(limit.message)}`);
  return {
    error: new GitHubError("rate-limited", message, { retryAfterMs }),
    limited: limitOf(headers, now),
  };
}

function limitOf(headers: Headers, now: number): "resource" | "everything" {
  return msUntilReset(headers, now) === null ? "everything" : "resource";
}

/** Octokit's `RequestError`, known by its form: one from another copy of the package is the same to us. */
function httpFailure(error: unknown): HttpFailure | null {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
  const response = "response" in error ? error.response : undefined;
  const headers =
    typeof response === "object" && response !== null && "headers" in response ? response.headers : null;
  return {
    status: error.status,
    message: error.message,
    headers: typeof headers === "object" && headers !== null ? { ...headers } : null,
    cause: error.cause,
  };
}

function connectionFailure({ cause, message }: HttpFailure, request: string): GitHubError {
  const retryAfterMs = unavailableRetryMs;
  if (!(cause instanceof ConnectionFailure))
    return new GitHubError("unavailable", ended(`${request} failed: ${withoutSecrets(message)}`), {
      retryAfterMs,
    });
  const said = `${request} got nothing from GitHub: ${cause.message}.`;
  if (cause.kind === "too-large") return new GitHubError("invalid", said);
  return new GitHubError(cause.kind === "timeout" ? "timeout" : "unavailable", said, { retryAfterMs });
}

function codeOf(status: number, headers: Headers, message: string): GitHubErrorCode {
  if (status === 429) return "rate-limited";
  if (status === 401) return "unauthorised";
  if (status === 403 && isLimit(headers, message)) return "rate-limited";
  if (status === 403 || status === 451) return "forbidden";
  if (status === 404 || status === 410) return "not-found";
  return status >= 500 ? "unavailable" : "invalid";
}

function isLimit(headers: Headers, message: string): boolean {
  const usedUp = number(headers["x-ratelimit-remaining"]) === 0;
  return headers["retry-after"] !== undefined || usedUp || saysLimit(message);
}

function saysLimit(message: string): boolean {
  return /secondary rate limit|rate limit exceeded|abuse detection/i.test(message);
}

function retryAfter(code: GitHubErrorCode, headers: Headers, now: number): number | null {
  if (code !== "rate-limited" && code !== "unavailable") return null;
  const seconds = number(headers["retry-after"]);
  if (seconds !== null) return seconds * 1000;
  if (code === "unavailable") return unavailableRetryMs;
  return msUntilReset(headers, now) ?? unsaidPauseMs;
}

/** Milliseconds until the primary limit is lifted, by GitHub's clock where it says it; `null`: it is not used up. */
export function msUntilReset(headers: Headers, now: number): number | null {
  const reset = number(headers["x-ratelimit-reset"]);
  if (reset === null || number(headers["x-ratelimit-remaining"]) !== 0) return null;
  const date = Date.parse(String(headers["date"] ?? ""));
  return Math.max(1000, reset * 1000 - (Number.isNaN(date) ? now : date));
}

function number(header: string | number | undefined): number | null {
  return header !== undefined && /^\d{1,12}$/.test(String(header)) ? Number(header) : null;
}

function advice(code: GitHubErrorCode, headers: Headers): string {
  if (code === "unauthorised")
    return " Check the App's id, its private key and this machine's clock, or the token.";
  if (code !== "forbidden" && code !== "not-found") return "";
  const permissions = headers["x-accepted-github-permissions"];
  if (code === "not-found" || permissions === undefined) return "";
  return ` It needs ${permissions}: grant it to the App, and accept it in the installation.`;
}

function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
