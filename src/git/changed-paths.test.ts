import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import type { EntryMode, Tree, TreeEntry } from "../model/tree.ts";
import { changedPaths } from "./changed-paths.ts";

function treeOf(
  files: Readonly<Record<string, string>>,
  modes: Readonly<Record<string, EntryMode>> = {},
): Tree {
  const entries = Object.entries(files).map(([path, blob]): [string, TreeEntry] => [
    path,
    { path, mode: modes[path] ?? "file", blob, sizeBytes: null },
  ]);
  return { label: "", commit: null, entries: new Map(entries), read: async () => new Map() };
}

describe("changed paths", () => {
  test("tell added, modified and removed, sorted", () => {
    expect(changedPaths(treeOf({ b: "1", c: "1" }), treeOf({ a: "2", b: "3" }))).toEqual([
      { path: "a", previousPath: null, status: "added" },
      { path: "b", previousPath: null, status: "modified" },
      { path: "c", previousPath: null, status: "removed" },
    ]);
  });

  test("a change of mode alone is a modification", () => {
    const [only] = changedPaths(treeOf({ a: "1" }), treeOf({ a: "1" }, { a: "symlink" }));
    expect(only?.status).toBe("modified");
  });

  test("the same bytes elsewhere are a rename, with the same name first", () => {
    const found = changedPaths(treeOf({ "a/x": "1", "b/y": "1" }), treeOf({ "c/y": "1", "d/x": "1" }));
    expect(found.map(({ path, previousPath }) => `${previousPath} ${path}`)).toEqual(["b/y c/y", "a/x d/x"]);
  });

  test("a copy is an addition, and a file that became a link no rename", () => {
    expect(changedPaths(treeOf({ a: "1" }), treeOf({ a: "1", b: "1" }))[0]?.status).toBe("added");
    const link = changedPaths(treeOf({ a: "1" }), treeOf({ b: "1" }, { b: "symlink" }));
    expect(link.map(({ status }) => status)).toEqual(["removed", "added"]);
  });

  test("account for every path exactly once", () => {
    const files = fc.dictionary(
      fc.constantFrom("a", "b", "c", "d", "e/a", "__proto__"),
      fc.constantFrom("1", "2", "3"),
    );
    fc.assert(
      fc.property(files, files, (before, after) => {
        const found = changedPaths(treeOf(before), treeOf(after));
        const gone = found.flatMap((change) =>
          change.status === "removed" ? change.path : (change.previousPath ?? []),
        );
        const come = found
          .filter(({ status }) => status === "added" || status === "renamed")
          .map(({ path }) => path);
        expect(gone.sort()).toEqual(
          Object.keys(before)
            .filter((path) => !Object.hasOwn(after, path))
            .sort(),
        );
        expect(come.sort()).toEqual(
          Object.keys(after)
            .filter((path) => !Object.hasOwn(before, path))
            .sort(),
        );
      }),
    );
  });
});
