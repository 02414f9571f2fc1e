import { describe, expect, test } from "vitest";
import type { Location } from "../model/location.ts";
import type { Tree } from "../model/tree.ts";
import { readExcerpts } from "./excerpts.ts";

const text = `stringData:
  seed: Quohnge3
  config: |
    first: Quohnge4
    second: Quohnge5
  port: "5432"
env: { name: TOKEN, value: Quohnge6 }
list:
  - Quohnge7
`;

describe("readExcerpts", () => {
  test.each<[string, [number, number], readonly string[]]>([
    ["a line that holds a secret ends after its key", [2, 2], ["  seed: •••"]],
    ["a block keeps its key alone", [3, 5], ["  config: •••", "     •••", "     •••"]],
    ["a flow map loses everything after its first key", [7, 7], ["env: •••"]],
    ["an element of a list keeps its place", [9, 9], ["   •••"]],
    ["other lines are as they are", [6, 6], ['  port: "5432"']],
  ])("%s", async (_, [startLine, endLine], lines) => {
    const masked = [place(2, 2), place(3, 5), place(7, 7), place(9, 9)];
    const excerpt = await readExcerpts([place(1, 1)], masked, { base: null, head: tree(), tip: null });
    expect(excerpt(place(startLine, endLine))).toEqual(lines);
  });

  test("what looks like a secret is hidden without any mask", async () => {
    const excerpt = await readExcerpts([place(1, 1)], [], {
      base: null,
      head: tree(`password: ghp_${"a1B2".repeat(9)}\n`),
      tip: null,
    });
    expect(excerpt(place(1, 1))?.join()).not.toContain("ghp_");
  });

  test("a file that is not there has no lines", async () => {
    const excerpt = await readExcerpts([], [], { base: null, head: tree(), tip: null });
    expect(excerpt(place(1, 1))).toBeNull();
  });
});

function place(startLine: number, endLine: number): Location {
  return { path: "secret.yaml", startLine, endLine };
}

function tree(content = text): Tree {
  return {
    label: "head",
    commit: null,
    entries: new Map(),
    read: async (paths) => new Map(paths.map((path) => [path, Buffer.from(content)])),
  };
}
