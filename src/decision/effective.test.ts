import { describe, expect, test } from "vitest";
import type { Mode } from "../model/configuration.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { effective } from "./effective.ts";
import { decideOn, finding } from "./testing/cases.ts";

const blocking = finding({ ruleId: "RES-004", enforcement: "block", fingerprint: "1" });
const asking = finding({ ruleId: "CHG-004", enforcement: "review", fingerprint: "2" });
const before = finding({
  ruleId: "SEC-001",
  enforcement: "block",
  status: "existing",
  baselineState: "unchanged",
  fingerprint: "3",
});
const advice = finding({ ruleId: "SEC-022", enforcement: "advise", fingerprint: "4" });
const findings = [blocking, asking, before, advice];

function report(all: readonly Finding[]): Report {
  return {
    kind: "review",
    base: null,
    head: { label: "topic", commit: null },
    locale: "en",
    mode: "enforce",
    timezone: "UTC",
    decision: decideOn(all),
    findings: all,
    changes: [],
    notEvaluated: [],
    statistics: {
      filesChanged: 1,
      roots: 1,
      resources: 1,
      types: {},
      changes: 1,
      findings: { introduced: 3, existing: 1, improved: 0, resolved: 0, waived: 0 },
    },
    texts: {},
    roots: {},
    waivers: {},
    run: { evaluatedAt: "", versions: {}, timingsMs: {} },
  };
}

const modes = (given: Readonly<Record<string, Mode>>) => (ruleId: string) => given[ruleId] ?? "enforce";
const ids = (some: readonly Finding[]) => some.map(({ ruleId }) => ruleId);

describe("of a report counts", () => {
  test("all where all is enforced", () => {
    const { report: said, observed } = effective(report(findings), modes({}), []);
    expect(said).toEqual(report(findings));
    expect(observed).toEqual([]);
  });

  test("nothing of what only observes, and what would have counted is told apart", () => {
    const { report: said, observed } = effective(
      report(findings),
      modes({ "RES-004": "observe", "SEC-001": "observe" }),
      [],
    );
    expect(said.mode).toBe("enforce");
    expect(ids(said.findings)).toEqual(["CHG-004", "SEC-022"]);
    expect(said.decision).toEqual(decideOn([asking, advice]));
    expect(said.decision).toMatchObject({ route: "review", reviewers: ["o/sre"], reviewersLater: [] });
    expect(said.statistics.findings).toEqual({
      introduced: 2,
      existing: 0,
      improved: 0,
      resolved: 0,
      waived: 0,
    });
    expect(ids(observed)).toEqual(["RES-004"]);
  });

  test("as advice what is only advised", () => {
    const { report: said, observed } = effective(
      report(findings),
      modes({ "RES-004": "advise", "CHG-004": "advise" }),
      [],
    );
    expect(said.findings.map(({ enforcement }) => enforcement)).toEqual([
      "advise",
      "advise",
      "block",
      "advise",
    ]);
    expect(said.decision).toEqual(decideOn([advice]));
    expect(observed).toEqual([]);
  });

  test.each(["observe", "advise"] as const)(
    "everything as it would be where nothing is stronger than %s",
    (mode) => {
      const { report: said, observed } = effective(report(findings), () => mode, ["RES-001"]);
      expect(said).toEqual({ ...report(findings), mode });
      expect(observed).toEqual([]);
    },
  );

  test("nothing of an observed rule in a repository where another is enforced, also where that finds nothing", () => {
    const mode = modes({ "RES-004": "observe" });
    const { report: said, observed } = effective(report([blocking]), mode, ["RES-004", "SEC-001"]);
    expect(said).toMatchObject({
      mode: "enforce",
      findings: [],
      decision: { route: "pass", reasons: [], riskItems: [] },
    });
    expect(observed).toEqual([blocking]);
  });
});
