import type { Finding } from "../../model/finding.ts";
import { isFileLocation, type Location, type Origin } from "../../model/location.ts";
import type { Cause } from "../causes.ts";
import { diffLines, editOf } from "../fix-lines.ts";
import { fixSentence } from "../fix-text.ts";
import { messageOf } from "../message.ts";
import { quotable, visible } from "../neutral.ts";
import { namesOf, reviewersOf } from "../outcome.ts";
import { reachText } from "../reach.ts";
import { plainName } from "../resource-name.ts";
import { returnedTo } from "../returned-to.ts";
import { textsOf } from "../text/locale.ts";
import { waivedBy } from "../waived-by.ts";
import { sourceLines } from "./source.ts";
import { toneOf, type View } from "./view.ts";
import { clipped, wrapped } from "./width.ts";

/** A longer text about fixing is for `sekisho explain`: two lines are read, a paragraph is skipped. */
const fixCharactersMax = 240;
/** Lines of a resource that are asked for; the first ones of a block tell which it is. */
const excerptLinesMax = 5;

/** One cause: what is wrong, where, its source with a caret, and what to do about it. */
export function causeBlock(cause: Cause, view: View): readonly string[] {
  const { report, paint } = view;
  const { first } = cause;
  const tone = toneOf(cause.duty);
  const label = labelOf(cause, view);
  const message = messageOf(first, report.texts, { format: "plain", locale: report.locale });
  const [title = "", ...rest] = wrapped(`${first.ruleId} ${message}`, view.columns);
  const heading = title.replace(first.ruleId, paint(tone, first.ruleId));
  return [
    heading,
    ...rest,
    ...reachLines(cause, view),
    ...placeLines(cause, label, view),
    ...source(cause, view),
    ...doLines(cause, view),
  ];
}

/** How far the change reaches, where no block of its own tells that. */
function reachLines({ reach }: Cause, { report, columns }: View): readonly string[] {
  if (reach === undefined) return [];
  const message = messageOf(reach, report.texts, { format: "plain", locale: report.locale });
  return wrapped(`${reach.ruleId} ${message}`, columns);
}

/** What the finding comes to: its enforcement, whether that is certain, or who waived it. */
function labelOf(cause: Cause, view: View): string {
  const { words } = textsOf(view.report.locale);
  if (cause.duty === "waived") return waivedBy(cause.first, view.report, quotable);
  if (cause.duty === "returned") return returnedTo(cause.first, view.report, quotable);
  const enforcement = words.enforcement[cause.first.enforcement];
  return cause.first.kind === "open" ? `${enforcement}, ${words.open}` : enforcement;
}

/** One piece of advice: where, then what, on one line where it fits. */
export function adviceLine(cause: Cause, view: View): readonly string[] {
  const message = messageOf(cause.first, view.report.texts, { format: "plain", locale: view.report.locale });
  const text = `${cause.first.ruleId} ${placeOf(cause, view)}: ${message}`;
  return wrapped(text, view.columns - 4).map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`));
}

function placeLines(cause: Cause, label: string, view: View): readonly string[] {
  const { first } = cause;
  const name = isNamedByPlace(first) ? "" : ` · ${plainName(first, view.report.locale)}`;
  const where = [`  ${placeOf(cause, view)}${name} · ${label}`];
  const origin = first.location.origin;
  if (origin !== undefined) {
    where.push(`  ${leadsTo(origin) ? "→" : "←"} ${visible(origin.path)}:${origin.line}`);
  }
  return where.map((line) => view.paint("quiet", line));
}

/** Origins that show the effect of what the location says; the others show the cause. */
const leadsThere: ReadonlySet<Origin["kind"]> = new Set(["module", "reference", "patch"]);

/** Where a patch is only supposed, the kustomization is the cause. */
function leadsTo({ kind, exact }: Origin): boolean {
  return leadsThere.has(kind) && (kind !== "patch" || exact);
}

/** A finding about a file or a comment has that for its name, which stands in its place already. */
function isNamedByPlace({ address, location, type }: Finding): boolean {
  return address === "" || address === location.path || type === "suppression";
}

function placeOf(cause: Cause, view: View): string {
  const { row, terminal } = textsOf(view.report.locale);
  const { location } = cause.first;
  const { path, startLine, startColumn, side } = location;
  const line = startColumn === undefined ? String(startLine) : terminal.column(startLine, startColumn);
  const there = isFileLocation(location) ? visible(path) : `${visible(path)}:${line}`;
  const place = side === "base" ? row.before(there) : there;
  return reachText(cause, place, view.report, quotable);
}

function source(cause: Cause, view: View): readonly string[] {
  const { location } = cause.first;
  if (isFileLocation(location)) return [];
  const endLine = Math.min(location.endLine, location.startLine + excerptLinesMax - 1);
  const asked: Location = endLine === location.endLine ? location : withoutEnd(location, endLine);
  const excerpt = view.excerpt(asked);
  if (excerpt === null || excerpt.length === 0) return [];
  return sourceLines(location, excerpt, {
    columns: view.columns,
    tone: toneOf(cause.duty),
    paint: view.paint,
  });
}

function withoutEnd(location: Location, endLine: number): Location {
  const { path, startLine, side } = location;
  return side === undefined ? { path, startLine, endLine } : { path, startLine, endLine, side };
}

function doLines(cause: Cause, view: View): readonly string[] {
  const { report, outcome, paint, columns } = view;
  const { terminal, row } = textsOf(report.locale);
  const lines = (label: string, text: string) => {
    const [first = "", ...others] = wrapped(`${label}: ${text}`, columns - 4);
    return [
      `  ${first.replace(`${label}:`, paint("bold", `${label}:`))}`,
      ...others.map((line) => `    ${line}`),
    ];
  };
  if (cause.duty === "fix") return [...lines(terminal.fix, fixText(cause, view)), ...diff(cause, view)];
  if (cause.duty !== "review") return [];
  return lines(
    terminal.reviewers,
    namesOf(reviewersOf(cause, report, outcome.reviewers), row.nobodyNamed, quotable, report.locale),
  );
}

/** The edit that was tried, as a diff; what mends several things is shown with the first of them. */
function diff(cause: Cause, { report, outcome, paint, columns }: View): readonly string[] {
  const edit = editOf(cause.first, report);
  if (edit === null || outcome.fix.find(({ first }) => editOf(first, report) === edit) !== cause) return [];
  const place = paint("quiet", `    ${visible(edit.path)}:${edit.startLine}`);
  const lines = diffLines(edit).map((line) => {
    const shown = clipped(`    ${line}`, columns);
    return line.startsWith("+") ? paint("good", shown) : paint("fix", shown);
  });
  return [place, ...lines];
}

/** The edit where it is mechanical, else what the rule says about fixing where that is short, else where to read it. */
function fixText(cause: Cause, { report }: View): string {
  const { fix, ruleId } = cause.first;
  const sentence = fix === null ? null : fixSentence(fix, null, report.locale, quotable);
  if (sentence !== null) return sentence;
  const paragraph = (report.texts[ruleId]?.fix ?? "").split("\n\n")[0]?.replaceAll("\n", " ").trim() ?? "";
  const short = paragraph !== "" && paragraph.length <= fixCharactersMax && !paragraph.includes("```");
  return short ? visible(paragraph) : textsOf(report.locale).terminal.explainHint(ruleId);
}
