import { describe, expect, it } from "vitest";
import { Refusal } from "./server/answer.ts";
import { githubLimits, Limits } from "./server/limits.ts";
import { startStandIn } from "./stand-in.ts";
import { asInstallation, smallWorld } from "./testing-client.ts";

const read = { operation: "repos/get", resource: "core", write: false } as const;
const comment = { operation: "issues/create-comment", resource: "core", write: true } as const;
const query = { operation: "graphql/pull", resource: "graphql", write: false } as const;

function withClock(options: Partial<typeof githubLimits> = {}) {
  const clock = { now: 1_000_000 };
  const limits = new Limits({ ...githubLimits, ...options }, () => clock.now);
  const times = (count: number, costs: typeof read | typeof comment | typeof query, stepMs = 0): void => {
    for (let i = 0; i < count; i += 1) {
      limits.enter("installation 1", costs)();
      clock.now += stepMs;
    }
  };
  return { clock, limits, times };
}

describe("limits", () => {
  it("allow 80 new contents in a minute, then none until it is over", () => {
    const { clock, limits, times } = withClock();
    times(80, comment);
    expect(() => times(1, comment)).toThrow("secondary rate limit");
    expect(limits.hits).toMatchObject([{ limit: "content-per-minute", operation: "issues/create-comment" }]);
    limits.enter("installation 2", comment)();
    times(1, read);
    clock.now += 60_000;
    times(1, comment);
  });

  it("allow 500 new contents in an hour", () => {
    const { times } = withClock();
    times(500, comment, 1_000);
    expect(() => times(1, comment)).toThrow("secondary rate limit");
  });

  it("count reads as one point and writes as five, of 900 in a minute", () => {
    const { times } = withClock({ contentPerMinute: null });
    times(100, comment);
    times(400, read);
    expect(() => times(1, read)).toThrow("secondary rate limit");
    times(1, query);
  });

  it("allow a hundred requests at a time", () => {
    const { limits } = withClock();
    const leave = Array.from({ length: 100 }, () => limits.enter("installation 1", read));
    expect(() => limits.enter("installation 1", query)).toThrow("secondary rate limit");
    leave[0]?.();
    limits.enter("installation 1", query);
  });

  it("allow so many requests in an hour, and say when it begins anew", () => {
    const { clock, limits, times } = withClock({ requestsPerHour: 3 });
    times(3, read);
    const refused = (): void => times(1, read);
    expect(refused).toThrow("API rate limit exceeded for installation 1");
    expect(limits.headers("installation 1", "core")).toMatchObject({
      "x-ratelimit-limit": "3",
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": String((1_000_000 + 3_600_000) / 1000),
    });
    limits.refund("installation 1");
    times(1, read);
    clock.now += 3_600_000;
    times(3, read);
  });

  it("refuse with the status and the headers of GitHub", () => {
    const { times } = withClock({ contentPerMinute: 0, retryAfterSeconds: 7 });
    try {
      times(1, comment);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      expect(error).toMatchObject({ status: 403, headers: { "retry-after": "7" } });
    }
  });
});

it("answers a conditional request with 304, and counts it not", async () => {
  const standIn = await startStandIn();
  const { installation } = await smallWorld(standIn);
  const octokit = asInstallation(standIn, installation);
  const at = { owner: "acme", repo: "infra" };
  const first = await octokit.rest.repos.get(at);
  const headers = { "if-none-match": first.headers.etag };
  await expect(octokit.rest.repos.get({ ...at, headers })).rejects.toMatchObject({ status: 304 });
  const { data } = await octokit.rest.rateLimit.get();
  expect(data.resources.core.used).toBe(2);
  expect(await standIn.look.violations()).toEqual([]);
  await standIn.close();
});
