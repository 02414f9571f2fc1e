import type { LineEdit } from "../../model/repair.ts";
import type { Report, RuleText } from "../../model/report.ts";
import type { Cause } from "../causes.ts";
import { diffLines, editOf } from "../fix-lines.ts";
import { quotable } from "../neutral.ts";
import { textsOf } from "../text/locale.ts";
import { passingSentences } from "../would-pass.ts";
import { code, link } from "./escape.ts";

/** A fold that GitHub opens on a click. Blank lines around the content make it Markdown again. */
export function fold(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n</details>`;
}

/** Edits of one rule: more of them are seen in the files. */
const editsMax = 3;

/** One fold for each rule of the causes: why, how to fix it, the edit where it is mechanical, and how to ask for a waiver. */
export function ruleFolds(causes: readonly Cause[], report: Report): readonly string[] {
  const byRule = Map.groupBy(causes, (cause) => cause.first.ruleId);
  const shownAt = new Map<LineEdit, string>();
  return [...byRule].flatMap(([ruleId, [first, ...others]]) => {
    const text = report.texts[ruleId];
    if (first === undefined || text === undefined) return [];
    const edits = editsText([first, ...others], shownAt, report);
    return ruleFold(first, text, edits, report) ?? [];
  });
}

/** `null`: an organisation's own rule may have nothing to say beyond its message. */
function ruleFold(first: Cause, text: RuleText, edits: string | null, report: Report): string | null {
  const { details } = textsOf(report.locale);
  const waive = first.duty === "fix" ? details.waive(code(details.waiveCommand(text.ruleId))) : null;
  const page = text.page === undefined ? null : details.page(link(text.ruleId, text.page));
  const content = [text.why, text.fix, edits, waive, page].filter((part) => part !== null && part !== "");
  if (content.length === 0) return null;
  const summary = first.duty === "advice" ? details.advice(text.ruleId) : details.summary(text.ruleId);
  return fold(summary, content.join("\n\n"));
}

/** The edits that were tried; one that mends several things stands at the first of them. */
function editsText(causes: readonly Cause[], shownAt: Map<LineEdit, string>, report: Report): string | null {
  const { details } = textsOf(report.locale);
  const all = new Set(causes.flatMap(({ first }) => editOf(first, report) ?? []));
  const elsewhere = new Set([...all].flatMap((edit) => shownAt.get(edit) ?? []));
  const own = [...all].filter((edit) => !shownAt.has(edit));
  const shown = own.slice(0, editsMax);
  for (const edit of shown) shownAt.set(edit, causes[0]?.first.ruleId ?? "");
  const parts = [
    ...shown.map(diffOf),
    ...(own.length > shown.length ? [details.moreEdits(own.length - shown.length)] : []),
    ...[...elsewhere].map((ruleId) => details.sameEdit(ruleId)),
  ];
  return parts.length === 0 ? null : parts.join("\n\n");
}

/** Every line in it begins with `@`, `-` or `+`, so that nothing of the pull request can end the fence. */
function diffOf(edit: LineEdit): string {
  const lines = [`@@ ${quotable(edit.path)}:${edit.startLine} @@`, ...diffLines(edit)];
  return `~~~diff\n${lines.join("\n")}\n~~~`;
}

/** For each cause that asks for somebody: what would have passed without. */
export function wouldPassText(causes: readonly Cause[], report: Report): string | null {
  const asking = causes.flatMap(({ findings }) => findings);
  const sentences = passingSentences(asking, report, "markdown");
  const [only, ...others] = sentences;
  const { details } = textsOf(report.locale);
  if (only === undefined) return null;
  if (others.length === 0) return details.wouldPass(only);
  return `${details.wouldPassList}\n${sentences.map((sentence) => `- ${sentence}`).join("\n")}`;
}
