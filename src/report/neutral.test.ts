import { describe, expect, it } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { quotable, quotedCharactersMax, shortened, visible, visibleJson } from "./neutral.ts";

describe("text from outside", () => {
  it.each([
    ["a line end", "a\nb", "a\\nb"],
    ["a terminal escape", "\u001B[31mred", "\\u{1B}[31mred"],
    ["a C1 control", "\u009Bm", "\\u{9B}m"],
    ["a right-to-left override", "safe\u202Egnp.exe", "safe\\u{202E}gnp.exe"],
    ["a zero-width space", "pay\u200Bments", "pay\\u{200B}ments"],
    ["a tag character", "a\u{E0041}", "a\\u{E0041}"],
    ["a Hangul filler", "a\u3164b", "a\\u{3164}b"],
    ["a lone surrogate", "a\uD800", "a\\u{D800}"],
    ["a pile of marks", `a${"\u0301".repeat(50)}b`, "a\u0301\u0301\u0301b"],
  ])("writes %s out", (_, given, shown) => {
    expect(visible(given)).toBe(shown);
  });

  it("leaves words of any language as they are", () => {
    expect(visible("決算 Überprüfung שלום 한국어 🚀")).toBe("決算 Überprüfung שלום 한국어 🚀");
  });

  it("never holds a control or format character afterwards, and never cuts a character in two", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2_000 }), (text) => {
        const shown = quotable(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(Array.from(shown).length).toBeLessThanOrEqual(quotedCharactersMax);
      }),
    );
  });

  it("marks what it cut with an ellipsis", () => {
    expect(shortened("abcdef", 4)).toBe("abc…");
    expect(shortened("abcd", 4)).toBe("abcd");
  });

  it("is the same after it was written as JSON and read again, and nothing in it is hidden", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        const text = visibleJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(text).not.toMatch(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u);
      }),
    );
    expect(visibleJson(["a\u202e\n\u{e0041}"])).toBe('[\n  "a\\u202e\\n\\udb40\\udc41"\n]');
  });
});
