import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { readJson } from "./index.ts";

function first(text: string) {
  const file = readJson(Buffer.from(text));
  return file.kind === "documents" ? file.documents[0] : file;
}

describe("readJson", () => {
  test("gives values and their lines", () => {
    const document = first('{\n  "a": {"b": [1,\n 2]},\n  "__proto__": "\\ud83d\\ude00"\n}\n');
    if (document?.kind !== "value") throw new Error(JSON.stringify(document));
    expect(JSON.stringify(document.value)).toBe('{"a":{"b":[1,2]},"__proto__":"😀"}');
    expect(document.locate(["a", "b", 1])).toMatchObject({ startLine: 3, endLine: 3 });
    expect(document.locate(["__proto__"])).toMatchObject({ startLine: 4 });
  });

  test.each([
    ["a comment", "{\n  // x\n}", 2],
    ["a comma too many", '{"a": 1,\n}', 2],
    ["YAML", "a: 1", 1],
    ["an early end", '{\n"a":\n', 2],
  ])("%s is a mistake", (_, text, line) => {
    expect(first(text)).toMatchObject({ kind: "broken", cause: "syntax", line });
  });

  test("says nothing of the file in its reason", () => {
    expect(JSON.stringify(first('{"a": SECRET}'))).not.toContain("SECRET");
  });

  test("two equal keys are a mistake", () => {
    expect(first('{"a": 1, "a": 2}')).toMatchObject({ kind: "broken", cause: "duplicate-key", detail: "a" });
  });

  test("nesting without end is refused", () => {
    expect(first("[".repeat(20_000) + "]".repeat(20_000))).toMatchObject({
      cause: "limit",
      detail: "yamlDepthMax",
    });
  });

  test("reads any JSON as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        fc.pre(text !== "null" && text === JSON.stringify(JSON.parse(text)).toWellFormed());
        expect(first(text)).toMatchObject({ kind: "value" });
      }),
    );
  });
});
