import type { Decision, Route } from "../model/decision.ts";
import { routeOf } from "../model/enforcement.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { counts } from "./counts.ts";
import { type ModeOf, strongestMode } from "./modes.ts";
import { digestOfItems } from "./risk-items.ts";

/** What is said where some rules speak louder than others. */
export interface Effective {
  /** As all of it would be, in the strongest mode there is; what is only advised is advice, and what is observed is gone. */
  readonly report: Report;
  /** Findings that would have counted, of rules that only observe. */
  readonly observed: readonly Finding[];
}

/**
 * What of a report counts in the modes in force. The report is of everything, as if every rule were enforced, and stays
 * what is recorded. `ruleIds`: every rule that runs, since a repository in which one is enforced is gated also for a
 * pull request in which that rule finds nothing.
 */
export function effective(report: Report, mode: ModeOf, ruleIds: readonly string[]): Effective {
  const named = report.findings.map(({ ruleId }) => ruleId);
  const strongest = strongestMode(mode, [...ruleIds, ...named]);
  const inForce = (ruleId: string) => mode(ruleId) === strongest;
  const observed = (ruleId: string) => strongest !== "observe" && mode(ruleId) === "observe";
  const findings = report.findings
    .filter(({ ruleId }) => !observed(ruleId))
    .map((finding) => (inForce(finding.ruleId) ? finding : advised(finding)));
  return {
    report: {
      ...report,
      mode: strongest,
      findings,
      decision: restricted(report.decision, inForce),
      statistics: { ...report.statistics, findings: findingCounts(findings) },
    },
    observed: report.findings.filter((finding) => observed(finding.ruleId) && counts(finding)),
  };
}

function advised(finding: Finding): Finding {
  return routeOf(finding.enforcement) === "pass" ? finding : { ...finding, enforcement: "advise" };
}

/** The decision over the findings of some rules alone: every part of it belongs to one rule. */
export function restricted(decision: Decision, keep: (ruleId: string) => boolean): Decision {
  const reasons = decision.reasons.filter(({ ruleId }) => keep(ruleId));
  const riskItems = decision.riskItems.filter(({ ruleId }) => keep(ruleId));
  const routes = new Set(reasons.map(({ enforcement }) => routeOf(enforcement)));
  const route = byStrength.find((each) => routes.has(each)) ?? "pass";
  const teams = [...new Set(riskItems.flatMap(({ reviewers }) => reviewers))].sort();
  return {
    ...decision,
    route,
    reasons,
    riskItems,
    riskDigest: digestOfItems(riskItems),
    reviewers: route === "block" ? [] : teams,
    reviewersLater: route === "block" ? teams : [],
  };
}

const byStrength: readonly Route[] = ["block", "review", "confirm"];

/** How many there are of each state. */
export function findingCounts(findings: readonly Finding[]): Report["statistics"]["findings"] {
  const number = (wanted: (finding: Finding) => boolean) => findings.filter(wanted).length;
  return {
    introduced: number(counts),
    existing: number(({ baselineState }) => baselineState === "unchanged"),
    improved: number(({ status }) => status === "improved"),
    resolved: number(({ baselineState }) => baselineState === "absent"),
    waived: number(({ status }) => status === "waived"),
  };
}
