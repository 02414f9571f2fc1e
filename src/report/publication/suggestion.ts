import type { Finding } from "../../model/finding.ts";
import type { Suggestion } from "../../model/publication.ts";
import type { LineEdit } from "../../model/repair.ts";
import type { Report } from "../../model/report.ts";
import { causesOf } from "../causes.ts";
import { messageOf } from "../message.ts";
import { visible } from "../neutral.ts";
import { publicationTextsOf } from "../text/locale.ts";
import type { LineRange } from "./context.ts";

/** Each one is a message to whoever follows the pull request; beyond that a list in the comment says it better. */
const suggestionsMax = 20;
/** Longer lines are generated, or made to be long. */
const lineCharactersMax = 500;
/** More is no longer read before it is committed. */
const linesMax = 40;
/** Findings that one suggestion names; an edit that ends more of them says so by its lines. */
const reasonsMax = 5;

/** A repair that GitHub can offer, and what it makes go away. */
export interface OfferedFix {
  readonly suggestion: Suggestion;
  readonly fingerprints: readonly string[];
}

/** What suggestions are made from, beside the report. */
export interface SuggestionSources {
  /** Path to the lines of the head that the diff shows: a suggestion can stand nowhere else. */
  readonly changedLines: ReadonlyMap<string, readonly LineRange[]>;
  /** A file of the head as it is; `null`: it cannot be read. */
  readonly textOf: (path: string) => string | null;
}

/** The repairs of the report, all of them judged, that end something that the author has to fix and lie within the diff. */
export function offeredFixes(report: Report, sources: SuggestionSources): readonly OfferedFix[] {
  const toFix = new Map(
    causesOf(report.findings)
      .filter(({ duty }) => duty === "fix")
      .flatMap((cause) => cause.findings)
      .map((finding) => [finding.fingerprint, finding]),
  );
  const offered = (report.fixes ?? []).flatMap((edit): OfferedFix[] => {
    const ended = edit.fingerprints.flatMap((fingerprint) => toFix.get(fingerprint) ?? []);
    const suggestion = ended.length === 0 ? null : suggestionFor(edit, ended, report, sources);
    return suggestion === null ? [] : [{ suggestion, fingerprints: edit.fingerprints }];
  });
  return offered.slice(0, suggestionsMax);
}

/** A replacement of lines; new lines come with the one above them, because GitHub replaces and does not insert. */
export function suggestionFor(
  edit: LineEdit,
  ended: readonly Finding[],
  report: Pick<Report, "texts" | "locale">,
  { changedLines, textOf }: SuggestionSources,
): Suggestion | null {
  const { path } = edit;
  const anchored = edit.before.length > 0 ? edit : withLineAbove(edit, textOf(path));
  if (anchored === null) return null;
  const startLine = anchored.startLine;
  const endLine = startLine + anchored.before.length - 1;
  const shown = (changedLines.get(path) ?? []).some(
    (range) => range.startLine <= startLine && endLine <= range.endLine,
  );
  const lines = anchored.after;
  if (!shown || lines.length > linesMax || ![...anchored.before, ...lines].every(isPlainLine)) return null;
  const body = `${reasonsOf(ended, report)}\n\n${suggestionFence(lines)}`;
  return { path, startLine, endLine, lines, body };
}

function withLineAbove(edit: LineEdit, text: string | null): LineEdit | null {
  const above = text?.split("\n")[edit.startLine - 2];
  if (above === undefined) return null;
  return { ...edit, startLine: edit.startLine - 1, before: [above], after: [above, ...edit.after] };
}

function reasonsOf(ended: readonly Finding[], { texts, locale }: Pick<Report, "texts" | "locale">): string {
  const { why } = publicationTextsOf(locale).suggestion;
  const reasons = ended.map((finding) =>
    why(messageOf(finding, texts, { format: "markdown", locale }), finding.ruleId),
  );
  const [only, ...others] = [...new Set(reasons)].slice(0, reasonsMax);
  if (others.length === 0) return only ?? "";
  return [only, ...others].map((reason) => `- ${reason}`).join("\n");
}

/** Nothing in the lines can end the fence, because it is longer than any run of backticks in them. */
function suggestionFence(lines: readonly string[]): string {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}suggestion`, ...lines, fence].join("\n");
}

/** Carriage returns do not survive GitHub's form, and what is not seen is not agreed to. */
function isPlainLine(line: string): boolean {
  const text = line.replaceAll("\t", "");
  return line.length <= lineCharactersMax && !line.includes("\uFFFD") && visible(text) === text;
}
