import type { Locale } from "../../model/configuration.ts";
import type { Enforcement, Severity } from "../../model/finding.ts";
import type { NewRule } from "../../model/observed-rule.ts";
import { visibleJson } from "../neutral.ts";
import { newRuleLines } from "../operator/new-rules-text.ts";
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
  /** It says how what it finds is mended. */
  readonly fix: boolean;
  /** What its examples are written in. */
  readonly formats: readonly string[];
  /** Where it is only observed because it is new there; absent: nowhere, or nobody was asked. */
  readonly observed?: readonly Omit<NewRule, "ruleId">[];
}

/**
 * The rules as tables, one for each family, in the order given; a star marks those that say nothing yet. Ends with a
 * newline.
 */
export function renderPolicyList(
  lines: readonly PolicyLine[],
  options: { readonly locale: Locale; readonly colour: boolean },
): string {
  const { explain } = textsOf(options.locale);
  if (lines.length === 0) return `${explain.passes}\n`;
  const paint = painter(options.colour);
  const rows = lines.map((line) => cellsOf(line, options.locale));
  const widths = explain.columns.map((heading, index) =>
    Math.max(...[heading, ...rows.map((row) => row[index] ?? "")].map(widthOf)),
  );
  const written = (row: readonly string[]) =>
    row
      .map((cell, index) => padded(cell, widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  const families = Map.groupBy(lines, ({ family }) => family);
  const tables = [...families].map(([family, members]) => {
    const heading = paint("bold", explain.family(family, members.length));
    return [heading, ...members.map((line) => written(cellsOf(line, options.locale)))].join("\n");
  });
  const silent = lines.filter((line) => line.silent).length;
  const parts = [paint("quiet", written(explain.columns)), ...tables, explain.rules(lines.length)];
  const observed = lines.flatMap(({ id, observed: places = [] }) =>
    places.map((place): NewRule => ({ ...place, ruleId: id })),
  );
  const notes = [
    ...(silent === 0 ? [] : [explain.silent(silent)]),
    ...newRuleLines(observed, options.locale),
  ];
  return `${[...parts, ...notes].join("\n\n")}\n`;
}

function cellsOf(line: PolicyLine, locale: Locale): readonly string[] {
  const { explain, words } = textsOf(locale);
  return [
    line.silent ? `${line.id}*` : line.id,
    line.title,
    words.severity[line.severity],
    words.enforcement[line.production],
    words.enforcement[line.elsewhere],
    line.fix ? explain.fixed : "",
    line.formats.join(", "),
  ];
}

/** The same for machines, as a list. Ends with a newline. */
export function renderPolicyListJson(lines: readonly PolicyLine[]): string {
  const list = lines.map((line) => {
    const { id, title, family, severity, production, elsewhere, silent, fix, formats, observed } = line;
    return {
      ...{ id, title, family, severity, enforcement: { production, elsewhere }, silent, fix, formats },
      ...(observed === undefined ? {} : { observed }),
    };
  });
  return `${visibleJson(list)}\n`;
}
