import { decide, effective, modeOf } from "../../decision/index.ts";
import type { Configuration, Mode } from "../../model/configuration.ts";
import { openEnforcement, ruleForMessage } from "../../model/enforcement.ts";
import type { Finding } from "../../model/finding.ts";
import { type Judged, judgedOf } from "../../model/flip.ts";
import { enforcementOn } from "../../model/freeze.ts";
import { localDateAt } from "../../model/local-date.ts";
import { podSecurityRequirement } from "../../model/pod-security.ts";
import type { Report } from "../../model/report.ts";
import type { Environment } from "../../model/resource.ts";
import type { Rule } from "../../model/rule.ts";
import type { Waiver } from "../../model/waiver.ts";
import { applyWaivers, suppressedAgain } from "../../waivers/index.ts";
import type { PastDecision } from "./task.ts";

export interface SettledUnder {
  readonly configuration: Configuration;
  /** Exceptions that stand in files. */
  readonly waivers: readonly Waiver[];
}

/** What one past decision would be under some settings. */
export interface SettledAgain {
  /** The strongest mode that any rule is in there. */
  readonly mode: Mode;
  readonly judged: Judged;
}

/**
 * What the findings of a report would ask for under other settings, on the day that they were made. Nothing is read
 * again: a finding that those settings would have added or left out is not told.
 */
export function settleAgain(
  { report, repository }: Pick<PastDecision, "report" | "repository">,
  { configuration, waivers }: SettledUnder,
  rules: ReadonlyMap<string, Rule>,
  granted: readonly Waiver[],
): SettledAgain {
  const today = localDateAt(new Date(report.run.evaluatedAt), configuration.timezone);
  const settled = report.findings.flatMap((finding) =>
    underConfiguration(finding, { configuration, rules, today }),
  );
  const { never } = configuration.waivers;
  const waived = applyWaivers(settled, [...waivers, ...granted], { today, never });
  const findings = suppressedAgain(waived.findings, {
    allowed: configuration.inlineSuppression.rules,
    never,
  });
  const { policySet } = report.decision;
  const whole = {
    ...report,
    findings,
    decision: decide({ findings, changes: [], configuration, rules: [...rules.values()], policySet }),
  };
  const { mode, decision } = effective(whole, modeOf(configuration, repository), [...rules.keys()]).report;
  return { mode, judged: judgedOf(decision) };
}

/** Exceptions of a report that were granted in comments: those that no file of the settings in force holds. */
export function grantedWaivers(report: Report, inForce: readonly Waiver[]): readonly Waiver[] {
  const written = new Set(inForce.map(({ id }) => id));
  return Object.values(report.waivers).filter(({ id }) => !written.has(id));
}

function underConfiguration(
  finding: Finding,
  {
    configuration,
    rules,
    today,
  }: {
    readonly configuration: Configuration;
    readonly rules: ReadonlyMap<string, Rule>;
    readonly today: string;
  },
): readonly Finding[] {
  const status = finding.status === "waived" ? ("active" as const) : finding.status;
  const rule = rules.get(finding.ruleId);
  // A rule that there is none of any more has no defaults either: what it said stands as it was said.
  if (rule === undefined) return [{ ...finding, status, waiverId: null }];
  const environment = environmentOf(finding, configuration);
  const written = enforcementOn(today, configuration, ruleForMessage(rule, finding.messageId), environment);
  const own = podSecurityRequirement(configuration.tenants)(written, rule, finding.owner);
  const enforcement = finding.kind === "open" ? openEnforcement(own, environment) : own;
  return enforcement === "off" ? [] : [{ ...finding, enforcement, status, waiverId: null }];
}

function environmentOf(
  { environment: name, production }: Finding,
  { environments }: Configuration,
): Environment {
  const ephemeral = environments.find((known) => known.name === name)?.ephemeral ?? false;
  return { name, production, ephemeral, source: "configured" };
}
