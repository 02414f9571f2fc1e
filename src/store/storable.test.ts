import { describe, expect, it } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { storableJson, storableText } from "./storable.ts";

describe("what PostgreSQL can hold", () => {
  it("has no NUL and no half of a surrogate pair, and is otherwise the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const stored = storableText(text);
        expect(stored.includes("\0")).toBe(false);
        expect(stored.isWellFormed()).toBe(true);
        if (text.isWellFormed() && !text.includes("\0")) expect(stored).toBe(text);
      }),
    );
  });

  it("is the same JSON where nothing has to be replaced, also below keys that have to be", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const fits = !/\\u0000|\\ud[89a-f]/i.test(text);
        if (fits) expect(JSON.parse(storableJson(value))).toEqual(JSON.parse(text));
        expect(/(^|[^\\])(\\\\)*\\u0000/.test(storableJson(value))).toBe(false);
      }),
    );
    expect(storableJson({ "a\0": [{ "b\0": "\0" }], "\\u0000": "\\u0000" })).toBe(
      JSON.stringify({ "a\ufffd": [{ "b\ufffd": "\ufffd" }], "\\u0000": "\\u0000" }),
    );
  });
});
