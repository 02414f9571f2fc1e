import type { CapacityRow, CapacityScope } from "../../model/capacity-report.ts";
import type { Report } from "../../model/report.ts";
import {
  allowedText,
  capacityLines,
  extentOf,
  matters,
  numbersOf,
  placeText,
  type WriteCapacity,
} from "../capacity-text.ts";
import { listOf, textsOf } from "../text/locale.ts";
import { fold } from "./details.ts";
import { code, escapeText } from "./escape.ts";

/** Numbers in the table below the lines: what somebody who wants to know all of it scrolls through. */
const tableRowsMax = 40;
/** Things that were not counted, and are named. */
const uncountedMax = 5;
/** Places that the heading names where all of them may use less. */
const placesMax = 3;

const write: WriteCapacity = { code, text: escapeText, strong: (text) => `**${text}**` };

/** What may be used afterwards, in a few lines, and all numbers behind a click; where only less is used, these alone. */
export function capacityText(report: Report): string | null {
  const { capacity = [] } = report;
  if (capacity.length === 0) return null;
  const { capacity: texts } = textsOf(report.locale);
  const { lines, isShort } = capacityLines(report, write);
  const list = [`**${texts.title[extentOf(capacity)]}**`, ...lines.map((line) => `- ${line}`)].join("\n");
  const uncounted = uncountedLines(capacity, report);
  if (lines.length > 0 && !isShort && uncounted.length === 0) return list;
  const details = fold(heading(capacity, report), [tableOf(report), ...uncounted].join("\n"));
  return lines.length === 0 ? details : `${list}\n\n${details}`;
}

function heading(capacity: readonly CapacityScope[], report: Report): string {
  const { capacity: texts } = textsOf(report.locale);
  if (capacity.some(({ rows }) => rows.some(matters)))
    return texts.all(capacity.reduce((sum, { rows }) => sum + rows.length, 0));
  const places = capacity.slice(0, placesMax).map((scope) => placeText(scope, report, htmlCode));
  return texts.less(listOf(capacity.length > placesMax ? [...places, "…"] : places, report.locale));
}

/** In the heading of a fold GitHub reads no Markdown. */
const htmlCode: WriteCapacity = {
  ...write,
  code: (text) => code(text).replace(/^`(.*)`$/, "<code>$1</code>"),
};

function tableOf(report: Report): string {
  const { capacity: texts } = textsOf(report.locale);
  const { capacity = [] } = report;
  const all = capacity.flatMap((scope) => scope.rows.map((row) => ({ scope, row })));
  const rows = all
    .slice(0, tableRowsMax)
    .map(({ scope, row }) => `| ${[placeText(scope, report, write), ...cellsOf(row, report)].join(" | ")} |`);
  const rest = all.length - rows.length;
  const table = [`| ${texts.columns.join(" | ")} |`, "|---|---|---|---|---|", ...rows];
  return [...table, "", ...(rest === 0 ? [] : [texts.moreRows(rest), ""])].join("\n");
}

function cellsOf(row: CapacityRow, report: Report): readonly string[] {
  const { capacity: texts } = textsOf(report.locale);
  const { label, before, after } = numbersOf(row, texts, write);
  const { remains } = row;
  const left =
    remains === null
      ? ""
      : remains.exact.startsWith("-")
        ? write.strong(texts.tooMuchCell(write.text(remains.text.slice(1))))
        : write.text(remains.text);
  return [label, before === after ? after : `${before} → ${after}`, allowedText(row, texts, write), left];
}

function uncountedLines(capacity: readonly CapacityScope[], report: Report): readonly string[] {
  const { capacity: texts } = textsOf(report.locale);
  const all = new Map(
    capacity.flatMap(({ uncounted }) => uncounted).map((each) => [`${each.name} ${each.why}`, each]),
  );
  const shown = [...all.values()].slice(0, uncountedMax);
  const lines = shown.map(({ name, why }) => `- ${texts.uncounted(escapeText(name), texts.reasons[why])}`);
  return all.size > shown.length ? [...lines, `- ${texts.moreRows(all.size - shown.length)}`] : lines;
}
