import type { Report, RuleText } from "../../model/report.ts";
import type { Cause } from "../causes.ts";
import { diffLines, editOf } from "../fix-lines.ts";
import { textsOf } from "../text/locale.ts";
import { code, link } from "./escape.ts";

/** A fold that GitHub opens on a click. Blank lines around the content make it Markdown again. */
export function fold(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n</details>`;
}

/** One fold for each rule of the causes: why, how to fix it, the edit where it is mechanical, and how to ask for a waiver. */
export function ruleFolds(causes: readonly Cause[], report: Report): readonly string[] {
  const byRule = Map.groupBy(causes, (cause) => cause.first.ruleId);
  return [...byRule].flatMap(([ruleId, [first, ...others]]) => {
    const text = report.texts[ruleId];
    return first === undefined || text === undefined
      ? []
      : [ruleFold([first, ...others], first, text, report)];
  });
}

function ruleFold(all: readonly Cause[], first: Cause, text: RuleText, report: Report): string {
  const { details } = textsOf(report.locale);
  const diffs = all.map((cause) => diffOf(cause, report)).filter((diff) => diff !== null);
  const waive = first.duty === "fix" ? details.waive(code(details.waiveCommand(text.ruleId))) : null;
  const page = text.page === undefined ? null : details.page(link(text.ruleId, text.page));
  const content = [text.why, text.fix, diffs[0] ?? null, waive, page].filter(
    (part) => part !== null && part !== "",
  );
  const summary = first.duty === "advice" ? details.advice(text.ruleId) : details.summary(text.ruleId);
  return fold(summary, content.join("\n\n"));
}

/** Every line in it begins with `-` or `+`, so that nothing of the pull request can end the fence. */
function diffOf(cause: Cause, report: Report): string | null {
  const edit = editOf(cause.first, report);
  return edit === null ? null : `~~~diff\n${diffLines(edit).join("\n")}\n~~~`;
}

/** For each review rule among the causes: what would have passed without a person. */
export function wouldPassText(causes: readonly Cause[], report: Report): string | null {
  const ids = [...new Set(causes.map((cause) => cause.first.ruleId))];
  const sentences = [
    ...new Set(ids.map((id) => report.texts[id]?.wouldPass ?? null).filter((text) => text !== null)),
  ];
  const [only, ...others] = sentences;
  const { details } = textsOf(report.locale);
  if (only === undefined) return null;
  if (others.length === 0) return details.wouldPass(only);
  return `${details.wouldPassList}\n${sentences.map((sentence) => `- ${sentence}`).join("\n")}`;
}
