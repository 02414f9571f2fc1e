import { counts, enforcementOf } from "../../decision/index.ts";
import type { PastExample, PastVerdict, RuleVoice } from "../../model/backtest.ts";
import type { Enforcement, Finding } from "../../model/finding.ts";
import { enforcements } from "../../model/finding.ts";
import { judgedOf } from "../../model/flip.ts";
import type { Report } from "../../model/report.ts";

/** Examples that are kept of one rule, with one enforcement: a change of 500 namespaces says the same 500 times. */
const examplesPerRule = 1;
/** Rules that tell of what was not read or not rendered. */
const unreadRules: ReadonlySet<string> = new Set(["CHG-025", "VAL-008"]);
/** Longest list of tenants or environments of one pull request: a change of a whole estate concerns all of them. */
const namesMax = 500;

/** What a backtest keeps of a report: counts and examples, and nothing that grows with the change. */
export function pastVerdict(report: Report): PastVerdict {
  const counted = report.findings.filter(counts);
  const { route, reviewers } = judgedOf(report.decision);
  return {
    route,
    reviewers,
    rules: voicesOf(report, counted),
    examples: examplesOf(counted),
    tenants: names([...report.changes, ...counted].flatMap(({ owner }) => owner)),
    environments: names([...report.changes, ...counted].map(({ environment }) => environment)),
    resources: report.changes.length,
    files: report.statistics.filesChanged,
    unread: tally(counted.filter(({ ruleId }) => unreadRules.has(ruleId)).map(({ messageId }) => messageId)),
    passedOver: tally(report.notEvaluated.map(({ reason }) => reason)),
  };
}

/** Reasons first: they decide, and not each of them has findings. What is only advised has no reason. */
function voicesOf({ decision }: Report, counted: readonly Finding[]): readonly RuleVoice[] {
  const voices = new Map<
    string,
    { ruleId: string; enforcement: Enforcement; findings: number; open: number }
  >();
  const voice = (ruleId: string, enforcement: Enforcement) => {
    const key = `${enforcement} ${ruleId}`;
    const known = voices.get(key) ?? { ruleId, enforcement, findings: 0, open: 0 };
    voices.set(key, known);
    return known;
  };
  for (const { ruleId, enforcement } of decision.reasons) voice(ruleId, enforcement);
  for (const finding of counted) {
    const enforcement = enforcementOf(finding);
    if (enforcement === "off") continue;
    const one = voice(finding.ruleId, enforcement);
    one.findings += 1;
    if (finding.kind === "open") one.open += 1;
  }
  return [...voices.values()].toSorted(byWeight);
}

function byWeight(left: RuleVoice, right: RuleVoice): number {
  const heavier = enforcements.indexOf(right.enforcement) - enforcements.indexOf(left.enforcement);
  if (heavier !== 0) return heavier;
  return left.ruleId < right.ruleId ? -1 : 1;
}

function examplesOf(counted: readonly Finding[]): readonly PastExample[] {
  const shown = new Map<string, number>();
  return counted.flatMap((finding): PastExample[] => {
    const enforcement = enforcementOf(finding);
    const key = `${enforcement} ${finding.ruleId}`;
    const count = shown.get(key) ?? 0;
    if (enforcement === "off" || count >= examplesPerRule) return [];
    shown.set(key, count + 1);
    const { ruleId, messageId, arguments: words, address, type, location } = finding;
    return [
      {
        ruleId,
        enforcement,
        messageId,
        arguments: words,
        address,
        type,
        path: location.path,
        line: location.startLine,
      },
    ];
  });
}

function names(all: readonly string[]): readonly string[] {
  return [...new Set(all)].toSorted().slice(0, namesMax);
}

function tally<Key extends string>(all: readonly Key[]): Readonly<Record<Key, number>> {
  const counted = new Map<Key, number>();
  for (const key of all.toSorted()) counted.set(key, (counted.get(key) ?? 0) + 1);
  return Object.fromEntries(counted) as Readonly<Record<Key, number>>;
}
