import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { Allowance } from "./allowance.ts";

describe("an allowance of three points in ten milliseconds", () => {
  function spent(...at: readonly number[]): Allowance {
    const allowance = new Allowance(3, 10);
    for (const now of at) allowance.spend(1, now);
    return allowance;
  }

  test.each([
    ["is free at first", spent(), 1, 0, 0],
    ["lets three through at once", spent(0, 0), 1, 0, 0],
    ["keeps the fourth until the first is forgotten", spent(0, 1, 2), 1, 3, 7],
    ["lets the fourth through when the window has passed", spent(0, 1, 2), 1, 10, 0],
    ["keeps a dear one until enough is forgotten", spent(0, 1, 2), 2, 3, 8],
    ["lets a dear one through alone", spent(0, 1, 2), 3, 20, 0],
    ["does not keep what is dearer than all of it for ever", spent(0), 5, 1, 9],
    ["lets what is dearer than all of it through when nothing else was spent", spent(), 5, 0, 0],
  ])("%s", (_, allowance, points, now, expected) => {
    expect(allowance.waitMs(points, now)).toBe(expected);
  });
});

test("no window of any place ever holds more than is allowed, and nobody waits longer than a window", () => {
  const requests = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 30 })));
  fc.assert(
    fc.property(requests, (asked) => {
      const allowance = new Allowance(10, 100);
      const made: { readonly at: number; readonly points: number }[] = [];
      let now = 0;
      for (const [points, pause] of asked) {
        now += pause;
        const waitMs = allowance.waitMs(points, now);
        expect(waitMs).toBeLessThanOrEqual(100);
        now += waitMs;
        expect(allowance.waitMs(points, now)).toBe(0);
        allowance.spend(points, now);
        made.push({ at: now, points });
      }
      for (const { at } of made) {
        const within = made.filter((other) => other.at >= at && other.at < at + 100);
        expect(within.reduce((sum, { points }) => sum + points, 0)).toBeLessThanOrEqual(10);
      }
    }),
  );
});
