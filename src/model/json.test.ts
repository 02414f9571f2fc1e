import { describe, expect, test } from "vitest";
import { parseJson } from "./json.ts";

describe("parseJson", () => {
  test.each<[string, string, unknown]>([
    [
      "reads what JSON.parse reads",
      '{"a": [1, -2.5, 1e3, "x", null, true]}',
      { a: [1, -2.5, 1000, "x", null, true] },
    ],
    ["keeps a number beyond all doubles as text", '{"a": [1e400, -1E+400]}', { a: ["1e400", "-1E+400"] }],
    ["and one of too many digits", "9".repeat(400), "9".repeat(400)],
    [
      "and one whose digits and exponent together are too much",
      `${"9".repeat(250)}e60`,
      `${"9".repeat(250)}e60`,
    ],
    ["and one after white space", '{"a":\n 1e400}', { a: "1e400" }],
    ["takes the largest double for a number", "1.7976931348623157e308", Number.MAX_VALUE],
    ["rounds what is too small", "1e-400", 0],
    ["leaves text that looks like a number alone", '{"a": "1e400", "b": 1}', { a: "1e400", b: 1 }],
  ])("%s", (_, text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  test.each(['{"__proto__": {"a": 1}}', '{"__proto__": {"a": 1e400}}'])("makes a key of %s", (text) => {
    expect(Object.keys(parseJson(text) as object)).toEqual(["__proto__"]);
  });

  test("throws for what is no JSON", () => {
    expect(() => parseJson("{1e400")).toThrow(SyntaxError);
  });
});
