import { expect, test } from "vitest";
import { renderComment } from "../../src/report/markdown/comment.ts";
import { renderSarif } from "../../src/report/sarif/sarif.ts";
import { finding, report } from "./builders.ts";

const page = "https://git.example.com/sekisho/docs/policies/RES-004.md";

function linked(locale: "en" | "ja") {
  const given = report(locale, { findings: [finding()] });
  const text = given.texts["RES-004"];
  if (text === undefined) throw new Error("the finding of the builder is not one of RES-004");
  return { ...given, texts: { ...given.texts, "RES-004": { ...text, page } } };
}

test.each(["en", "ja"] as const)(
  "a comment links to the page of a rule, where there is one: %s",
  (locale) => {
    expect(renderComment(linked(locale), { presence: "asked" })).toContain(`[RES-004](${page})`);
    const without = report(locale, { findings: [finding()] });
    expect(renderComment(without, { presence: "asked" })).not.toContain("[RES-004](");
  },
);

test("SARIF tells the address of the page", () => {
  const { rules } = JSON.parse(renderSarif(linked("en"))).runs[0].tool.driver;
  expect(rules).toContainEqual(expect.objectContaining({ id: "RES-004", helpUri: page }));
});
