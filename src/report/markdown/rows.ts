import type { Finding } from "../../model/finding.ts";
import { isFileLocation } from "../../model/location.ts";
import type { Report } from "../../model/report.ts";
import type { Cause } from "../causes.ts";
import { fixSentence } from "../fix-text.ts";
import { messageOf } from "../message.ts";
import { freezeRuleId, namesOf, type Outcome, ownersOf, reviewersOf } from "../outcome.ts";
import { othersOf, reachText } from "../reach.ts";
import { markdownName } from "../resource-name.ts";
import { returnedTo } from "../returned-to.ts";
import { textsOf } from "../text/locale.ts";
import { waivedBy } from "../waived-by.ts";
import { code, escapeText, link } from "./escape.ts";
import type { PlaceOptions } from "./options.ts";
import { pathText, placeText } from "./place.ts";

/** Rows that a person reads before the table becomes a list. */
export const rowsMax = 10;
/** A message that is longer after escaping gives way to its rule's title: its arguments were made to fill the page. */
const messageCharactersMax = 1_200;

/** The causes that stand in the table, in its order. Advice of low severity belongs to the lines, and what an advising rule could not tell is only listed. */
export function tableCauses(outcome: Outcome): readonly Cause[] {
  const advice = outcome.advice.filter(({ first }) => first.severity !== "low" && first.kind === "fail");
  const { fix, confirm, review, settled, waived, returned } = outcome;
  return [...fix, ...confirm, ...review, ...settled, ...waived, ...returned, ...advice];
}

/** The sentence of a cause in Markdown, never longer than {@link messageCharactersMax}. */
export function causeMessage({ first }: Cause, report: Report): string {
  return findingMessage(first, report);
}

/** The same of one finding. */
export function findingMessage(finding: Finding, { texts, locale }: Report): string {
  const message = messageOf(finding, texts, { format: "markdown", locale });
  return message.length <= messageCharactersMax ? message : (texts[finding.ruleId]?.title ?? "");
}

/** The one reason that decides: the place, and what is wrong there. */
export function reasonLine(cause: Cause, report: Report, options: PlaceOptions): string {
  const { row } = textsOf(report.locale);
  const message = causeMessage(cause, report);
  const { location } = cause.first;
  const advised = cause.advised?.length ?? 0;
  const others = othersOf(cause) + advised;
  const sentence = others === 0 ? message : row.withOthers(message, others, advised);
  if (saysItsPlace(cause.first)) return sentence;
  const path = pathText(location, options);
  if (isFileLocation(location)) return row.reasonInFile(path, sentence);
  return location.side === "base"
    ? row.reasonBefore(path, location.startLine, sentence)
    : row.reason(path, location.startLine, sentence);
}

/** A message that names its file, and the line where it is about one; or one about the time or the whole repository, which have no place. */
function saysItsPlace({ ruleId, location, arguments: given }: Finding): boolean {
  if (ruleId === freezeRuleId || location.path === "" || location.path === ".") return true;
  const named = Object.values(given);
  const exactly = isFileLocation(location) || named.includes(location.startLine);
  return exactly && named.includes(location.path);
}

/** The table, or `null` where its only row would repeat the reason above it. */
export function tableText(
  report: Report,
  outcome: Outcome,
  options: PlaceOptions,
  rows: number,
): string | null {
  const causes = tableCauses(outcome);
  const [only] = causes;
  if (only === undefined || (causes.length === 1 && only === outcome.deciding && isToldAbove(only)))
    return null;
  const { row } = textsOf(report.locale);
  const shown = causes.slice(0, rows).map((cause) => cells(cause, report, outcome, options));
  const lines = [row.columns, ["---", "---", "---"], ...shown].map((cell) => `| ${cell.join(" | ")} |`);
  const rest = causes.length - shown.length;
  if (rest === 0) return lines.join("\n");
  const more =
    options.allFindings === undefined
      ? row.more(rest)
      : row.moreAt(rest, link("`sekisho`", options.allFindings));
  return `${lines.join("\n")}\n\n${more}`;
}

/** Whether the reason above the table says all of a row. */
function isToldAbove({ first, reach }: Cause): boolean {
  return first.fix === null && reach === undefined;
}

function cells(cause: Cause, report: Report, outcome: Outcome, options: PlaceOptions): readonly string[] {
  const { row } = textsOf(report.locale);
  const { fix, ruleId } = cause.first;
  const action =
    cause.duty === "fix" && fix !== null
      ? fixSentence(
          fix,
          cause.findings.length === 1 ? markdownName(cause.first, report.locale) : null,
          report.locale,
          code,
        )
      : null;
  const what = action ?? withoutFullStop(causeMessage(cause, report));
  const place = placeText(cause.first.location, options, row.before);
  const told = withRule(what, ruleId, report.locale);
  const reach = reachSentence(cause, report);
  const whole = reach === null ? told : row.sentences(told, reach);
  return [forWhom(cause, report, outcome), whole, reachText(cause, place, report, code)];
}

/** How far the change reaches, where that is told in the row of what it does. */
function reachSentence({ reach }: Cause, report: Report): string | null {
  return reach === undefined
    ? null
    : withRule(withoutFullStop(findingMessage(reach, report)), reach.ruleId, report.locale);
}

function withRule(sentence: string, ruleId: string, locale: Report["locale"]): string {
  return sentence + (locale === "ja" ? `（${ruleId}）` : ` (${ruleId})`);
}

function forWhom(cause: Cause, report: Report, outcome: Outcome): string {
  const { row } = textsOf(report.locale);
  if (cause.duty === "fix") return row.you;
  if (cause.duty === "waived") return `🎫 ${waivedBy(cause.first, report, escapeText)}`;
  if (cause.duty === "returned") return `↩️ ${returnedTo(cause.first, report, code)}`;
  if (outcome.settled.includes(cause)) return cause.duty === "confirm" ? row.confirmed : row.approved;
  if (cause.duty === "confirm")
    return row.owners(namesOf(ownersOf([cause]), row.owningTeam, code, report.locale));
  if (cause.duty !== "review") return row.advice;
  return row.reviewers(
    namesOf(reviewersOf(cause, report, outcome.reviewers), row.nobodyNamed, code, report.locale),
  );
}

/** The rule's id follows the sentence in brackets. */
function withoutFullStop(sentence: string): string {
  return sentence.replace(/[.。]$/, "");
}
