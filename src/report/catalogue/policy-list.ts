import type { Locale } from "../../model/configuration.ts";
import type { Enforcement, Severity } from "../../model/finding.ts";
import { painter } from "../terminal/paint.ts";
import { padded, widthOf } from "../terminal/width.ts";
import { textsOf } from "../text/locale.ts";

/** One line of `sekisho policies list`. */
export interface PolicyLine {
  readonly id: string;
  /** In the language of the list. */
  readonly title: string;
  readonly family: string;
  readonly severity: Severity;
  /** What is in force here: the defaults with the configuration over them. */
  readonly production: Enforcement;
  readonly elsewhere: Enforcement;
  /** It compares with a ceiling or list that the configuration does not set. */
  readonly silent: boolean;
}

/** The rules as a table, in the order given; a star marks those that say nothing yet. Ends with a newline. */
export function renderPolicyList(
  lines: readonly PolicyLine[],
  options: { readonly locale: Locale; readonly colour: boolean },
): string {
  const { explain, words } = textsOf(options.locale);
  if (lines.length === 0) return `${explain.passes}\n`;
  const rows = lines.map((line) => [
    line.silent ? `${line.id}*` : line.id,
    line.title,
    words.severity[line.severity],
    words.enforcement[line.production],
    words.enforcement[line.elsewhere],
    line.family,
  ]);
  const widths = explain.columns.map((heading, index) =>
    Math.max(...[heading, ...rows.map((row) => row[index] ?? "")].map(widthOf)),
  );
  const written = (row: readonly string[]) =>
    row
      .map((cell, index) => padded(cell, widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  const table = [painter(options.colour)("bold", written(explain.columns)), ...rows.map(written)].join("\n");
  const silent = lines.filter((line) => line.silent).length;
  return silent === 0 ? `${table}\n` : `${table}\n\n${explain.silent(silent)}\n`;
}
