import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { fc } from "../../../test/fast-check.ts";
import type { JsonValue } from "../../model/json.ts";
import { readYaml, type YamlDocument } from "./index.ts";

function documents(text: string) {
  const file = readYaml(Buffer.from(text));
  if (file.kind !== "documents") throw new Error(file.kind);
  return file.documents;
}

function only(text: string): YamlDocument {
  const [document] = documents(text);
  if (document?.kind !== "value") throw new Error(JSON.stringify(document));
  return document;
}

describe("values, as Kubernetes reads them", () => {
  test.each<[string, string, JsonValue]>([
    ["keys become text", "{a: 1, no: 2, 1: 3, 1.5: 4}", { a: 1, false: 2, 1: 3, 1.5: 4 }],
    ["a merge below a key wins", "{a: 2, <<: {a: 1}}", { a: 1 }],
    ["a key below a merge wins", "{<<: {a: 1}, a: 2}", { a: 2 }],
    ["the first of several merges wins", "{<<: [{a: 1}, {a: 2, b: 3}]}", { a: 1, b: 3 }],
    ["a quoted merge key is a key", '{"<<": {a: 1}}', { "<<": { a: 1 } }],
    ["aliases repeat", "[&x {a: 1}, *x]", [{ a: 1 }, { a: 1 }]],
    ["the last anchor of a name counts", "[&x 1, &x 2, *x]", [1, 2, 2]],
    ["an alias can be a key", "{&k a: 1, b: {*k : 2}}", { a: 1, b: { a: 2 } }],
    ["quoted text is text", "a: 'no'\nb: \"1\"", { a: "no", b: "1" }],
    ["tags decide", '[!!str 1, !!int "1", !!binary aGVsbG8=, !foo 12]', ["1", 1, "hello", "12"]],
    ["a set is a map of nulls", "!!set {a, b}", { a: null, b: null }],
    ["a block scalar at the end keeps its missing newline", "a: |\n  x", { a: "x" }],
    ["a block scalar keeps its newline", "a: |\n  x\n", { a: "x\n" }],
    ["carriage returns are line ends", "a: 1\r\nb: 2\r\n", { a: 1, b: 2 }],
    ["a byte order mark is skipped", "\ufeffa: 1", { a: 1 }],
    [
      "keys of the prototype are keys",
      "{__proto__: {a: 1}, constructor: 2}",
      JSON.parse('{"__proto__":{"a":1},"constructor":2}'),
    ],
  ])("%s", (_, text, expected) => {
    expect(JSON.stringify(only(text).value)).toBe(JSON.stringify(expected));
  });

  test("a key called __proto__ changes no prototype", () => {
    const { value } = only("__proto__: {polluted: true}\na: 1");
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value ?? {})).toEqual(["__proto__", "a"]);
  });

  test("any JSON value that is written as YAML is read back", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4, noUnicodeString: true } as object), (value) => {
        fc.pre(value !== null);
        const text = JSON.stringify(value);
        expect(only(text).value).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe("documents", () => {
  test("are apart, and empty ones are left out", () => {
    const text = "# head\n---\na: 1\n---\n# nothing\n---\n--- b\n...\nc\n";
    expect(documents(text).map((document) => document.kind === "value" && document.value)).toEqual([
      { a: 1 },
      "b",
      "c",
    ]);
  });

  test("a mistake in one leaves the others", () => {
    const read = documents('a: 1\n---\nb: "x\n---\nc: 3\n');
    expect(read.map((document) => document.kind)).toEqual(["value", "broken", "value"]);
    expect(read[1]).toMatchObject({ cause: "syntax", line: 4 });
  });

  test("directives belong to the document below them", () => {
    expect(only("%YAML 1.1\n---\na: 1\n").value).toEqual({ a: 1 });
  });

  test("the digest of a broken document is that of its own bytes", () => {
    const [first] = documents("a: [\n---\nb: 1\n");
    const [second] = documents("a: [\n---\nb: 2\n");
    const [third] = documents("a: [ \n---\nb: 1\n");
    const digest = (document: typeof first) => (document?.kind === "broken" ? document.digest : "");
    expect(digest(first)).toBe(digest(second));
    expect(digest(first)).not.toBe(digest(third));
  });
});

describe("mistakes", () => {
  test.each([
    ["two equal keys", "a: 1\nb: 2\na: 3", "duplicate-key", 3, 1],
    ["two keys that become equal", '{1: a, "1": b}', "duplicate-key", 1, 8],
    ["a tab as indentation", "a:\n\tb: 1", "syntax", 2, 1],
    ["an open quote", 'x: 1\ny: "a', "syntax", 2, 6],
    ["a map in a map on one line", "a: b: c", "syntax", 1, 4],
    ["a reserved character", "a: @x", "syntax", 1, 4],
    ["a template", "a: {{ .Values.x }}", "syntax", 1, 5],
    ["a null key", "{~: 1}", "syntax", 1, 2],
    ["a list as key", "{[a]: 1}", "syntax", 1, 2],
    ["infinity", "a: .inf", "syntax", 1, 4],
    ["a tag that does not fit", "a: !!int abc", "syntax", 1, 10],
    ["half a surrogate pair", 'a: "\\ud800"', "syntax", 1, 4],
    ["a control character", "a: \u0007", "syntax", 1, 4],
    ["an alias to nowhere", "a: *x", "syntax", 1, 4],
    ["an alias to itself", "&x [*x]", "syntax", 1, 5],
    ["a merge of text", "{<<: a}", "syntax", 1, 2],
  ] as const)("%s", (_, text, cause, line, column) => {
    expect(documents(text)[0]).toMatchObject({ kind: "broken", cause, line, column });
  });

  test.each([
    'a: "SECRET\\q"',
    "a: |SECRET\n x",
    "SECRET: SECRET: x",
    "a: 'x' SECRET",
    "%SECRET\n---\na: *SECRET",
  ])("the reason repeats nothing of the file: %s", (text) => {
    expect(JSON.stringify(documents(text))).not.toContain("SECRET");
  });

  test("no bytes make the reader throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(typeof readYaml(bytes).kind).toBe("string");
      }),
    );
    const pieces = [
      "a",
      ":",
      " ",
      "\n",
      "-",
      "[",
      "]",
      "{",
      "}",
      ",",
      "&x",
      "*x",
      "!t",
      "|",
      ">",
      "'",
      '"',
      "#",
      "?",
      "<<",
      "---",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        expect(typeof readYaml(Buffer.from(parts.join(""))).kind).toBe("string");
      }),
      { numRuns: 500 },
    );
  });

  test("what the library and the reader both accept has as many documents", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string()), (value) => {
        const text = stringify(value, { version: "1.1" });
        expect(parse(text, { version: "1.1" })).toEqual(value);
        expect(only(text).value).toEqual(value);
      }),
    );
  });
});
