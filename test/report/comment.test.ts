import { describe, expect, it } from "vitest";
import type { Locale } from "../../src/model/configuration.ts";
import type { Location } from "../../src/model/location.ts";
import { renderComment } from "../../src/report/markdown/comment.ts";
import { renderBrokenConfiguration, renderInternalError } from "../../src/report/markdown/notices.ts";
import { expectGolden } from "./golden.ts";
import { outcomes } from "./outcomes.ts";

const locales: readonly Locale[] = ["en", "ja"];

/** Line 31 of every manifest sets the memory limit. */
function excerpt(location: Location): readonly string[] | null {
  return location.path.endsWith(".yaml") ? ["              memory: 16Gi"] : null;
}

function links({ path, startLine }: Location): string {
  return `https://github.example/acme/infra/blob/a1b2c3d/${encodeURI(path)}#L${startLine}`;
}

const problems = [
  { path: ".github/sekisho.yml", line: 12, message: "`tenant` is not a key of this file.", hint: "tenants" },
  { path: ".github/sekisho.yml", line: 31, message: "`maxDays` is a number of days, not text.", hint: null },
];

describe.each(locales)("the comment in %s", (locale) => {
  it.each(Object.keys(outcomes))("words the outcome %s as the golden does", (name) => {
    const report = outcomes[name]?.(locale);
    if (report === undefined) throw new Error(name);
    const needed = renderComment(report, { presence: "needed", excerpt, links });
    const shown = needed ?? renderComment(report, { presence: "asked", excerpt, links }) ?? "";
    expectGolden(
      `${name}.${locale}`,
      "md",
      needed === null ? `<!-- no comment; when asked: -->\n${shown}` : shown,
    );
  });

  it("words a broken configuration as the golden does", () => {
    const text = renderBrokenConfiguration(problems, { locale, lastGoodCommit: "a1b2c3d4e5f6" });
    expectGolden(`broken-configuration.${locale}`, "md", text);
  });

  it("words an internal error as the golden does", () => {
    const text = renderInternalError({ locale, reference: "7f3a-19", retrying: true });
    expectGolden(`internal-error.${locale}`, "md", text);
  });
});

describe("whether there is a comment", () => {
  it.each(["pass-with-advice", "new-namespace", "observe"])(
    "says nothing on a pull request for %s",
    (name) => {
      const report = outcomes[name]?.("en");
      expect(report && renderComment(report, { presence: "needed" })).toBeNull();
    },
  );

  it("becomes one short line where a comment stands and nothing is left to say", () => {
    const report = outcomes["new-namespace"]?.("ja");
    expect(report && renderComment(report, { presence: "kept" })).toBe("✅ 関所: 問題ありません\n");
  });
});
