import { describe, expect, test } from "vitest";
import { fakeTime } from "../testing/fake-time.ts";
import { type Effect, Pace, type Resource } from "./pace.ts";

async function nothing(): Promise<void> {}

function times(pace: Pace, count: number, resource: Resource, effect: Effect): Promise<unknown> {
  return Promise.all(Array.from({ length: count }, () => pace.run(resource, effect, nothing)));
}

describe("the pace of an installation", () => {
  test.each([
    ["80 creations", "rest", "create", 80],
    ["180 changes, at five points each", "rest", "change", 180],
    ["900 reads", "rest", "read", 900],
    ["2,000 queries", "graphql", "read", 2_000],
  ] as const)("lets %s through in a minute, and refuses the next", async (_, resource, effect, count) => {
    const time = fakeTime();
    const pace = new Pace(time);
    await times(pace, count, resource, effect);
    expect(time.slept).toEqual([]);
    await expect(pace.run(resource, effect, nothing)).rejects.toMatchObject({
      code: "rate-limited",
      retryAfterMs: 61_000,
    });
    time.advance(61_000);
    await pace.run(resource, effect, nothing);
  });

  test("lets 500 creations through in an hour, whatever the minutes allow", async () => {
    const time = fakeTime();
    const pace = new Pace(time);
    for (let made = 0; made < 500; made += 50) {
      await times(pace, 50, "rest", "create");
      time.advance(61_000);
    }
    await expect(pace.run("rest", "create", nothing)).rejects.toMatchObject({ code: "rate-limited" });
    await pace.run("rest", "change", nothing);
    await pace.run("rest", "read", nothing);
  });

  test("waits in place where that is at most two seconds", async () => {
    const time = fakeTime();
    const pace = new Pace(time);
    await times(pace, 80, "rest", "create");
    time.advance(59_500);
    await pace.run("rest", "create", nothing);
    expect(time.slept).toEqual([1_500]);
  });

  test("counts REST and GraphQL apart", async () => {
    const pace = new Pace(fakeTime());
    await times(pace, 900, "rest", "read");
    await pace.run("graphql", "read", nothing);
  });

  test("holds what is paused, and nothing else, until the pause is over", async () => {
    const time = fakeTime();
    const pace = new Pace(time);
    pace.pause(["graphql"], time.now() + 30_000);
    pace.pause(["graphql"], time.now() + 5_000);
    await pace.run("rest", "read", nothing);
    await expect(pace.run("graphql", "read", nothing)).rejects.toMatchObject({ retryAfterMs: 30_000 });
    time.advance(30_000);
    await pace.run("graphql", "read", nothing);
  });

  test("lets twenty run at a time, and the others in the order in which they came", async () => {
    const pace = new Pace(fakeTime());
    const started: number[] = [];
    const ends: (() => void)[] = [];
    const runs = Array.from({ length: 23 }, (_, index) =>
      pace.run("rest", "read", async () => {
        started.push(index);
        await new Promise<void>((resolve) => ends.push(resolve));
      }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toHaveLength(20);
    ends[0]?.();
    await new Promise((resolve) => setImmediate(resolve));
    expect(started.slice(20)).toEqual([20]);
    for (let end = 1; end < 23; end++) {
      ends[end]?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(runs);
    expect(started.slice(20)).toEqual([20, 21, 22]);
  });

  test("gives the place back where a request fails", async () => {
    const pace = new Pace(fakeTime());
    const failing = Array.from({ length: 50 }, () =>
      pace.run("rest", "read", async () => Promise.reject(new Error("no"))),
    );
    expect((await Promise.allSettled(failing)).every(({ status }) => status === "rejected")).toBe(true);
    await pace.run("rest", "read", nothing);
  });
});
