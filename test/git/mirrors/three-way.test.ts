import { describe, expect, test } from "vitest";
import type { Delta, RawEntry } from "../../../src/git/mirrors/raw-diff.ts";
import { threeWay } from "../../../src/git/mirrors/three-way.ts";

/** `1` is a file with the content 1, `1x` the same and executable, `>1` a link, `-` nothing. */
function entry(text: string): RawEntry | null {
  if (text === "-") return null;
  const mode = text.startsWith(">") ? "120000" : text.endsWith("x") ? "100755" : "100644";
  return { mode, id: text.replace(/[>x]/g, "") };
}

function delta(path: string, before: string, after: string): Delta {
  return new Map(before === after ? [] : [[path, { before: entry(before), after: entry(after) }]]);
}

function verdict(base: string, ours: string, theirs: string, merged: string): string {
  const compared = threeWay(delta("a", base, ours), delta("a", base, theirs), delta("a", base, merged));
  if (compared.kind === "differs") return `differs ${compared.path}`;
  return compared.files.length === 0 ? "equal" : `lines of ${compared.files.map(({ path }) => path)}`;
}

describe("a path of a merge", () => {
  test.each([
    ["1", "2", "1", "2", "changed by us alone, is ours"],
    ["1", "1", "2", "2", "changed by them alone, is theirs"],
    ["1", "2", "2", "2", "changed alike, is what both have"],
    ["-", "-", "1", "1", "added by them, is there"],
    ["1", "-", "1", "-", "removed by us, is gone"],
    ["1", "-", "-", "-", "removed by both, is gone"],
    ["1", "1x", "2", "2x", "whose mode we and whose lines they changed, has both"],
    [">1", ">2", ">1", ">2", "that is a link, follows the side that changed it"],
    ["1", ">1", "1", ">1", "that became a link, is one"],
  ])("%s, %s and %s to %s: %s", (base, ours, theirs, merged) => {
    expect(verdict(base, ours, theirs, merged)).toBe("equal");
    expect(verdict(base, theirs, ours, merged)).toBe("equal");
  });

  test.each([
    ["1", "2", "1", "3", "with something that neither side has"],
    ["1", "2", "1", "1", "without what one side changed"],
    ["1", "1", "1", "2", "that nobody changed"],
    ["1", "2", "2", "1", "without what both changed"],
    ["1", "-", "2", "2", "that one removed and the other changed"],
    ["-", "1", "2", "2", "that both added, each in its way"],
    [">1", ">2", ">3", ">2", "that is a link, and both moved it"],
    ["1", "2", "3", "-", "that is gone, and nobody removed it"],
    ["1", "2", "3", ">2", "that became a link in the merge"],
    ["1", "2x", "3", "2", "whose mode got lost"],
    ["1", "1x", "2", "2", "whose mode got lost beside new lines"],
    ["1", "1x", "2", "1x", "whose lines got lost beside a new mode"],
    ["1", "2", "1", "2x", "with a mode that neither side has"],
  ])("%s, %s and %s to %s: differs %s", (base, ours, theirs, merged) => {
    expect(verdict(base, ours, theirs, merged)).toBe("differs a");
    expect(verdict(base, theirs, ours, merged)).toBe("differs a");
  });

  test("that both changed is told by its lines, also where the merge left it as it was", () => {
    expect(verdict("1", "2", "3", "4")).toBe("lines of a");
    expect(verdict("1", "2", "3", "1")).toBe("lines of a");
    expect(verdict("1", "2x", "3", "4x")).toBe("lines of a");
  });
});
