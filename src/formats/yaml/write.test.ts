import { describe, expect, test } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import type { JsonValue } from "../../model/json.ts";
import { readYaml } from "./index.ts";
import { writeYaml } from "./write.ts";

function readBack(text: string): JsonValue | undefined {
  const file = readYaml(Buffer.from(text));
  const [document] = file.kind === "documents" ? file.documents : [];
  return document?.kind === "value" ? document.value : undefined;
}

describe("YAML that is written", () => {
  test.each<JsonValue>([
    {
      a: [
        "no",
        "on",
        "y",
        "012",
        "190:20",
        "1_000",
        "2024-01-01",
        "~",
        "",
        " a",
        "a: b",
        "# a",
        "1e3",
        "0x1f",
      ],
    },
    { text: "one\ntwo\n", more: "ends\n\n", tab: "\tx", quote: "'\"" },
    { n: [1, -1, 1.5, 1e21], t: true, f: false, nothing: null, empty: {}, none: [] },
    { "a/b": { no: "x", "1": "y" } },
  ])("is read by Kubernetes as the same value: %j", (value) => {
    expect(readBack(writeYaml(value))).toEqual(value);
    expect(readBack(writeYaml(value, (path) => path.join(".")))).toEqual(value);
  });

  test("is read as the same value, whatever texts stand in it", () => {
    const text = fc.string({ unit: "grapheme-ascii", maxLength: 12 });
    fc.assert(
      fc.property(fc.dictionary(text, fc.array(text, { maxLength: 4 }), { maxKeys: 4 }), (value) => {
        // An object of JavaScript has its own idea of this key.
        fc.pre(!Object.hasOwn(value, "__proto__") && Object.keys(value).length > 0);
        expect(readBack(writeYaml({ value }))).toEqual({ value: { ...value } });
      }),
    );
  });

  test("has a comment behind each single value that has one", () => {
    const text = writeYaml({ a: { b: [1, { c: "x" }] }, d: "y\nz\n" }, (path) =>
      path[0] === "d" || path.at(-1) === "c" ? `at ${path.join(".")}` : null,
    );
    expect(text).toBe("a:\n  b:\n    - 1\n    - c: x # at a.b.1.c\nd: | # at d\n  y\n  z\n");
  });
});
