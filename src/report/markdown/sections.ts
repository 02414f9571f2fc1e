import type { ChangeSummary, Report } from "../../model/report.ts";
import type { Cause } from "../causes.ts";
import { type ChangeGroup, changeGroups } from "../change-groups.ts";
import { changeText, touched } from "../change-text.ts";
import { findingsIn, type Outcome } from "../outcome.ts";
import { passedOverName } from "../passed-over.ts";
import { reachText as placesText } from "../reach.ts";
import { reachLine } from "../reach-line.ts";
import { markdownName } from "../resource-name.ts";
import { textsOf } from "../text/locale.ts";
import { reachTextsOf } from "../text/reach-texts.ts";
import { fold } from "./details.ts";
import { code, escapeText } from "./escape.ts";
import { namespaceCards } from "./namespace-card.ts";
import type { PlaceOptions } from "./options.ts";
import { placeText } from "./place.ts";
import { causeMessage, rowsMax } from "./rows.ts";

/** Lines of a list that nobody needs to act on. */
const listedMax = 20;

/** "What changes": the touched tenants and environments in bold, new namespaces, and a row for each kind of change. */
export function changesSection(report: Report): string | null {
  const { changes } = textsOf(report.locale);
  const all = changeGroups(report.changes, []).reduce((count, group) => count + group.count, 0);
  if (all === 0) return null;
  const facts = [changes.resources(all), ...touched(report.changes, report.locale).map(escapeText)];
  const reach = reachLine(report, code);
  const reachText = reach === null ? null : `**${reachTextsOf(report.locale).title}** ${reach}`;
  const cards = namespaceCards(report);
  const rest = report.changes.filter((change) => !cards.told.has(change));
  const parts = [
    `**${changes.title}** ${facts.join(" · ")}`,
    reachText,
    ...cards.texts,
    changesTable(rest, report),
  ];
  return parts.filter((part) => part !== null).join("\n\n");
}

function changesTable(told: readonly ChangeSummary[], report: Report): string | null {
  const { changes } = textsOf(report.locale);
  const groups = changeGroups(told, report.findings);
  if (groups.length === 0) return null;
  const shown = groups
    .slice(0, rowsMax)
    .map((group) => `| ${nameCell(group, report)} | ${changeCell(group.first, report)} |`);
  const rest = groups.slice(rowsMax).reduce((count, group) => count + group.count, 0);
  const table = [`| ${changes.columns.join(" | ")} |`, "|---|---|", ...shown].join("\n");
  return rest === 0 ? table : `${table}\n\n${changes.moreRows(rest)}`;
}

function nameCell({ first, count, mixed }: ChangeGroup, report: Report): string {
  const { changes } = textsOf(report.locale);
  const name = markdownName(first, report.locale);
  if (count === 1) return name;
  return mixed ? changes.withMore(name, count - 1) : changes.sameFor(name, count - 1);
}

function changeCell(change: ChangeSummary, report: Report): string {
  return changeText(change, report.locale, { text: escapeText, code });
}

/** The folds about what nobody has to do anything about: not told, there before, passed over. */
export function quietFolds(report: Report, outcome: Outcome, options: PlaceOptions): readonly string[] {
  const { folds } = textsOf(report.locale);
  const open = outcome.advice.filter((cause) => cause.first.kind === "open");
  // What is of low severity belongs to the lines that somebody changes, and to nobody's list.
  const existing = outcome.existing.filter(({ first }) => first.severity !== "low");
  const lists: readonly [string, readonly string[]][] = [
    [folds.open(findingsIn(open)), causeLines(open, report, options)],
    [folds.existing(findingsIn(existing)), causeLines(existing, report, options)],
    [folds.notEvaluated(report.notEvaluated.length), notEvaluatedLines(report)],
  ];
  return lists
    .filter(([, lines]) => lines.length > 0)
    .map(([summary, lines]) => fold(summary, listText(lines, report)));
}

export function causeLines(
  causes: readonly Cause[],
  report: Report,
  options: PlaceOptions,
): readonly string[] {
  const { row } = textsOf(report.locale);
  return causes.map((cause) => {
    const place = placeText(cause.first.location, options, row.before);
    return `- ${cause.first.ruleId} ${placesText(cause, place, report, code)}: ${causeMessage(cause, report)}`;
  });
}

function notEvaluatedLines(report: Report): readonly string[] {
  const { reasons } = textsOf(report.locale).folds;
  return report.notEvaluated.map((item) => `- ${code(passedOverName(item))}: ${reasons[item.reason]}`);
}

export function listText(lines: readonly string[], report: Report): string {
  const shown = lines.slice(0, listedMax);
  const rest = lines.length - shown.length;
  return rest === 0 ? shown.join("\n") : [...shown, `- ${textsOf(report.locale).row.more(rest)}`].join("\n");
}

/** What a change makes better, said only where there is a comment anyway. */
export function thanks(report: Report): string | null {
  const { folds } = textsOf(report.locale);
  const { resolved, improved } = report.statistics.findings;
  const lines = [
    resolved > 0 ? folds.resolved(resolved) : null,
    improved > 0 ? folds.improved(improved) : null,
  ];
  const said = lines.filter((line) => line !== null);
  return said.length === 0 ? null : said.join(report.locale === "ja" ? "" : " ");
}
