import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import type { JsonValue } from "../../model/json.ts";
import { readYaml, type YamlDocument } from "../yaml/index.ts";
import { readEmbedded } from "./index.ts";

function outer(text: string): YamlDocument {
  const file = readYaml(Buffer.from(text));
  const document = file.kind === "documents" ? file.documents[0] : undefined;
  if (document?.kind !== "value") throw new TypeError("the outer document is broken");
  return document;
}

function placeOf(text: string, path: readonly (string | number)[], format: "yaml" | "json" = "yaml") {
  const inner = readEmbedded(outer(text), ["data"], format);
  if (inner?.kind !== "value") return inner;
  const { startLine, startColumn } = inner.locate(path);
  return `${startLine}:${startColumn}`;
}

describe("a document within a value", () => {
  test("a block keeps its lines and columns", () => {
    expect(placeOf("top: 1\ndata: |\n  - a: 1\n    b: 2\n\n  - a: 3\n", [0, "b"])).toBe("4:5");
    expect(placeOf("top: 1\ndata: |\n  - a: 1\n    b: 2\n\n  - a: 3\n", [1, "a"])).toBe("6:5");
    expect(placeOf("data: &x |2-\n    a: 1\n    b: 2\n", ["b"])).toBe("3:5");
  });

  test("folded and quoted text is followed through its folds and escapes", () => {
    expect(placeOf("data: >\n  {\n  a: 1,\n  b: 2}\n", ["b"])).toBe("4:3");
    expect(placeOf('data: "{\\"a\\": 1,\n  \\"b\\": \\u0032}"\n', ["b"], "json")).toBe("2:3");
    expect(placeOf("data: '{\"a\": ''x'',\n  \"b\": 2}'\n", ["b"])).toBe("2:3");
    expect(placeOf('data: "- a: 1\\n- a: 2\\n"\n', [1, "a"])).toBe("1:18");
  });

  test("an alias is followed to where the text is written", () => {
    expect(placeOf("x: &a |\n  b: 1\n  c: 2\ndata: *a\n", ["c"])).toBe("3:3");
  });

  test("what does not parse is told at its own line", () => {
    const broken = readEmbedded(outer("data: |\n  - a: 1\n  - b: [2\n  - c: 3\n"), ["data"], "yaml");
    expect(broken).toMatchObject({ kind: "broken", cause: "syntax", innerLine: 3, line: 4 });
  });

  test("no text is no document", () => {
    expect(readEmbedded(outer("data: [1]\n"), ["data"], "yaml")).toBeNull();
    expect(readEmbedded(outer('data: ""\n'), ["data"], "yaml")).toBeNull();
    expect(readEmbedded(outer("other: 1\n"), ["data"], "yaml")).toBeNull();
  });

  test("any JSON in any style of text is found again at the line that it is written on", () => {
    const scalar = fc.oneof(fc.integer(), fc.string(), fc.boolean());
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), scalar), { minLength: 1 }),
        fc.boolean(),
        (list, quoted) => {
          const json = JSON.stringify(list, null, 1);
          const lines = json.split("\n").map((line) => `  ${line}`);
          const text = quoted ? `data: ${JSON.stringify(json)}\n` : `data: |\n${lines.join("\n")}\n`;
          const inner = readEmbedded(outer(text), ["data"], "json");
          if (inner?.kind !== "value") throw new TypeError("not read");
          expect(inner.value).toEqual(list as JsonValue);
          list.forEach((_, index) => {
            const { startLine } = inner.locate([index]);
            const before = JSON.stringify(list.slice(0, index), null, 1).split("\n").length;
            expect(startLine).toBe(quoted ? 1 : index === 0 ? 3 : before + 1);
          });
        },
      ),
    );
  });
});
