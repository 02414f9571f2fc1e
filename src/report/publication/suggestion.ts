import type { Finding } from "../../model/finding.ts";
import { isFileLocation } from "../../model/location.ts";
import type { Suggestion } from "../../model/publication.ts";
import type { Report } from "../../model/report.ts";
import { causesOf } from "../causes.ts";
import { fixDiff } from "../fix-text.ts";
import { messageOf } from "../message.ts";
import { visible } from "../neutral.ts";
import { publicationTextsOf } from "../text/locale.ts";
import type { LineRange } from "./context.ts";

/** Each one is a message to whoever follows the pull request; beyond that a list in the comment says it better. */
const suggestionsMax = 20;
/** Longer lines are generated, or made to be long. */
const lineCharactersMax = 500;

/** A repair that GitHub can offer, and what it is meant to make go away. */
export interface OfferedFix {
  readonly suggestion: Suggestion;
  /** Findings that are gone once it is applied. */
  readonly fingerprints: readonly string[];
}

/** What suggestions are made from, beside the report. */
export interface SuggestionSources {
  /** Path to the lines of the head that the diff shows: a suggestion can stand nowhere else. */
  readonly changedLines: ReadonlyMap<string, readonly LineRange[]>;
  /** A file of the head as it is; `null`: it cannot be read. */
  readonly textOf: (path: string) => string | null;
}

/**
 * The mechanical repairs of what the author has to fix, in the order of the causes and one for each line. They are to
 * be applied and judged before they are sent: this only says what would be written.
 */
export function offeredFixes(
  report: Report,
  { changedLines, textOf }: SuggestionSources,
): readonly OfferedFix[] {
  const findings = causesOf(report.findings)
    .filter(({ duty }) => duty === "fix")
    .flatMap((cause) => cause.findings);
  const byLine = new Map<string, OfferedFix>();
  for (const finding of findings) {
    const { path, startLine, endLine } = finding.location;
    const shown = (changedLines.get(path) ?? []).some(
      (range) => range.startLine <= startLine && endLine <= range.endLine,
    );
    const text = shown ? textOf(path) : null;
    const suggestion = text === null ? null : suggestionFor(finding, text, report);
    if (suggestion === null) continue;
    const key = `${startLine} ${path}`;
    const other = byLine.get(key);
    if (other === undefined) byLine.set(key, { suggestion, fingerprints: [finding.fingerprint] });
    else if (sameLines(other.suggestion, suggestion))
      byLine.set(key, { ...other, fingerprints: [...other.fingerprints, finding.fingerprint] });
  }
  return [...byLine.values()].slice(0, suggestionsMax);
}

/**
 * The line that repairs a finding; `null` where that is not one scalar on one line that is written out, because a
 * guessed edit is worse than none.
 */
export function suggestionFor(
  finding: Finding,
  text: string,
  { texts, locale }: Pick<Report, "texts" | "locale">,
): Suggestion | null {
  const { location, fix } = finding;
  if (fix === null || !isOneLine(finding) || JSON.stringify(fix.path) !== JSON.stringify(finding.path))
    return null;
  const all = text.split("\n");
  const line = all[location.startLine - 1];
  if (line === undefined || !isPlainLine(line) || continues(all, location.startLine)) return null;
  const diff = fixDiff(fix, [line]);
  if (diff === null || (diff.after === null && !hasSibling(all, location.startLine))) return null;
  const lines = diff.after === null ? [] : [diff.after];
  const message = messageOf(finding, texts, { format: "markdown", locale });
  const why = publicationTextsOf(locale).suggestion.why(message, finding.ruleId);
  const { path, startLine, endLine } = location;
  return { path, startLine, endLine, lines, body: `${why}\n\n${suggestionFence(lines)}` };
}

/** The text with a suggestion in it; line ends stay as they are. */
export function applySuggestion(
  text: string,
  { startLine, endLine, lines }: Pick<Suggestion, "startLine" | "endLine" | "lines">,
): string {
  const all = text.split("\n");
  all.splice(startLine - 1, endLine - startLine + 1, ...lines);
  return all.join("\n");
}

/** Several suggestions for one file, from the last line to the first, so that no line number shifts. */
export function applySuggestions(
  text: string,
  suggestions: readonly Pick<Suggestion, "startLine" | "endLine" | "lines">[],
): string {
  return suggestions
    .toSorted((left, right) => right.startLine - left.startLine)
    .reduce(applySuggestion, text);
}

/** Nothing in the lines can end the fence, because it is longer than any run of backticks in them. */
function suggestionFence(lines: readonly string[]): string {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}suggestion`, ...lines, fence].join("\n");
}

/** The value stands at that line itself: what comes from a template or a reference is written elsewhere. */
function isOneLine({ location }: Finding): boolean {
  const { side, origin, startLine, endLine } = location;
  return side !== "base" && origin === undefined && startLine === endLine && !isFileLocation(location);
}

/** Literal values only: what computes a value has a reason, and carriage returns do not survive GitHub's form. */
function isPlainLine(line: string): boolean {
  if (
    line.includes("\uFFFD") ||
    line.length > lineCharactersMax ||
    visible(line.replaceAll("\t", "")) !== line.replaceAll("\t", "")
  )
    return false;
  if (/\$\{|%\{|\{\{|<</.test(line)) return false;
  const assigned = /^\s*[\w-]+\s*=\s*(\S.*)$/.exec(line)?.[1];
  return assigned === undefined || /^("[^"]*"|-?\d+(\.\d+)?|true|false)\s*(#.*|\/\/.*)?$/.test(assigned);
}

/** A scalar may go on in the lines below, which are indented more than its key. */
function continues(all: readonly string[], lineNumber: number): boolean {
  const next = all.slice(lineNumber).find((line) => line.trim() !== "" && !line.trimStart().startsWith("#"));
  return next !== undefined && indentOf(next) > keyIndentOf(all[lineNumber - 1] ?? "");
}

/** Something else stands beside it: a block from which the last line goes would be empty, and mean something else. */
function hasSibling(all: readonly string[], lineNumber: number): boolean {
  const indent = indentOf(all[lineNumber - 1] ?? "");
  return [all[lineNumber - 2], all[lineNumber]].some(
    (line) => line !== undefined && /^\s*["']?[\w.\-/]+["']?\s*[:=]/.test(line) && indentOf(line) === indent,
  );
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function keyIndentOf(line: string): number {
  return indentOf(line.replace(/^(\s*)- /, "$1  "));
}

function sameLines(left: Suggestion, right: Suggestion): boolean {
  return JSON.stringify(left.lines) === JSON.stringify(right.lines);
}
