import { describe, expect, it } from "vitest";
import { delayAfter, failureOf, namedDelayOf } from "./backoff.ts";

describe("the wait before the next try", () => {
  it("doubles from a second up to five minutes, and stays there", () => {
    expect([0, 1, 2, 8, 9, 1_000].map(delayAfter)).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
  });

  it.each([
    [90_000, 90_000],
    [0, 0],
    [-5, 0],
    [1e12, 7_200_000],
    [Number.NaN, null],
    [null, null],
    ["60", null],
  ])("is what an error names, within reason (%s)", (retryAfterMs, named) => {
    expect(namedDelayOf(Object.assign(new Error("limit"), { retryAfterMs }))).toBe(named);
  });

  it("is held against new work only where the error named it", () => {
    const now = new Date("2026-03-01T00:00:00Z");
    const error = Object.assign(new Error("slow down"), { retryAfterMs: 60_000 });
    expect(failureOf(error, 5, now)).toEqual({
      error: "Error: slow down",
      retryAt: new Date("2026-03-01T00:01:00Z"),
      held: true,
    });
    expect(failureOf("no\0thing", 1, now)).toEqual({
      error: "no\ufffdthing",
      retryAt: new Date("2026-03-01T00:00:02Z"),
      held: false,
    });
    expect(failureOf(new Error("x".repeat(9_999)), 1, now).error).toHaveLength(2_000);
  });
});
