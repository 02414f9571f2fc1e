import { describe, expect, it } from "vitest";
import type { Locale } from "../../../src/model/configuration.ts";
import { refusalLine } from "../../../src/report/publication/refusal.ts";
import { expectGolden } from "../golden.ts";
import { refusals } from "./answers.ts";
import { author } from "./builders.ts";

const locales: readonly Locale[] = ["en", "ja"];

describe("a command that is not carried out", () => {
  it.each(locales)("is answered in one line in %s, for each reason", (locale) => {
    const lines = refusals.map((refusal) => refusalLine(author, refusal, locale));
    expect(lines.filter((line) => line.includes("\n"))).toEqual([]);
    expectGolden(`publication/refusals.${locale}`, "md", `${lines.join("\n")}\n`);
  });

  it.each(locales)("mentions nobody and links nowhere in %s, whatever was written", (locale) => {
    const hostile = "`\n@acme/all <img src=x> [a](https://evil.example) \u202E#1";
    const kinds = ["unknown-command", "unknown-rule", "date-past", "unknown-waiver"] as const;
    const lines = kinds.map((kind) =>
      refusalLine(
        { id: 1, login: hostile, bot: false },
        { kind, word: hostile, nearest: hostile, ruleId: hostile, until: hostile, waiverId: hostile },
        locale,
      ),
    );
    for (const line of lines) {
      expect(line).not.toMatch(/[\n\u202E]/);
      expect(line.replace(/`[^`]*`/g, "")).not.toMatch(/@acme|<img|\[a\]\(/);
    }
  });
});
