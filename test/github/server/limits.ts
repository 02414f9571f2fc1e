import { Refusal } from "./answer.ts";

/**
 * GitHub's limits: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api. GitHub does not say
 * what generates content; here it is everything that makes something new for people to see. `null`: no such limit.
 */
export interface LimitOptions {
  readonly requestsPerHour: number | null;
  readonly graphqlPointsPerHour: number | null;
  readonly contentPerMinute: number | null;
  readonly contentPerHour: number | null;
  readonly concurrentMax: number | null;
  /** A read is one point, a write five. */
  readonly restPointsPerMinute: number | null;
  readonly graphqlPointsPerMinute: number | null;
  /** What a secondary limit asks to wait. */
  readonly retryAfterSeconds: number;
}

export const githubLimits: LimitOptions = {
  requestsPerHour: 5_000,
  graphqlPointsPerHour: 5_000,
  contentPerMinute: 80,
  contentPerHour: 500,
  concurrentMax: 100,
  restPointsPerMinute: 900,
  graphqlPointsPerMinute: 2_000,
  retryAfterSeconds: 60,
};

const contentOperations = new Set([
  "checks/create",
  "issues/create-comment",
  "pulls/create-review",
  "pulls/request-reviewers",
  "reactions/create-for-issue-comment",
  "repos/create-commit-status",
]);

const minuteMs = 60_000;
const hourMs = 3_600_000;

export interface Costs {
  readonly operation: string;
  readonly resource: "core" | "graphql";
  readonly write: boolean;
}

interface Usage {
  windowEnds: number;
  readonly used: { core: number; graphql: number };
  readonly content: number[];
  readonly rest: { at: number; points: number }[];
  readonly graphql: { at: number; points: number }[];
  concurrent: number;
}

/** The hour's requests are used up. */
export class PrimaryLimit extends Refusal {
  constructor(message: string, headers: Readonly<Record<string, string>>) {
    super(403, message, { headers });
    this.name = "PrimaryLimit";
  }
}

/** Counts what each installation or user does, and refuses what is too much. */
export class Limits {
  private readonly options: LimitOptions;
  private readonly now: () => number;
  private readonly usages = new Map<string, Usage>();
  /** How often each limit was hit: the App is to hit none. */
  readonly hits: { readonly limit: string; readonly who: string; readonly operation: string }[] = [];

  constructor(options: LimitOptions, now: () => number) {
    this.options = options;
    this.now = now;
  }

  /** Throws 403 where a limit is hit; gives what is to be called when the request is over. */
  enter(who: string, costs: Costs): () => void {
    const usage = this.usageOf(who);
    this.refuseSecondary(who, usage, costs);
    const max = costs.resource === "core" ? this.options.requestsPerHour : this.options.graphqlPointsPerHour;
    if (max !== null && usage.used[costs.resource] >= max) {
      this.hits.push({ limit: "primary", who, operation: costs.operation });
      const headers = this.headers(who, costs.resource);
      throw new PrimaryLimit(`API rate limit exceeded for ${who}.`, headers);
    }
    usage.used[costs.resource] += 1;
    usage.concurrent += 1;
    const at = this.now();
    if (contentOperations.has(costs.operation)) usage.content.push(at);
    usage[costs.resource === "core" ? "rest" : "graphql"].push({ at, points: costs.write ? 5 : 1 });
    return () => {
      usage.concurrent -= 1;
    };
  }

  /** What was answered with 304 does not count. */
  refund(who: string): void {
    this.usageOf(who).used.core -= 1;
  }

  headers(who: string, resource: "core" | "graphql"): Readonly<Record<string, string>> {
    const usage = this.usageOf(who);
    const limit =
      (resource === "core" ? this.options.requestsPerHour : this.options.graphqlPointsPerHour) ?? 1e6;
    return {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(Math.max(0, limit - usage.used[resource])),
      "x-ratelimit-used": String(usage.used[resource]),
      "x-ratelimit-reset": String(Math.ceil(usage.windowEnds / 1000)),
      "x-ratelimit-resource": resource,
    };
  }

  private refuseSecondary(who: string, usage: Usage, costs: Costs): void {
    const { options } = this;
    const now = this.now();
    const recent = (list: readonly number[], withinMs: number): number =>
      list.filter((at) => at > now - withinMs).length;
    const points = (list: readonly { at: number; points: number }[]): number =>
      list.filter(({ at }) => at > now - minuteMs).reduce((sum, one) => sum + one.points, 0);
    const content = contentOperations.has(costs.operation);
    const checks: readonly (readonly [string, number | null, () => number])[] = [
      ["concurrent", options.concurrentMax, () => usage.concurrent],
      [
        "content-per-minute",
        content ? options.contentPerMinute : null,
        () => recent(usage.content, minuteMs),
      ],
      ["content-per-hour", content ? options.contentPerHour : null, () => recent(usage.content, hourMs)],
      costs.resource === "core"
        ? ["rest-points", options.restPointsPerMinute, () => points(usage.rest)]
        : ["graphql-points", options.graphqlPointsPerMinute, () => points(usage.graphql)],
    ];
    for (const [limit, max, used] of checks) {
      if (max === null || used() < max) continue;
      this.hits.push({ limit, who, operation: costs.operation });
      throw secondaryLimit(options.retryAfterSeconds);
    }
  }

  private usageOf(who: string): Usage {
    const now = this.now();
    const known = this.usages.get(who);
    if (known !== undefined) {
      forget(known, now);
      return known;
    }
    const usage: Usage = {
      windowEnds: now + hourMs,
      used: { core: 0, graphql: 0 },
      content: [],
      rest: [],
      graphql: [],
      concurrent: 0,
    };
    this.usages.set(who, usage);
    return usage;
  }
}

function forget(usage: Usage, now: number): void {
  if (usage.windowEnds <= now) {
    usage.windowEnds = now + hourMs;
    usage.used.core = 0;
    usage.used.graphql = 0;
  }
  while ((usage.content[0] ?? now) <= now - hourMs) usage.content.shift();
  for (const list of [usage.rest, usage.graphql]) while ((list[0]?.at ?? now) <= now - minuteMs) list.shift();
}

export function secondaryLimit(retryAfterSeconds: number): Refusal {
  return new Refusal(
    403,
    "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
    { headers: { "retry-after": String(retryAfterSeconds) } },
  );
}
