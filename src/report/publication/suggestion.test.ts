import { describe, expect, it } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { LineEdit } from "../../model/repair.ts";
import type { Report } from "../../model/report.ts";
import { exampleFinding } from "../../model/testing/finding.ts";
import { offeredFixes } from "./suggestion.ts";

const text = {
  ruleId: "RES-004",
  title: "Title",
  messages: { said: "{what} is too much." },
  wouldPass: null,
  why: "",
  fix: "",
  waive: "",
};
const report = { locale: "en", texts: { "RES-004": text } } as unknown as Report;

const file = "limits:\n  cpu: 1\n  memory: 16Gi # why\n";
const edit: LineEdit = {
  path: "a.yaml",
  startLine: 3,
  before: ["  memory: 16Gi # why"],
  after: ["  memory: 8Gi # why"],
  fingerprints: ["f"],
};

function found(given: Partial<Finding> = {}): Finding {
  return exampleFinding({
    ruleId: "RES-004",
    enforcement: "block",
    messageId: "said",
    arguments: { what: "@acme/all" },
    location: { path: "a.yaml", startLine: 3, endLine: 3, startColumn: 3, endColumn: 10 },
    fix: { op: "replace", path: ["memory"], value: "8Gi" },
    fingerprint: "f",
    ...given,
  });
}

function offered(edits: readonly LineEdit[], findings = [found()], lines = { startLine: 2, endLine: 4 }) {
  return offeredFixes(
    { ...report, findings, fixes: edits },
    { changedLines: new Map([["a.yaml", [lines]]]), textOf: () => file },
  );
}

describe("the suggestions of a report", () => {
  it("replace lines, and say why", () => {
    const [only, ...others] = offered([edit]);
    expect(others).toEqual([]);
    expect(only?.suggestion).toEqual({
      path: "a.yaml",
      startLine: 3,
      endLine: 3,
      lines: ["  memory: 8Gi # why"],
      body: "@&#8203;acme/all is too much. (RES-004)\n\n```suggestion\n  memory: 8Gi # why\n```",
    });
  });

  it("bring new lines with the one above them", () => {
    const [only] = offered([{ ...edit, before: [], after: ["  new: 1"] }]);
    expect(only?.suggestion).toMatchObject({ startLine: 2, endLine: 2, lines: ["  cpu: 1", "  new: 1"] });
  });

  it("take lines away", () => {
    expect(offered([{ ...edit, after: [] }])[0]?.suggestion.body).toContain("```suggestion\n```");
  });

  it("name every finding that an edit ends, each once", () => {
    const findings = [found(), found({ fingerprint: "g", arguments: { what: "This" } })];
    const [only] = offered([{ ...edit, fingerprints: ["f", "g"] }], findings);
    expect(only?.suggestion.body).toMatch(/^- .*\(RES-004\)\n- This is too much\. \(RES-004\)\n\n/);
  });

  it("have a fence that nothing in their lines can end", () => {
    const [only] = offered([{ ...edit, after: ["  memory: 8Gi # ```` `````"] }]);
    expect(only?.suggestion.body).toContain("\n\n``````suggestion\n  memory: 8Gi # ```` `````\n``````");
  });

  it.each<[string, LineEdit]>([
    ["a line ends in a carriage return", { ...edit, after: ["  memory: 8Gi\r"] }],
    ["something in a line is not seen", { ...edit, before: ["  memory: 16Gi # \u202Eabc"] }],
    ["a line is too long", { ...edit, after: [`  memory: 8Gi # ${"x".repeat(600)}`] }],
    ["there are too many lines", { ...edit, after: Array.from({ length: 50 }, () => "a: 1") }],
    ["the diff does not show the line", { ...edit, startLine: 9 }],
    ["there is no line above", { ...edit, startLine: 1, before: [] }],
    ["no finding is known by it", { ...edit, fingerprints: ["other"] }],
  ])("are not made where %s", (_, given) => {
    expect(offered([given])).toEqual([]);
  });

  it("are for what has to be fixed, and nothing else", () => {
    expect(offered([edit], [found({ enforcement: "advise" })])).toEqual([]);
    expect(offered([edit], [found({ status: "existing", baselineState: "unchanged" })])).toEqual([]);
  });
});
