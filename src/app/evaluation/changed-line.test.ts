import { describe, expect, it } from "vitest";
import { firstChangedLine } from "./changed-line.ts";

describe("the first changed line", () => {
  it.each([
    ["a line that is written anew", ["a", "b", "c"], ["a", "x", "c"], 2],
    ["a line that is put in", ["a", "c"], ["a", "b", "c"], 2],
    ["the line that follows one that was taken out", ["a", "b", "c"], ["a", "c"], 2],
    ["the last line where the end was taken off", ["a", "b"], ["a"], 1],
    ["a line at the end", ["a"], ["a", "b"], 2],
    ["the first of an emptied file", ["a"], [""], 1],
  ])("is %s", (_, before, after, line) => {
    expect(firstChangedLine(before, after)).toBe(line);
  });
});
