import { describe, expect, it } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import { exampleFinding } from "../../model/testing/finding.ts";
import { causesOf } from "../causes.ts";
import { annotationsOf } from "./annotations.ts";

const text = { title: "Title", messages: { said: "{what}." }, wouldPass: null, why: "", fix: "", waive: "" };
const report = { locale: "en", texts: { "AAA-001": { ruleId: "AAA-001", ...text } } } as unknown as Report;

function found(what: string, given: Partial<Finding> = {}, startLine = 1): Finding {
  return exampleFinding({
    ruleId: "AAA-001",
    messageId: "said",
    arguments: { what },
    enforcement: "block",
    address: `address of ${what}`,
    location: { path: "a.yaml", startLine, endLine: startLine, startColumn: 1 },
    fingerprint: `${what}${startLine}`,
    ...given,
  });
}

function said(findings: readonly Finding[], changed: readonly [number, number][] = []) {
  const ranges = changed.map(([startLine, endLine]) => ({ startLine, endLine }));
  const { annotations } = annotationsOf(causesOf(findings), report, {
    changedLines: new Map([["a.yaml", ranges]]),
  });
  return annotations.map(({ message, level }) => `${level} ${message}`);
}

describe("annotations", () => {
  it("stand in the order of what has to be done", () => {
    const advice = found("advice", { enforcement: "advise" }, 1);
    const review = found("review", { enforcement: "review" }, 2);
    const fix = found("fix", {}, 3);
    expect(said([advice, review, fix])).toEqual(["failure fix.", "warning review.", "notice advice."]);
  });

  it("show what the diff shows before what it does not", () => {
    expect(said([found("outside", {}, 1), found("inside", {}, 9)], [[8, 10]])).toEqual([
      "failure inside.",
      "failure outside.",
    ]);
  });

  it("show each cause once before any of them again", () => {
    const same = [1, 2, 3].map((line) =>
      found("same", { arguments: { what: "same" }, address: `x${line}` }, line),
    );
    const other = found("other", { severity: "low" }, 9);
    expect(said([...same, other])).toEqual([
      "failure same.",
      "failure other.",
      "failure same.",
      "failure same.",
    ]);
  });

  it.each<[string, Partial<Finding>]>([
    ["a line of the base", { location: { path: "a.yaml", startLine: 1, endLine: 1, side: "base" } }],
    ["no file at all", { location: { path: "", startLine: 1, endLine: 1 } }],
    ["a path that is no text", { location: { path: "a\uD800.yaml", startLine: 1, endLine: 1 } }],
    ["what stood before", { status: "existing", baselineState: "unchanged" }],
    ["what was waived", { status: "waived", waiverId: "W-1" }],
  ])("leave out %s", (_, given) => {
    expect(said([found("x", given)])).toEqual([]);
  });

  it("say one thing about one line once", () => {
    expect(said([found("x", { address: "a" }), found("x", { address: "b", fingerprint: "2" })])).toEqual([
      "failure x.",
    ]);
  });

  it("tell how to mend what has to be mended", () => {
    const fix = { op: "replace", path: ["spec", "replicas"], value: 3 } as const;
    expect(said([found("x", { fix })])).toEqual(["failure x. Set replicas to 3."]);
  });
});
