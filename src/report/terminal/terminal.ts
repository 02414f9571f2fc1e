import type { Report } from "../../model/report.ts";
import type { Cause } from "../causes.ts";
import { changeGroups } from "../change-groups.ts";
import { changeText } from "../change-text.ts";
import { quotable } from "../neutral.ts";
import { nextStepOf } from "../next-step.ts";
import { findingsIn, headlineOf, outcomeOf, symbolOf } from "../outcome.ts";
import { passedOverName } from "../passed-over.ts";
import { reachLine } from "../reach-line.ts";
import { plainName } from "../resource-name.ts";
import { textsOf } from "../text/locale.ts";
import { reachTextsOf } from "../text/reach-texts.ts";
import { reasonTextsOf } from "../text/reason-texts.ts";
import { passingSentences } from "../would-pass.ts";
import { capacity } from "./capacity.ts";
import { adviceLine, causeBlock } from "./finding.ts";
import { painter } from "./paint.ts";
import { idleSuppressions } from "./suppressions.ts";
import { type TerminalOptions, toneOf, type View } from "./view.ts";
import { clipped, wrapped } from "./width.ts";

/** Causes with an excerpt: more than that is a list, and lists are for the other formats. */
const blocksMax = 25;
/** Lines of advice, changes and passed-over files: a harmless change fits on a screen of 24 lines with them. */
const adviceMax = 6;
const changesMax = 5;
const notEvaluatedMax = 3;
/** Where nobody watches (`columns` is 0), lines are as long as they are. */
const columnsMax = 120;

/** The report for a terminal, or for a pipe: outcome, findings with their source, fix, next step. Ends with a newline. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const columns = options.columns > 0 ? Math.min(options.columns, columnsMax) : Number.POSITIVE_INFINITY;
  const view = {
    report,
    outcome: outcomeOf(report),
    paint: painter(options.colour),
    columns,
    excerpt: options.excerpt,
  };
  const parts = [
    headline(view),
    ...blocks(view),
    wouldPass(view),
    advice(view),
    changes(view),
    capacity(view),
    quiet(view),
    idleSuppressions(view),
    nextStep(view),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headline(view: View): readonly string[] {
  const { outcome, report, paint } = view;
  const { product } = textsOf(report.locale);
  const tone = outcome.deciding === null ? "good" : toneOf(outcome.deciding.duty);
  const text = `${symbolOf(outcome)} ${product}: ${headlineOf(outcome, report.locale, quotable)}`;
  return wrapped(text, view.columns).map((line) => paint(tone, line));
}

function blocks(view: View): readonly (readonly string[])[] {
  const { fix, confirm, review, waived, returned } = view.outcome;
  const causes: readonly Cause[] = [...fix, ...confirm, ...review, ...waived, ...returned];
  const shown = causes.slice(0, blocksMax).map((cause) => causeBlock(cause, view));
  const rest = causes.length - shown.length;
  return rest === 0 ? shown : [...shown, [textsOf(view.report.locale).terminal.moreFindings(rest)]];
}

/** What would have passed without a person. */
function wouldPass({ outcome, report, paint, columns }: View): readonly string[] {
  const asking = [...outcome.confirm, ...outcome.review].flatMap(({ findings }) => findings);
  const sentences = passingSentences(asking, report, "plain");
  if (sentences.length === 0) return [];
  const lines = sentences.flatMap((sentence) => wrapped(sentence, columns - 4));
  return [paint("bold", reasonTextsOf(report.locale).wouldPass), ...lines.map((line) => `  ${line}`)];
}

function advice(view: View): readonly string[] {
  const { terminal } = textsOf(view.report.locale);
  const causes = view.outcome.advice;
  if (causes.length === 0) return [];
  const lines = causes.slice(0, adviceMax).map((cause) => adviceLine(cause, view));
  const rest = causes.length - lines.length;
  const more = rest === 0 ? [] : [`  ${view.paint("quiet", terminal.moreFindings(rest))}`];
  return [view.paint("advice", terminal.advice(causes.length)), ...lines.flat(), ...more];
}

function changes(view: View): readonly string[] {
  const { report } = view;
  const texts = textsOf(report.locale);
  const { roots, resources, changes: count } = report.statistics;
  const reach = reachLine(report, quotable);
  const groups = changeGroups(report.changes, report.findings);
  const lines = groups.slice(0, changesMax).map(({ first, count: same, mixed }) => {
    const name = plainName(first, report.locale);
    const say = mixed ? texts.changes.withMore : texts.changes.sameFor;
    const named = same === 1 ? name : say(name, same - 1);
    const text = `${named}: ${changeText(first, report.locale, { text: quotable, code: quotable })}`;
    return wrapped(text, view.columns - 4).map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`));
  });
  const rest = groups.slice(changesMax).reduce((sum, group) => sum + group.count, 0);
  const more = rest === 0 ? [] : [`  ${view.paint("quiet", texts.changes.moreRows(rest))}`];
  return [
    view.paint("bold", texts.terminal.pieces({ roots, resources, changes: count })),
    ...(reach === null ? [] : wrapped(`${reachTextsOf(report.locale).title} ${reach}`, view.columns)),
    ...lines.flat(),
    ...more,
  ];
}

function quiet(view: View): readonly string[] {
  const { report, outcome, paint } = view;
  const { terminal, folds } = textsOf(report.locale);
  const { resolved, improved } = report.statistics.findings;
  const existing = findingsIn(outcome.existing) - improved;
  const lines = existing > 0 ? [terminal.existing(existing)] : [];
  if (improved > 0) lines.push(folds.improved(improved));
  if (resolved > 0) lines.push(folds.resolved(resolved));
  if (report.notEvaluated.length > 0) {
    lines.push(terminal.notEvaluated(report.notEvaluated.length));
    for (const item of report.notEvaluated.slice(0, notEvaluatedMax)) {
      lines.push(clipped(`  ${quotable(passedOverName(item))}: ${folds.reasons[item.reason]}`, view.columns));
    }
    if (report.notEvaluated.length > notEvaluatedMax) lines.push("  …");
  }
  return lines.flatMap((line) => wrapped(line, view.columns)).map((line) => paint("quiet", line));
}

function nextStep(view: View): readonly string[] {
  const { next } = textsOf(view.report.locale);
  const step = nextStepOf(view.outcome, view.report, quotable);
  if (step === null) return [];
  const [first = "", ...others] = wrapped(`${next.label} ${step}`, view.columns);
  return [first.replace(next.label, view.paint("bold", next.label)), ...others];
}
