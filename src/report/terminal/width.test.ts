import { describe, expect, it } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { clipped, padded, widthOf, wrapped } from "./width.ts";

describe("cells of a terminal", () => {
  it.each([
    ["abc", 3],
    ["関所", 4],
    ["メモリー上限", 12],
    ["ﾒﾓﾘ", 3],
    ["（１）", 6],
    ["⛔", 2],
    ["⚠️", 2],
    ["é", 1],
    ["e\u0301", 1],
    ["한국", 4],
    ["→ ·│…", 5],
  ])("counts %s as %i", (text, cells) => {
    expect(widthOf(text)).toBe(cells);
  });

  it("fills up to a column and clips at one, in cells", () => {
    expect(padded("関所", 6)).toBe("関所  ");
    expect(clipped("関所のルール", 7)).toBe("関所の…");
    expect(clipped("関所", 4)).toBe("関所");
  });

  it("breaks English at spaces and Japanese between characters, but not before a closing mark", () => {
    expect(wrapped("one two three", 8)).toEqual(["one two", "three"]);
    expect(wrapped("修正してください。", 16)).toEqual(["修正してくださ", "い。"]);
  });

  it("keeps a word whole that is wider than the line", () => {
    expect(wrapped("see k8s/payments/prod/api.yaml now", 10)).toEqual([
      "see",
      "k8s/payments/prod/api.yaml",
      "now",
    ]);
  });

  it("loses no letter, whatever the width", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("a", "bc", "関", "。", " ", "x/y", "！")),
        fc.integer({ min: 1, max: 20 }),
        (parts, cells) => {
          const text = parts.join("");
          expect(wrapped(text, cells).join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        },
      ),
    );
  });
});
