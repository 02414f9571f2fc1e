import { describe, expect, it } from "vitest";
import type { Locale } from "../../../src/model/configuration.ts";
import {
  renderMergeGroup,
  renderNotDecided,
  renderPublication,
} from "../../../src/report/publication/index.ts";
import { expectGolden } from "../golden.ts";
import { answers } from "./answers.ts";
import { context, itemOf } from "./builders.ts";
import { cases, outcome } from "./cases.ts";
import { written } from "./written.ts";

const locales: readonly Locale[] = ["en", "ja"];

const problems = [
  { path: ".github/sekisho.yml", line: 12, message: "`tenant` is not a key of this file.", hint: "tenants" },
];

const undecided = {
  number: 12,
  head: "a1b2c3d".padEnd(40, "0"),
  conclusion: "failure",
  commented: false,
} as const;

function mergeGroup(name: string, conclusion: "success" | "failure", locale: Locale) {
  const report = outcome(name, locale);
  const uncovered = name === "review" && conclusion === "failure" ? [itemOf(report)] : [];
  const { repository, excerpt, decisionId } = context;
  const blocked = name === "fix" ? ["RES-004"] : [];
  const shut = name === "pass-with-advice" && conclusion === "failure" ? [14] : [];
  return { report, decisionId, conclusion, pulls: [12, 14], uncovered, blocked, shut, repository, excerpt };
}

describe.each(locales)("what GitHub shows in %s", (locale) => {
  it.each(Object.entries({ ...cases, ...answers }))("words %s as the golden does", (name, given) => {
    expectGolden(`publication/${name}.${locale}`, "md", written(renderPublication(given(locale))));
  });

  it.each([
    ["configuration", { kind: "configuration", problems }],
    ["failure-retrying", { kind: "failure", reference: "7f3a-19", retrying: true }],
    ["failure-for-good", { kind: "failure", reference: "7f3a-19", retrying: false }],
  ] as const)("words what was not decided for %s as the golden does", (name, why) => {
    const publication = renderNotDecided({ ...undecided, locale, why });
    expectGolden(`publication/not-decided-${name}.${locale}`, "md", written(publication));
  });

  it.each([
    ["passes", "pass-with-advice", "success"],
    ["approved", "review", "success"],
    ["uncovered", "review", "failure"],
    ["fix", "fix", "failure"],
    ["shut", "pass-with-advice", "failure"],
    ["lifted by an emergency", "fix", "success"],
  ] as const)("words a merge group that is %s as the golden does", (name, of, conclusion) => {
    const check = renderMergeGroup(mergeGroup(of, conclusion, locale));
    expectGolden(
      `publication/merge-group-${name.replaceAll(" ", "-")}.${locale}`,
      "md",
      written({ check, checkDigest: "", comment: null }),
    );
  });
});

describe("no text", () => {
  it.each(Object.keys({ ...cases, ...answers }))("of %s blames anybody", (name) => {
    const given = cases[name] ?? answers[name];
    if (given === undefined) throw new Error(name);
    const publication = renderPublication(given("ja"));
    expect(written(publication)).not.toContain("違反");
  });
});
