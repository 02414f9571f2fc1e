import { describe, expect, it } from "vitest";
import { isWithinBudget, median, percentile } from "./figure.ts";

describe("the median", () => {
  it.each([
    ["is the only sample", [7], 7],
    ["is the middle sample, in whatever order they came", [9, 1, 5], 5],
    ["lies between the middle two of an even number", [4, 1, 3, 100], 3.5],
  ])("%s", (_, samples, expected) => {
    expect(median(samples)).toBe(expected);
  });

  it("is no number where nothing was measured", () => {
    expect(median([])).toBeNaN();
  });
});

describe("a percentile", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

  it.each([
    ["half of a hundred do not exceed the fiftieth", 0.5, 50],
    ["95 of a hundred do not exceed the 95th", 0.95, 95],
    ["all do not exceed the last", 1, 100],
    ["none is the first", 0, 1],
  ])("%s", (_, share, expected) => {
    expect(percentile(hundred, share)).toBe(expected);
  });

  it("of few samples is the largest, not one that lies between", () => {
    expect(percentile([10, 20], 0.95)).toBe(20);
  });
});

describe("a budget", () => {
  const figure = { what: "a call", unit: "ms", samples: [1, 2, 30] } as const;

  it.each([
    ["is kept where the median keeps it, whatever a single sample does", 2, true],
    ["is not kept where the median is above it", 1.9, false],
    ["is kept where there is none", null, true],
  ])("%s", (_, budget, expected) => {
    expect(isWithinBudget({ ...figure, budget })).toBe(expected);
  });

  it("is not kept where nothing was measured", () => {
    expect(isWithinBudget({ ...figure, samples: [], budget: 1 })).toBe(false);
  });
});
