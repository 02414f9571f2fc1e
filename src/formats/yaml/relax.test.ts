import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../model/json.ts";
import { readYaml, type YamlDocument } from "./index.ts";
import { relaxIndentation } from "./relax.ts";

function only(text: string): YamlDocument {
  const file = readYaml(Buffer.from(text));
  const document = file.kind === "documents" ? file.documents[0] : undefined;
  if (document?.kind !== "value") throw new Error(JSON.stringify(file));
  return document;
}

describe("indentation that Kubernetes accepts", () => {
  test.each<[string, string, JsonValue]>([
    ["a list that begins at the left", "a: [\n1\n]\n", { a: [1] }],
    ["a list as far in as its key", "x:\n  a: [\n  1,\n  2\n  ]\n  b: 3\n", { x: { a: [1, 2], b: 3 } }],
    [
      "maps and comments in it",
      "x:\n  a: [\n{b: 1}, # ]\n'c]', \"d\n]\"\n]\n",
      { x: { a: [{ b: 1 }, "c]", "d ]"] } },
    ],
    [
      "a quoted text as far in as its key",
      "x:\n  a: 'it''s\n  more'\n  b: 1\n",
      { x: { a: "it's more", b: 1 } },
    ],
    ["double quotes and escapes", 'x:\n  a: "b\\"\n\n  c"\n', { x: { a: 'b"\nc' } }],
    [
      "several of them",
      "x:\n  a: 'b\n  c'\n  d: [\n  e]\n  f: \"g\n  h\"\n",
      { x: { a: "b c", d: ["e"], f: "g h" } },
    ],
  ])("%s is read", (_, text, expected) => {
    expect(only(text).value).toEqual(expected);
  });

  test("places are those of the text as it is written", () => {
    const text = "x:\n  a: [\n  one,\n  two\n  ]\n  b: 'three\n  four'\n  c: 5\n";
    const document = only(text);
    const bytes = Buffer.from(text);
    const written = (...path: (string | number)[]) => {
      const span = document.valueSpan(path);
      return bytes.subarray(span?.startByte, span?.endByte).toString();
    };
    expect(written("x", "a", 1)).toBe("two");
    expect(written("x", "a")).toBe("[\n  one,\n  two\n  ]");
    expect(written("x", "b")).toBe("'three\n  four'");
    expect(written("x", "c")).toBe("5");
    expect(document.locate(["x", "c"])).toMatchObject({ startLine: 8, startColumn: 3, endColumn: 6 });
  });

  test.each(["a: [\n1\n", "a: 'x\nb: 1\n", "a: b: c", "a: [\n1 # ]\n", ""])(
    "%j stays a mistake, or nothing",
    (text) => {
      expect(relaxIndentation(text)).toBeNull();
    },
  );

  test("a mistake keeps its own place where more than indentation is wrong", () => {
    const file = readYaml(Buffer.from("x:\n  a: [\n  1\n  ]\n  b: @\n"));
    expect(file).toMatchObject({ documents: [{ kind: "broken", line: 3 }] });
  });

  test("many lines behind a long one are not multiplied", () => {
    expect(relaxIndentation(`${"k".repeat(1_000)}: [\n${"1,\n".repeat(100_000)}]`)).toBeNull();
  });
});
