import type { Configuration, Locale, Mode } from "../model/configuration.ts";
import type { NotEvaluated } from "../model/diagnostic.ts";
import type { Finding } from "../model/finding.ts";
import type { LineEdit } from "../model/repair.ts";
import type { Report, ReportRoot, RuleText } from "../model/report.ts";
import type { Rule } from "../model/rule.ts";
import type { Tree } from "../model/tree.ts";
import type { Waiver } from "../model/waiver.ts";
import type { EvaluationTrees } from "./evaluation/runner.ts";
import type { Evaluation } from "./evaluation/task.ts";
import { ruleTexts } from "./rule-texts.ts";

export interface ReportSources {
  readonly kind: Report["kind"];
  readonly trees: EvaluationTrees;
  readonly configuration: Configuration;
  readonly waivers: readonly Waiver[];
  readonly locale: Locale;
  readonly mode: Mode;
  readonly rules: readonly Rule[];
  readonly evaluation: Evaluation;
  /** Repairs that hold. */
  readonly fixes: readonly LineEdit[];
  readonly run: Report["run"];
}

/** Everything that a report shows, and nothing that it does not: roots, waivers and texts that something names. */
export function buildReport(sources: ReportSources): Report {
  const { kind, trees, configuration, locale, evaluation, run } = sources;
  const { findings, changes, decision, statistics } = evaluation;
  const label = ({ label: name, commit }: Tree) => ({ label: name, commit });
  return {
    kind,
    base: trees.base === null ? null : label(trees.base),
    head: label(trees.head),
    locale,
    mode: sources.mode,
    timezone: configuration.timezone,
    decision,
    findings,
    changes,
    notEvaluated: evaluation.notEvaluated.toSorted(byPath),
    ...(evaluation.reach === undefined ? {} : { reach: evaluation.reach }),
    ...(evaluation.plans === undefined ? {} : { plans: evaluation.plans }),
    ...(evaluation.capacity === undefined ? {} : { capacity: evaluation.capacity }),
    ...(sources.fixes.length === 0 ? {} : { fixes: sources.fixes }),
    ...(evaluation.suppressions === undefined ? {} : { suppressions: evaluation.suppressions }),
    roots: namedRoots(evaluation),
    waivers: namedWaivers(findings, sources.waivers),
    statistics,
    texts: withPages(namedRules(evaluation, sources.rules), locale, configuration.rulePages),
    run,
  };
}

function namedRoots({
  findings,
  changes,
  capacity = [],
  roots,
}: Evaluation): Readonly<Record<string, ReportRoot>> {
  const counted = capacity.flatMap(({ place }) => place.rootKey ?? []);
  const keys = new Set([...[...findings, ...changes].map(({ rootKey }) => rootKey), ...counted]);
  const named = [...keys].toSorted().flatMap((key): [string, ReportRoot][] => {
    const root = Object.hasOwn(roots, key) ? roots[key] : undefined;
    return root === undefined ? [] : [[key, root]];
  });
  return Object.fromEntries(named);
}

export function namedWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
): Readonly<Record<string, Waiver>> {
  const ids = new Set(findings.map(({ waiverId }) => waiverId));
  return Object.fromEntries(waivers.filter(({ id }) => ids.has(id)).map((waiver) => [waiver.id, waiver]));
}

function namedRules({ findings, decision }: Evaluation, rules: readonly Rule[]): readonly Rule[] {
  const ids = new Set([...findings, ...decision.reasons].map(({ ruleId }) => ruleId));
  return rules.filter(({ id }) => ids.has(id));
}

/** Rules of an organisation have no pages of ours. */
function withPages(
  rules: readonly Rule[],
  locale: Locale,
  pages: string | null,
): Readonly<Record<string, RuleText>> {
  const texts = ruleTexts(rules, locale);
  if (pages === null) return texts;
  const folder = locale === "en" ? pages : `${pages}/${locale}`;
  const linked = rules.flatMap(({ id, origin }): [string, RuleText][] => {
    const text = texts[id];
    return text === undefined || origin !== undefined ? [] : [[id, { ...text, page: `${folder}/${id}.md` }]];
  });
  return { ...texts, ...Object.fromEntries(linked) };
}

function byPath(left: NotEvaluated, right: NotEvaluated): number {
  if (left.path === right.path) return 0;
  return left.path < right.path ? -1 : 1;
}
