import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { closest, editDistance } from "./closest.ts";

describe("the nearest word", () => {
  test.each([
    ["tenents", "tenants"],
    ["tennats", "tenants"],
    ["Tenants", "tenants"],
    ["tenant", "tenants"],
    ["mdoe", "mode"],
    ["x", null],
    ["somethingElse", null],
  ])("of %s is %s", (word, expected) => {
    expect(closest(word, ["mode", "tenants", "policies"])).toBe(expected);
  });
});

test.each([
  ["a swap of neighbours is one step", "ab", "ba", 1],
  ["a missing letter is one step", "abc", "ac", 1],
  ["nothing is the length of the other", "", "abc", 3],
])("%s", (_, left, right, distance) => {
  expect(editDistance(left, right)).toBe(distance);
});

test("the distance is the same both ways, zero only for equal words, and bounded by the longer one", () => {
  const word = fc.string({ maxLength: 12 });
  fc.assert(
    fc.property(word, word, (left, right) => {
      const distance = editDistance(left, right);
      expect(distance).toBe(editDistance(right, left));
      expect(distance === 0).toBe(left === right);
      expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
    }),
  );
});
