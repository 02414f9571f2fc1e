import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { readSettingsText } from "./settings.ts";

function read(text: string) {
  const settings = readSettingsText(text);
  if (settings.kind === "broken") throw new Error(JSON.stringify(settings.problems));
  return settings;
}

describe("settings are YAML 1.2", () => {
  test.each([
    ["off is a word", "a: off", { a: "off" }],
    ["so is no", "a: no", { a: "no" }],
    ["a date is text", "a: 2027-03-25", { a: "2027-03-25" }],
    ["Japanese names", "決済: { 名前: 支払い }", { 決済: { 名前: "支払い" } }],
    ["an anchor", "a: &x [1]\nb: *x", { a: [1], b: [1] }],
    ["an empty file", "", null],
    ["a byte order mark and CRLF", "\uFEFFa: 1\r\nb: 2\r\n", { a: 1, b: 2 }],
  ])("%s", (_, text, value) => {
    expect(read(text).value).toEqual(value);
  });
});

describe("a setting is found where it is written", () => {
  const settings = read("a:\n  - b: 1\n    c: 012\nx: &x { y: 1 }\nz: *x\n");
  test.each<[string, (string | number)[], number, number]>([
    ["a key", ["a"], 1, 1],
    ["an element", ["a", 0], 2, 5],
    ["a key of an element", ["a", 0, "c"], 3, 5],
    ["a key that is not there: the one above", ["a", 0, "d"], 2, 5],
    ["a key behind an alias", ["z", "y"], 4, 9],
    ["the whole", [], 1, 1],
  ])("%s", (_, path, line, column) => {
    expect(settings.locate(path)).toEqual({ line, column });
  });
  test("as it is written", () => {
    expect(settings.source(["a", 0, "c"])).toBe("012");
    expect(settings.source(["a"])).toBeNull();
  });
});

describe("what cannot be read says why and where", () => {
  test.each([
    ["two values of one key", "a: 1\na: 2", "duplicate-key", 2],
    ["a key of JavaScript", "a:\n  __proto__: 1", "forbidden-key", 2],
    ["a second document", "a: 1\n---\nb: 2", "syntax", 2],
    ["an anchor that is not there", "a: *x", "aliases", 1],
    ["a large file", `# ${"x".repeat(1_048_576)}`, "too-large", 1],
    ["deep nesting", `a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`, "too-deep", 1],
  ])("%s", (_, text, kind, line) => {
    expect(readSettingsText(text)).toMatchObject({ kind: "broken", problems: [{ kind, line }] });
  });
});

test("a file of twenty thousand keys is read in one go", () => {
  const text = Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join("\n");
  expect(Object.keys(Object(read(text).value))).toHaveLength(20_000);
});

test("whatever the text, it is read or broken, and never thrown at us", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      expect(["read", "broken"]).toContain(readSettingsText(text).kind);
    }),
  );
});
