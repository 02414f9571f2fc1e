import type { Report } from "../../model/report.ts";
import { nextStepOf } from "../next-step.ts";
import { headlineOf, namesOf, type Outcome, outcomeOf, symbolOf } from "../outcome.ts";
import { textsOf } from "../text/locale.ts";
import { ruleFolds, wouldPassText } from "./details.ts";
import { code, escapeText } from "./escape.ts";
import { commentCharactersMax, fitting, type Section, separator, sum } from "./fit.ts";
import { footer } from "./footer.ts";
import type { Approval, CommentOptions } from "./options.ts";
import { reasonLine, rowsMax, tableCauses, tableText } from "./rows.ts";
import { changesSection, quietFolds, thanks } from "./sections.ts";

/** Room that is kept free for the line that says what was left out. */
const remarkCharactersMax = 300;

/**
 * The comment of a pull request, as Markdown for GitHub; `null` where there is nothing to say (see
 * {@link CommentOptions}). At most {@link commentCharactersMax} characters, and no section of it is ever cut.
 */
export function renderComment(report: Report, options: CommentOptions): string | null {
  const outcome = outcomeOf(report);
  if (options.presence !== "asked" && isQuiet(outcome)) {
    return options.presence === "kept" ? `${shortLine(report, outcome)}\n` : null;
  }
  const optional = optionalSections(report, outcome, options);
  for (const rows of [rowsMax, 3, 1]) {
    const must = leading(report, outcome, options, rows);
    const small: Section = { text: footer(report, outcome), rank: 0 };
    const whole = [...must, ...optional, small];
    if (sum([...must, small]) + remarkCharactersMax > commentCharactersMax) continue;
    return `${joined(whole, report)}\n`;
  }
  return `${shortLine(report, outcome)}\n`;
}

/** Observing says nothing in public, and what passes at most with advice stands in the check. */
function isQuiet(outcome: Outcome): boolean {
  return outcome.mode === "observe" || (outcome.deciding === null && outcome.waived.length === 0);
}

function shortLine(report: Report, outcome: Outcome): string {
  const { product } = textsOf(report.locale);
  return `${symbolOf(outcome)} ${product}: ${headlineOf(outcome, report.locale, code)}`;
}

/** Outcome, reason, whose turn it is: what everybody reads, and what is never left out. */
function leading(
  report: Report,
  outcome: Outcome,
  options: CommentOptions,
  rows: number,
): readonly Section[] {
  const { next } = textsOf(report.locale);
  const step = nextStepOf(outcome, report, code);
  const approval = options.approval === undefined ? null : approvalText(options.approval, report);
  const first = [
    `### ${shortLine(report, outcome)}`,
    outcome.deciding === null ? null : reasonLine(outcome.deciding, report, options),
  ];
  const parts = [
    first.filter((line) => line !== null).join("\n"),
    approval,
    tableText(report, outcome, options, rows),
    step === null ? null : `**${next.label}** ${step}`,
  ];
  return parts.filter((text) => text !== null).map((text) => ({ text, rank: 0 }));
}

const ranks = { rule: 1, wouldPass: 2, changes: 3, thanks: 4, quiet: 5 } as const;

function optionalSections(report: Report, outcome: Outcome, options: CommentOptions): readonly Section[] {
  const explained = tableCauses(outcome).slice(0, rowsMax);
  const section = (text: string | null, rank: number): Section[] => (text === null ? [] : [{ text, rank }]);
  return [
    ...ruleFolds(explained, report, options).map((text) => ({ text, rank: ranks.rule })),
    ...section(changesSection(report), ranks.changes),
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

function approvalText(approval: Approval, report: Report): string {
  const { approval: texts, row } = textsOf(report.locale);
  switch (approval.kind) {
    case "waiting":
      return texts.waiting(namesOf(approval.who, row.nobodyNamed, code, report.locale));
    case "approved":
      return texts.approved(code(approval.by));
    case "stands":
      return texts.stands(code(approval.by));
    case "dropped":
      return texts.dropped(code(approval.by), escapeText(approval.what));
    case "unseen":
      return texts.unseen;
  }
}
