// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are templates of HCL.

import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { commentsOf } from "./index.ts";

const textsIn = (path: string, ...lines: readonly string[]) =>
  commentsOf(path, Buffer.from(lines.join("\n"))).map(({ startLine, endLine, text, alone }) =>
    [startLine, endLine, alone ? "alone" : "behind", text].join(" "),
  );

describe("comments of YAML", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["alone and behind a value", ["# one", "a: b # two"], ["1 1 alone one", "2 2 behind two"]],
    ["behind the head of a text, and none in it", ["a: | # one", "  # no", "b: c"], ["1 1 behind one"]],
    ["none in quotes or within a word", ["a: 'x # no'", 'b: "y # no"', "c: d#no"], []],
    ["of every document", ["a: 1 # one", "---", "# two", "b: 1"], ["1 1 behind one", "3 3 alone two"]],
    ["between the items of a flow", ["a: [1, # one", "  2]"], ["1 1 behind one"]],
    ["with Windows line ends", ["a: 1 # one\r", "# two\r", "b: 2"], ["1 1 behind one", "2 2 alone two"]],
    ["in a folded text none", ["a: >-", "  x", "", "  # no", "b: 1 # one"], ["5 5 behind one"]],
  ])("%s", (_, lines, expected) => expect(textsIn("a.yaml", ...lines)).toEqual(expected));
});

describe("comments of HCL", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      "of all three signs",
      ["# one", "a = 1 // two", "/* three", "*/"],
      ["1 1 alone one", "2 2 behind two", "3 4 alone three"],
    ],
    ["none in quotes", ['a = "x # no // no /* no */ \\" # no"'], []],
    [
      "in an expression within quotes",
      ['a = "x ${ /* one */ b } # no" # two'],
      ["1 1 behind one", "1 1 behind two"],
    ],
    [
      "none in a here-document, but in its expressions",
      ["a = <<-EOF", " # no ${b # one", "}", " EOF", "# two"],
      ["2 2 behind one", "5 5 alone two"],
    ],
    ["after signs that open no expression", ['a = "$${ # no" # one', 'b = "%%{ # no"'], ["1 1 behind one"]],
    ["after objects within expressions", ['a = "${ { b = 1 } } # no" # one'], ["1 1 behind one"]],
    ["after a quote that is not closed", ['a = "x', "# one"], ["2 2 alone one"]],
    ["before something on its line", ["/* one */ a = 1"], ["1 1 behind one"]],
  ])("%s", (_, lines, expected) => expect(textsIn("main.tf", ...lines)).toEqual(expected));

  test("of any text end within it, in their order", () => {
    const part = fc.constantFrom(
      '"',
      "${",
      "{",
      "}",
      "#",
      "//",
      "/*",
      "*/",
      "<<EOF\n",
      "EOF\n",
      "\n",
      "\\",
      "$${",
      "a ",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const lines = text.split("\n").length;
        let last = 1;
        for (const { startLine, endLine } of commentsOf("a.tf", Buffer.from(text))) {
          expect(startLine).toBeGreaterThanOrEqual(last);
          expect(endLine).toBeGreaterThanOrEqual(startLine);
          expect(endLine).toBeLessThanOrEqual(lines);
          last = startLine;
        }
      }),
    );
  });

  test("are not looked for in endless nesting", () => {
    expect(textsIn("a.tf", `a = ${'"${'.repeat(1000)} # no`)).toEqual([]);
  });
});

test("comments of Dockerfiles are lines of their own, outside of here-documents", () => {
  const lines = [
    "# syntax=docker/dockerfile:1",
    "# one",
    "FROM a # no",
    "RUN <<EOF",
    "# no",
    "EOF",
    "RUN a \\",
    " # two",
    " b",
  ];
  expect(textsIn("Dockerfile", ...lines)).toEqual(["2 2 alone one", "8 8 alone two"]);
});

test.each(["a.json", "a.tf.json", "README.md", "a.yaml.j2"])("%s has no comments", (path) => {
  expect(textsIn(path, "# one")).toEqual([]);
});
