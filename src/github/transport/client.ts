import { Octokit } from "@octokit/rest";
import type { Log } from "../../model/log.ts";
import { GitHubError } from "../ports.ts";
import { systemTime, type Time } from "../time.ts";
import { boundedFetch, requestTimeoutMs } from "./bounded-fetch.ts";
import { type GitHubMetrics, noMetrics } from "./meter.ts";
import { type ClockReading, type Description, Traffic } from "./traffic.ts";

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
  readonly metrics?: GitHubMetrics;
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
    metrics: options.metrics ?? noMetrics,
    timeoutMs: options.timeoutMs ?? requestTimeoutMs,
  };
}

function graphqlUrlOf(baseUrl: string): string {
  return baseUrl.endsWith("/api/v3") ? `${baseUrl.slice(0, -"/v3".length)}/graphql` : `${baseUrl}/graphql`;
}

/** Octokit for one identity, paced, bounded, and speaking in {@link GitHubError}. */
export interface Client {
  readonly octokit: Octokit;
  readonly baseUrl: string;
  readonly graphqlUrl: string;
  readonly time: Time;
  /** Requests that were sent, but for those that fetch a token. */
  readonly calls: { rest: number; graphql: number };
  /** GitHub's clock beside ours, as the last answer told it; `null`: none did. */
  readonly clock: () => ClockReading | null;
}

/** The version of the REST API that this is written for. */
const apiVersion = "2022-11-28";
/** Where installation tokens come from. */
const tokenPath = "/access_tokens";

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
  return {
    octokit,
    baseUrl: settings.baseUrl,
    graphqlUrl,
    time: settings.time,
    calls,
    clock: () => traffic.clock,
  };
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
