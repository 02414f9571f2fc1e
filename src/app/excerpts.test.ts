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
    const excerpt = await readExcerpts([finding(1, 1)], masked, { base: null, head: tree(), tip: null });
    expect(excerpt(place(startLine, endLine))).toEqual(lines);
  });

  test("what looks like a secret is hidden without any mask", async () => {
    const excerpt = await readExcerpts([finding(1, 1)], [], {
      base: null,
      head: tree(`password: ghp_${"a1B2".repeat(9)}\n`),
      tip: null,
    });
    expect(excerpt(place(1, 1))?.join()).not.toContain("ghp_");
  });

  test.each<[string, string, string]>([
    ["its key, where it has one", "  seed: Quohnge3", "  seed: •••"],
    ["nothing of base64", "  UXVvaG5nZTM=", "   •••"],
    ["nothing of a pair", "  Quohnge3:Quohnge4", "   •••"],
    ["nothing of one line of JSON", '{"kind": "Secret", "data": {"a": "Quohnge3"},}', " •••"],
  ])("of a broken line in a file that speaks of secrets, %s is shown", async (_, line, shown) => {
    const head = tree(`${line}\nkind: Secret\n`);
    const excerpt = await readExcerpts([finding(1, 1, "syntax")], [], { base: null, head, tip: null });
    expect(excerpt(place(1, 1))).toEqual([shown]);
  });

  test("a broken line of any other file is shown", async () => {
    const head = tree("a: [\nkind: Service\n");
    const excerpt = await readExcerpts([finding(1, 1, "syntax")], [], { base: null, head, tip: null });
    expect(excerpt(place(1, 1))).toEqual(["a: ["]);
  });

  test("a file that is not there has no lines", async () => {
    const excerpt = await readExcerpts([], [], { base: null, head: tree(), tip: null });
    expect(excerpt(place(1, 1))).toBeNull();
  });
});

function finding(startLine: number, endLine: number, type = "core/Secret") {
  return { location: place(startLine, endLine), type };
}

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
