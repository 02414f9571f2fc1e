import { describe, expect, test } from "vitest";
import type { FindingSuppression } from "../../src/model/suppression.ts";
import { renderJson } from "../../src/report/json/decision-json.ts";
import { renderComment } from "../../src/report/markdown/comment.ts";
import { renderSarif } from "../../src/report/sarif/sarif.ts";
import { renderTerminal } from "../../src/report/terminal/terminal.ts";
import { finding, report } from "./builders.ts";

const suppression: FindingSuppression = {
  effect: "counts",
  reason: "a cache <b>@acme/sre</b>",
  path: "k8s/api.yaml",
  line: 7,
};
const plain = { colour: false, columns: 0, excerpt: () => null };

describe.each(["en", "ja"] as const)("what was ignored in place, in %s", (locale) => {
  const given = report(locale, { findings: [finding({ status: "waived", suppression })] });

  test("is said with its place and reason in a comment", () => {
    const comment = renderComment(given, { presence: "asked" }) ?? "";
    expect(comment).toContain("k8s/api.yaml:7");
    expect(comment).toContain("a cache");
    expect(comment).not.toMatch(/<b>|(?<!`)@acme\/sre/);
  });

  test("and on a terminal", () => {
    expect(renderTerminal(given, plain)).toMatch(/k8s\/api\.yaml:7.*a cache/);
  });
});

test.each<[FindingSuppression["effect"], string]>([
  ["counts", "accepted"],
  ["new", "underReview"],
  ["not-allowed", "rejected"],
  ["larger", "rejected"],
])("SARIF has it as a suppression in the source: %s is %s", (effect, status) => {
  const waived = effect === "counts" ? ({ status: "waived" } as const) : {};
  const given = report("en", { findings: [finding({ ...waived, suppression: { ...suppression, effect } })] });
  expect(JSON.parse(renderSarif(given)).runs[0].results[0].suppressions).toMatchObject([
    { kind: "inSource", status, location: { physicalLocation: { region: { startLine: 7 } } } },
  ]);
});

test("JSON has it at its finding, and all of them in a list", () => {
  const given = report("en", { findings: [finding({ status: "waived", suppression })] });
  const listed = {
    ...suppression,
    ruleId: "SEC-020",
    kind: "comment",
    state: "counts",
    ofNothing: false,
  } as const;
  const { effect: _, ...rest } = listed;
  const decision = JSON.parse(renderJson({ ...given, suppressions: [rest] }));
  expect(decision.findings[0].suppression).toEqual(suppression);
  expect(decision.suppressions).toEqual([rest]);
});

test("a scan lists those without effect, and what silences nothing", () => {
  const one = { kind: "comment", path: "a.yaml", reason: "why", ofNothing: false } as const;
  const given = {
    ...report("en", { findings: [] }),
    kind: "scan" as const,
    suppressions: [
      { ...one, ruleId: "SEC-020", line: 1, state: "counts" as const },
      { ...one, ruleId: "SEC-020", line: 2, state: "counts" as const, ofNothing: true },
      { ...one, ruleId: null, line: 3, state: "without-rule" as const },
    ],
  };
  const text = renderTerminal(given, plain);
  expect(text).toContain("a.yaml:2 SEC-020: the rule finds nothing there");
  expect(text).toContain("a.yaml:3: it names no rule");
  expect(text).not.toContain("a.yaml:1");
});
