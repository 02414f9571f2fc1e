import { describe, expect, it } from "vitest";
import type { Finding, Fix } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import type { Report } from "../../model/report.ts";
import { exampleFinding } from "../../model/testing/finding.ts";
import { applySuggestion, applySuggestions, offeredFixes, suggestionFor } from "./suggestion.ts";

const text = {
  title: "Title",
  messages: { said: "{what} is too much." },
  wouldPass: null,
  why: "",
  fix: "",
  waive: "",
};
const report = { locale: "en", texts: { "RES-004": { ruleId: "RES-004", ...text } } } as unknown as Report;

const path = ["resources", "limits", "memory"];
const toEight: Fix = { op: "replace", path, value: "8Gi" };
const away: Fix = { op: "remove", path };

function found(line: number, fix: Fix | null, given: Partial<Finding> = {}): Finding {
  return exampleFinding({
    ruleId: "RES-004",
    enforcement: "block",
    messageId: "said",
    arguments: { what: "@acme/all" },
    path: fix?.path ?? path,
    location: at(line),
    fix,
    fingerprint: `f${line}`,
    ...given,
  });
}

function at(line: number, given: Partial<Location> = {}): Location {
  return { path: "a.yaml", startLine: line, endLine: line, startColumn: 5, ...given };
}

const limits = "limits:\n  cpu: 1\n  memory: 16Gi # why\n";

describe("a suggestion", () => {
  it("replaces a scalar on its line, and keeps what stands beside it", () => {
    const suggestion = suggestionFor(found(3, toEight), limits, report);
    expect(suggestion).toMatchObject({
      path: "a.yaml",
      startLine: 3,
      endLine: 3,
      lines: ["  memory: 8Gi # why"],
    });
    expect(suggestion?.body).toBe(
      "@&#8203;acme/all is too much. (RES-004)\n\n```suggestion\n  memory: 8Gi # why\n```",
    );
    expect(suggestion && applySuggestion(limits, suggestion)).toBe(
      "limits:\n  cpu: 1\n  memory: 8Gi # why\n",
    );
  });

  it("takes a line away where something stays beside it", () => {
    const suggestion = suggestionFor(found(3, away), limits, report);
    expect(suggestion?.lines).toEqual([]);
    expect(suggestion?.body).toContain("```suggestion\n```");
    expect(suggestion && applySuggestion(limits, suggestion)).toBe("limits:\n  cpu: 1\n");
  });

  it("writes HCL as HCL", () => {
    const fix: Fix = { op: "replace", path: ["deletion_protection"], value: true };
    const suggestion = suggestionFor(
      found(2, fix),
      'resource "a" "b" {\n  deletion_protection = false\n}\n',
      report,
    );
    expect(suggestion?.lines).toEqual(["  deletion_protection = true"]);
  });

  it("has a fence that nothing in its lines can end", () => {
    const file = "a: 1\nmemory: 16Gi # ```` `````\n";
    const suggestion = suggestionFor(found(2, toEight), file, report);
    expect(suggestion?.body).toContain("\n\n``````suggestion\nmemory: 8Gi # ```` `````\n``````");
  });

  it.each<[string, string, Fix, Partial<Finding>?]>([
    ["another key stands there", "a: 1\nb: 2\ncpu: 16Gi\n", toEight],
    ["the value is an object", "a: 1\nb: 2\nmemory: {a: 1}\n", toEight],
    ["the value goes on below", "a: 1\nb: 2\nmemory: 16\n  Gi\n", toEight],
    ["the value is a block", "a: 1\nb: 2\nmemory: |\n  16Gi\n", toEight],
    ["the value is an anchor", "a: 1\nb: 2\nmemory: &x 16Gi\n", toEight],
    ["a template computes the value", 'a: 1\nb: 2\nmemory: "{{ .Values.memory }}"\n', toEight],
    ["a reference computes the value", "a = 1\nb = 2\nmemory = var.memory\n", toEight],
    ["an interpolation computes the value", `a = 1\nb = 2\nmemory = "${"$"}{var.memory}Gi"\n`, toEight],
    ["a here-document follows", "a = 1\nb = 2\nmemory = <<EOT\n16Gi\nEOT\n", toEight],
    ["the line ends in a carriage return", "a: 1\r\nb: 2\r\nmemory: 16Gi\r\n", toEight],
    ["something in the line is not seen", "a: 1\nb: 2\nmemory: 16Gi # \u202Eabc\n", toEight],
    ["the line is too long", `a: 1\nb: 2\nmemory: 16Gi # ${"x".repeat(600)}\n`, toEight],
    ["the file has no such line", "a: 1\n", toEight],
    ["the block would be empty", "a: 1\nlimits:\n  memory: 16Gi\nb: 1\n", away],
    ["a list element begins there", "a: 1\nlist:\n- memory: 16Gi\n", away],
    ["the fix is of another value", limits, { ...toEight, path: ["requests", "memory"] }, { path }],
    ["the fix adds something", limits, { op: "add", path, value: "8Gi" }],
    ["the value is written elsewhere", limits, toEight, { location: at(3, { origin }) }],
    ["the line is one of the base", limits, toEight, { location: at(3, { side: "base" }) }],
    ["several lines are meant", limits, toEight, { location: at(2, { endLine: 3 }) }],
  ])("is not made where %s", (_, file, fix, given = {}) => {
    expect(suggestionFor(found(3, fix, given), file, report)).toBeNull();
  });
});

const origin = { kind: "values", path: "values.yaml", line: 3, exact: true } as const;

describe("the suggestions of a report", () => {
  const sources = {
    changedLines: new Map([["a.yaml", [{ startLine: 3, endLine: 3 }]]]),
    textOf: () => limits,
  };
  const offered = (...findings: readonly Finding[]) => offeredFixes({ ...report, findings }, sources);

  it("stand only where the diff shows the line", () => {
    expect(offered(found(3, toEight))).toHaveLength(1);
    expect(
      offeredFixes({ ...report, findings: [found(3, toEight)] }, { ...sources, changedLines: new Map() }),
    ).toEqual([]);
  });

  it("are for what has to be fixed, and nothing else", () => {
    expect(offered(found(3, toEight, { enforcement: "advise" }))).toEqual([]);
    expect(offered(found(3, toEight, { status: "existing", baselineState: "unchanged" }))).toEqual([]);
  });

  it("are one for each line, for every finding that it makes go away", () => {
    const [only, ...others] = offered(found(3, toEight), found(3, toEight, { fingerprint: "other" }));
    expect(others).toEqual([]);
    expect(only?.fingerprints).toEqual(["f3", "other"]);
  });

  it("follow the first where two would write different things", () => {
    const [only, ...others] = offered(
      found(3, toEight),
      found(3, { ...toEight, value: "4Gi" }, { fingerprint: "z" }),
    );
    expect(others).toEqual([]);
    expect(only).toMatchObject({ fingerprints: ["f3"], suggestion: { lines: ["  memory: 8Gi # why"] } });
  });

  it("leave out files that cannot be read", () => {
    const unread = { ...sources, textOf: () => null };
    expect(offeredFixes({ ...report, findings: [found(3, toEight)] }, unread)).toEqual([]);
  });

  it("are applied together without shifting each other", () => {
    const suggestions = [
      { startLine: 1, endLine: 1, lines: [] },
      { startLine: 3, endLine: 3, lines: ["C"] },
    ];
    expect(applySuggestions("a\nb\nc\n", suggestions)).toBe("b\nC\n");
  });
});
