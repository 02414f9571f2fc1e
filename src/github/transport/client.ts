import { Octokit } from "@octokit/rest";
import type { Log } from "../../model/log.ts";
import { GitHubError } from "../ports.ts";
import { systemTime, type Time } from "../time.ts";
import { boundedFetch, requestTimeoutMs } from "./bounded-fetch.ts";
import { type Failure, failureOf, msUntilReset } from "./failure.ts";
import { type Effect, Pace, type Resource, waitInPlaceMaxMs } from "./pace.ts";

export type OctokitOptions = NonNullable<ConstructorParameters<typeof Octokit>[0]>;

/** Refusals and failures are told to whoever asked; the log has each request, without names. */
type ClientLog = Pick<Log, "debug" | "warn">;

const noLog: ClientLog = { debug: () => {}, warn: () => {} };

/** Which GitHub, and what tests replace. */
export interface ServerOptions {
  /** `https://api.github.com`, or `https://host/api/v3` of a GitHub Enterprise Server. */
  readonly baseUrl: string;
  /** Left out: as it follows from `baseUrl`. */
  readonly graphqlUrl?: string;
  readonly time?: Time;
  readonly log?: ClientLog;
  /** Milliseconds that one request may take. */
  readonly timeoutMs?: number;
}

export type ClientSettings = Required<ServerOptions>;

export function clientSettings(options: ServerOptions): ClientSettings {
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  return {
    baseUrl,
    graphqlUrl: options.graphqlUrl ?? graphqlUrlOf(baseUrl),
    time: options.time ?? systemTime,
    log: options.log ?? noLog,
    timeoutMs: options.timeoutMs ?? requestTimeoutMs,
  };
}

function graphqlUrlOf(baseUrl: string): string {
  return baseUrl.endsWith("/api/v3") ? `${baseUrl.slice(0, -"/v3".length)}/graphql` : `${baseUrl}/graphql`;
}

/** Octokit for one identity, paced, bounded, and speaking in {@link GitHubError}. */
export interface Client {
  readonly octokit: Octokit;
  readonly graphqlUrl: string;
  readonly time: Time;
  /** Requests that were sent, but for those that fetch a token. */
  readonly calls: { rest: number; graphql: number };
}

/** The version of the REST API that this is written for. */
const apiVersion = "2022-11-28";
/** Where installation tokens come from. */
const tokenPath = "/access_tokens";
/** A read is sent again this often after a failure of GitHub or the network. */
const readRetriesMax = 3;
const retryBaseMs = 200;

/** `renews`: the identity has tokens that it can get anew. */
export function createClient(
  settings: ClientSettings,
  auth: Partial<OctokitOptions>,
  { renews }: { readonly renews: boolean },
): Client {
  const { graphqlUrl } = settings;
  const calls = { rest: 0, graphql: 0 };
  const count = (url: string) => {
    if (url === graphqlUrl) calls.graphql++;
    else if (!url.endsWith(tokenPath)) calls.rest++;
  };
  const octokit = new Octokit({
    ...auth,
    baseUrl: settings.baseUrl,
    userAgent: "sekisho",
    log: quietLog(settings.log),
    request: { fetch: boundedFetch(count, settings.timeoutMs), log: quietLog(settings.log) },
  });
  const traffic = new Traffic(settings);
  octokit.hook.before("request", (options) => {
    options.headers["x-github-api-version"] = apiVersion;
  });
  // Added last, so it stands around everything else, authentication included.
  octokit.hook.wrap("request", async (request, options) => {
    const address = () => octokit.request.endpoint.parse(options).url;
    const what = describe(options, settings, address);
    const send = () => traffic.send(what, async () => request(options));
    try {
      return await send();
    } catch (error) {
      // A token may be revoked before its time. What was refused for it did not take place.
      if (!renews || what.purpose === "token" || !isUnauthorised(error)) throw error;
      await octokit.auth({ type: "installation", refresh: true });
      return send();
    }
  });
  return { octokit, graphqlUrl, time: settings.time, calls };
}

function isUnauthorised(error: unknown): boolean {
  return error instanceof GitHubError && error.code === "unauthorised";
}

/** Octokit logs whole requests. Of it we keep the warnings about deprecation and clocks. */
function quietLog(log: ClientLog) {
  const silent = () => {};
  const warn = (warning: string) => log.warn({ warning }, "Octokit warns");
  return { debug: silent, info: silent, warn, error: silent };
}

interface Description {
  /** Method and route, without names: for logs. */
  readonly route: string;
  /** Method and path: for errors. */
  readonly request: () => string;
  readonly resource: Resource;
  readonly effect: Effect;
  /** A token is fetched within another request, so it does not wait for a place again. */
  readonly purpose: "token" | "api";
  /** A second time does no harm. */
  readonly repeatable: boolean;
}

function describe(
  { method, url }: { readonly method: string; readonly url: string },
  { graphqlUrl, baseUrl }: ClientSettings,
  address: () => string,
): Description {
  const request = () => `${method} ${(address().split("?")[0] ?? "").replace(baseUrl, "")}`;
  const rest = { route: `${method} ${url}`, request, resource: "rest", purpose: "api" } as const;
  if (url === graphqlUrl) return { ...rest, resource: "graphql", effect: "read", repeatable: true };
  if (method === "GET" || method === "HEAD") return { ...rest, effect: "read", repeatable: true };
  if (url.endsWith(tokenPath)) return { ...rest, effect: "change", purpose: "token", repeatable: true };
  return { ...rest, effect: method === "POST" ? "create" : "change", repeatable: false };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly data: unknown;
}

class Traffic {
  readonly #settings: ClientSettings;
  readonly #pace: Pace;

  constructor(settings: ClientSettings) {
    this.#settings = settings;
    this.#pace = new Pace(settings.time);
  }

  async send<Given extends Answer>(what: Description, request: () => Promise<Given>): Promise<Given> {
    const { time, log } = this.#settings;
    for (let retries = 0; ; retries++) {
      try {
        return await this.#once(what, request);
      } catch (error) {
        const waitMs = this.#retryWaitMs(error, what, retries);
        if (waitMs === null) throw error;
        log.debug({ route: what.route, retries, waitMs }, "Asking GitHub again");
        await time.sleep(waitMs);
      }
    }
  }

  async #once<Given extends Answer>(what: Description, request: () => Promise<Given>): Promise<Given> {
    const { time, log } = this.#settings;
    const startedAt = time.now();
    try {
      const answer =
        what.purpose === "token"
          ? await request()
          : await this.#pace.run(what.resource, what.effect, request);
      this.#heed(what.resource, answer);
      log.debug(
        { route: what.route, status: answer.status, durationMs: time.now() - startedAt },
        "GitHub answered",
      );
      return answer;
    } catch (error) {
      const failure = failureOf(error, what.request(), time.now());
      this.#note(failure, what, time.now() - startedAt);
      throw failure.error;
    }
  }

  /** Nothing is left of the hour: the next request would only be refused. */
  #heed(resource: Resource, answer: Answer): void {
    const now = this.#settings.time.now();
    const waitMs = msUntilReset(answer.headers, now);
    if (waitMs !== null) this.#pace.pause([resource], now + waitMs);
    if (typeof answer.data === "string" && String(answer.headers["content-type"]).includes("json"))
      throw new GitHubError("unavailable", "GitHub's answer is no JSON, though it says so.", {
        retryAfterMs: waitInPlaceMaxMs,
      });
  }

  #note({ error, limited }: Failure, what: Description, durationMs: number): void {
    if (!(error instanceof GitHubError)) return;
    const { log, time } = this.#settings;
    const { code, retryAfterMs } = error;
    if (limited !== null && retryAfterMs !== null)
      this.#pace.pause(
        limited === "everything" ? ["rest", "graphql"] : [what.resource],
        time.now() + retryAfterMs,
      );
    log.debug({ route: what.route, code, retryAfterMs, durationMs }, "GitHub refused or failed");
  }

  /**
   * A write that failed or timed out may have taken place: only a limit is known to have kept it back. Reads are
   * repeated, but not after a timeout: another one would hold the worker for as long.
   */
  #retryWaitMs(error: unknown, what: Description, retries: number): number | null {
    if (!(error instanceof GitHubError)) return null;
    if (error.code === "rate-limited") {
      const waitMs = error.retryAfterMs ?? Number.POSITIVE_INFINITY;
      return waitMs <= waitInPlaceMaxMs && retries === 0 ? waitMs : null;
    }
    if (error.code !== "unavailable" || !what.repeatable || retries >= readRetriesMax) return null;
    return retryBaseMs * 2 ** retries * (0.5 + this.#settings.time.random());
  }
}
