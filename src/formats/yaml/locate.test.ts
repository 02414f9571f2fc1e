import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { fc } from "../../../test/fast-check.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { readYaml, type YamlDocument } from "./index.ts";

function read(text: string, index = 0): YamlDocument {
  const file = readYaml(Buffer.from(text));
  const document = file.kind === "documents" ? file.documents[index] : undefined;
  if (document?.kind !== "value") throw new Error(JSON.stringify(file));
  return document;
}

const text = `# comment
common: &common
  tier: web
  size: 1
---
spec:
  # about the pod
  containers:
    - name: 日本 # here
      image: "a:1"
      args: [x,
        y]
    - name: b
      note: |
        one
        two

  empty:
last: { a: {b: 1} }
`;

describe("locate", () => {
  test.each<[string, ObjectPath, number, number]>([
    ["a key with its block", ["spec", "containers"], 8, 16],
    ["a list item from its dash", ["spec", "containers", 0], 9, 12],
    ["a scalar", ["spec", "containers", 0, "image"], 10, 10],
    ["a flow list over lines", ["spec", "containers", 0, "args"], 11, 12],
    ["an item of a flow list", ["spec", "containers", 0, "args", 1], 12, 12],
    ["a block scalar without the blank line below", ["spec", "containers", 1, "note"], 14, 16],
    ["a key without a value", ["spec", "empty"], 18, 18],
    ["inside flow maps", ["last", "a", "b"], 19, 19],
    ["the nearest parent of what is absent", ["spec", "containers", 1, "resources", "limits"], 13, 16],
    ["the nearest parent of a list item that is absent", ["spec", "containers", 7], 8, 16],
    ["the whole document", [], 6, 19],
  ])("finds %s", (_, path, startLine, endLine) => {
    expect(read(text, 1).locate(path)).toMatchObject({ startLine, endLine });
  });

  test("follows aliases and merges to the line where the value is written", () => {
    const document = read("base: &b\n  x: 1\n  w: &w 2\nuse:\n  <<: *b\n  z: *w\n  x: 3\n");
    expect(document.locate(["use", "w"])).toMatchObject({ startLine: 3 });
    expect(document.locate(["use", "x"])).toMatchObject({ startLine: 7 });
    expect(document.locate(["use", "z"])).toMatchObject({ startLine: 6 });
  });

  test("gives the bytes of a value, also behind wide characters and a byte order mark", () => {
    const marked = `\ufeff${text}`;
    const span = read(marked, 1).valueSpan(["spec", "containers", 0, "image"]);
    const bytes = Buffer.from(marked);
    expect(bytes.subarray(span?.startByte, span?.endByte).toString()).toBe('"a:1"');
    expect(span).toMatchObject({ startColumn: 14, endColumn: 18 });
  });

  test("has no bytes for what is not written", () => {
    expect(read(text, 1).valueSpan(["spec", "nothing"])).toBeNull();
  });

  test("keys of the prototype have a place too", () => {
    expect(read("a: 1\n__proto__: 2\n").locate(["__proto__"])).toMatchObject({ startLine: 2 });
    expect(read("a: 1\nb: 2\n").locate(["constructor"])).toMatchObject({ startLine: 1, endLine: 2 });
  });

  test("every leaf of every document stands where it is said to stand", () => {
    const leaf = fc.oneof(fc.integer(), fc.stringMatching(/^[a-z]{1,12}$/));
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
        fc.dictionary(fc.stringMatching(/^k[a-z]{1,6}$/), tie("tree"), { minKeys: 1, maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.boolean(), (value, flow) => {
        const source = stringify(value, {
          version: "1.1",
          collectionStyle: flow ? "flow" : "block",
          lineWidth: 40,
        });
        const document = read(source);
        const bytes = Buffer.from(source);
        for (const [path, expected] of leaves(value, [])) {
          const span = document.valueSpan(path);
          const written = bytes.subarray(span?.startByte, span?.endByte).toString();
          expect(written.replace(/^"|"$/g, "")).toBe(String(expected));
        }
      }),
    );
  });
});

function* leaves(value: JsonValue, path: ObjectPath): Generator<[ObjectPath, JsonValue]> {
  if (typeof value !== "object" || value === null) yield [path, value];
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* leaves(item, [...path, index]);
  else for (const [key, item] of Object.entries(value)) yield* leaves(item, [...path, key]);
}
