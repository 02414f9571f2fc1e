import { resolve } from "node:path";
import { expect, it } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { loadEngine } from "../../engines/engine-loader.ts";
import { createEngine } from "../../engines/instance.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../../model/json.ts";
import { readTerraform } from "./index.ts";

const distDir = resolve(import.meta.dirname, "../../../engines/dist");
const engine = createEngine(await loadEngine("terraform", { distDir, cacheDir: null }));

const scalar = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.string({ unit: fc.constantFrom(...'aZ 9"\\$%{}/~あ#\n') }).map((text) => text.normalize("NFC")),
);
const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(
      fc.string({ unit: fc.constantFrom(..."ab_/~.-"), minLength: 1, maxLength: 5 }),
      tie("value"),
      {
        maxKeys: 4,
      },
    ),
  ),
}));

it("a value that is written out is read as it is, and each part of it at its line", () => {
  fc.assert(
    fc.property(value, (written) => {
      const lines = new Map<string, number>();
      const text = `resource "a_b" "c" {\n  v = ${hcl(written, [], lines, { line: 2 })}\n}\n`;
      const { resources, diagnostics } = readTerraform(engine, {
        root: { key: "terraform:.", kind: "terraform", path: ".", variant: null, files: ["m.tf"] },
        files: new Map([["m.tf", Buffer.from(text)]]),
        settings: { roots: [], assumeKnown: {}, modules: [] },
      });
      expect(diagnostics).toEqual([]);
      const [resource] = resources;
      expect(resource?.object["v"]).toEqual(written);
      for (const [path, line] of lines) {
        const steps = JSON.parse(path) as ObjectPath;
        expect(valueAt(written, steps)).toBeDefined();
        expect(resource?.locate(["v", ...steps]).startLine).toBe(line);
      }
    }),
  );
});

/** Writes a value as HCL with one member on each line, and notes the line of each. */
function hcl(written: JsonValue, path: ObjectPath, lines: Map<string, number>, at: { line: number }): string {
  if (isJsonArray(written))
    return members(
      written.map((item, index) => ["", index, item]),
      "[]",
      path,
      lines,
      at,
    );
  if (!isJsonObject(written)) return quoted(written);
  const entries = Object.entries(written).map(([key, item]) => [`${quoted(key)} = `, key, item] as const);
  return members(entries, "{}", path, lines, at);
}

function members(
  items: readonly (readonly [string, string | number, JsonValue])[],
  brackets: string,
  path: ObjectPath,
  lines: Map<string, number>,
  at: { line: number },
): string {
  const parts = items.map(([prefix, step, item]) => {
    at.line += 1;
    lines.set(JSON.stringify([...path, step]), at.line);
    return `${prefix}${hcl(item, [...path, step], lines, at)},`;
  });
  if (parts.length > 0) at.line += 1;
  return `${brackets.charAt(0)}${parts.map((part) => `\n${part}`).join("")}${parts.length > 0 ? "\n" : ""}${brackets.charAt(1)}`;
}

function quoted(written: JsonValue): string {
  return JSON.stringify(written).replace(/[$%](?=\{)/g, (character) => character + character);
}
