import type { Report } from "../../model/report.ts";
import { nextStepOf } from "../next-step.ts";
import { headlineOf, type Outcome, outcomeOf, symbolOf } from "../outcome.ts";
import { textsOf } from "../text/locale.ts";
import { capacityText } from "./capacity.ts";
import { ruleFolds, wouldPassText } from "./details.ts";
import { code } from "./escape.ts";
import { commentCharactersMax, fitting, type Section, separator, sum } from "./fit.ts";
import { footer } from "./footer.ts";
import type { CommentOptions, PlaceOptions } from "./options.ts";
import { reasonLine, rowsMax, tableCauses, tableText } from "./rows.ts";
import { changesSection, quietFolds, thanks } from "./sections.ts";

/** Room that is kept free for the line that says what was left out. */
const remarkCharactersMax = 300;

/** What only the App knows to say, and says in the same comment. */
export interface Said {
  /** Stands before the outcome. */
  readonly symbol: string;
  /** Markdown, behind "Sekisho: ". */
  readonly headline: string;
  /** Markdown; `null`: nobody has a turn. */
  readonly next: string | null;
  /** Lines and paragraphs above the table: approvals, notices. They fit before anything else that may be left out. */
  readonly lines: readonly string[];
  /** Answers to commands, below whose turn it is. */
  readonly answers: readonly string[];
}

/**
 * The comment of a pull request, as Markdown for GitHub; `null` where there is nothing to say (see
 * {@link CommentOptions}). At most {@link commentCharactersMax} characters, and no section of it is ever cut.
 */
export function renderComment(report: Report, options: CommentOptions): string | null {
  const outcome = outcomeOf(report);
  const said = plainlySaid(report, outcome);
  if (options.presence !== "asked" && isQuiet(outcome)) {
    return options.presence === "kept" ? shortComment(report, said) : null;
  }
  return fullComment(report, outcome, said, options);
}

/** What a report says by itself, where nobody knows of approvals. */
function plainlySaid(report: Report, outcome: Outcome): Said {
  return {
    symbol: symbolOf(outcome),
    headline: headlineOf(outcome, report.locale, code),
    next: nextStepOf(outcome, report, code),
    lines: [],
    answers: [],
  };
}

/** Observing says nothing in public, and what passes at most with advice stands in the check. */
export function isQuiet(outcome: Outcome): boolean {
  return (
    outcome.mode === "observe" ||
    (outcome.deciding === null &&
      outcome.waived.length + outcome.returned.length + outcome.settled.length === 0)
  );
}

/** Everything, as far as it fits. */
export function fullComment(report: Report, outcome: Outcome, said: Said, options: PlaceOptions): string {
  const optional = optionalSections(report, outcome, options);
  for (const rows of [rowsMax, 3, 1]) {
    const must = [...leading(report, outcome, said, options, rows), ...answersOf(said)];
    const small: Section = { text: footer(report, outcome), rank: 0 };
    const whole = [...must, ...optional, small];
    if (sum([...must, small].filter(({ rank }) => rank === 0)) + remarkCharactersMax > commentCharactersMax)
      continue;
    return `${joined(whole, report)}\n`;
  }
  return shortComment(report, said);
}

/** The outcome in one line, and what somebody asked for. */
export function shortComment(report: Report, said: Said): string {
  const line: Section = { text: shortLine(report, said), rank: 0 };
  const kept = fitting([line, ...answersOf(said)], commentCharactersMax);
  return `${kept.map(({ text }) => text).join(separator)}\n`;
}

function answersOf({ answers }: Said): readonly Section[] {
  return answers.map((text) => ({ text, rank: ranks.said }));
}

function shortLine(report: Report, { symbol, headline }: Said): string {
  return `${symbol} ${textsOf(report.locale).product}: ${headline}`;
}

/** Outcome, reason, whose turn it is: what everybody reads, and what is never left out. */
function leading(
  report: Report,
  outcome: Outcome,
  said: Said,
  options: PlaceOptions,
  rows: number,
): readonly Section[] {
  const { next } = textsOf(report.locale);
  const first = [
    `### ${shortLine(report, said)}`,
    outcome.deciding === null ? null : reasonLine(outcome.deciding, report, options),
  ];
  return [
    { text: first.filter((line) => line !== null).join("\n"), rank: 0 },
    ...said.lines.map((text) => ({ text, rank: ranks.said })),
    ...section(tableText(report, outcome, options, rows), 0),
    ...section(said.next === null ? null : `**${next.label}** ${said.next}`, 0),
  ];
}

const ranks = { said: 1, rule: 2, wouldPass: 3, changes: 4, thanks: 5, quiet: 6 } as const;

function section(text: string | null, rank: number): readonly Section[] {
  return text === null ? [] : [{ text, rank }];
}

function optionalSections(report: Report, outcome: Outcome, options: PlaceOptions): readonly Section[] {
  const explained = tableCauses(outcome)
    .filter(({ duty }) => duty !== "returned")
    .slice(0, rowsMax);
  return [
    ...ruleFolds(explained, report).map((text) => ({ text, rank: ranks.rule })),
    ...section(changesSection(report), ranks.changes),
    ...section(capacityText(report), ranks.changes),
    ...section(wouldPassText([...outcome.confirm, ...outcome.review], report), ranks.wouldPass),
    ...section(thanks(report), ranks.thanks),
    ...quietFolds(report, outcome, options).map((text) => ({ text, rank: ranks.quiet })),
  ];
}

function joined(sections: readonly Section[], report: Report): string {
  const kept = fitting(sections, commentCharactersMax - remarkCharactersMax);
  const rules = (list: readonly Section[]) => list.filter((section) => section.rank === ranks.rule).length;
  const missing = rules(sections) - rules(kept);
  const texts = kept.map((section) => section.text);
  if (missing > 0) texts.splice(-1, 0, textsOf(report.locale).details.tooLong(missing));
  return texts.join(separator);
}
