import type { PopulationAnswer } from "../../app/population/ask.ts";
import type { Locale } from "../../model/configuration.ts";
import type { BranchReconciliation, Explained, PopulationRow } from "../../model/population.ts";
import { quotable } from "../../report/neutral.ts";
import { populationTexts } from "../../report/operator/population-texts.ts";
import { painter } from "../../report/terminal/paint.ts";
import { columnsText } from "../columns.ts";

/** Columns of the table are no wider: a branch may have a name of any length. */
const columnWidthMax = 60;

interface Look {
  readonly locale: Locale;
  readonly colour: boolean;
}

/** What came onto each branch, what explains it, and every commit that somebody has to look into. */
export function populationText({ rows, reconciliation }: PopulationAnswer, look: Look): string {
  const texts = populationTexts(look.locale);
  const paint = painter(look.colour);
  const { period, branches, totals } = reconciliation;
  const told = branches.filter(({ counts, breaks }) => counts.commits + breaks.length > 0);
  const parts = [
    paint("bold", texts.period(period.from, period.to, period.timezone)),
    ...told.map((branch) => branchText(branch, rowsOf(rows, branch), look)),
    told.length === 0 ? texts.nothing : "",
    paint(
      totals.unexplained === 0 ? "good" : "fix",
      texts.total(branches.length, totals.commits, totals.unexplained),
    ),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function rowsOf(rows: readonly PopulationRow[], { repositoryId, branch }: BranchReconciliation) {
  return rows.filter((row) => row.repositoryId === repositoryId && row.branch === branch);
}

function branchText(
  branch: BranchReconciliation,
  rows: readonly PopulationRow[],
  { locale, colour }: Look,
): string {
  const texts = populationTexts(locale);
  const paint = painter(colour);
  const { counts, opening, closing, unbroken, breaks, source } = branch;
  const line = unbroken === null ? "unknown" : unbroken ? "yes" : "no";
  const exceptional = rows.filter(({ exceptions }) => exceptions.length > 0);
  return [
    `${paint("bold", `${quotable(branch.repository)}  ${quotable(branch.branch)}`)}  ${texts.commits(counts.commits)} ${texts.between(opening, closing)}`,
    columnsText(countRows(rows, texts.explained)),
    texts.source[source],
    paint(line === "no" ? "fix" : "quiet", texts.unbroken[line]),
    ...breaks.map(({ from, to, why }) => `  ${texts.broken(from, to, why)}`),
    exceptional.length === 0 ? texts.noExceptions : exceptionsText(exceptional, locale),
  ].join("\n");
}

function countRows(
  rows: readonly PopulationRow[],
  names: Readonly<Record<Explained, string>>,
): readonly (readonly string[])[] {
  const counted = Map.groupBy(rows, ({ explained }) => explained);
  return [...counted]
    .toSorted(([, left], [, right]) => right.length - left.length)
    .map(([explained, { length }]) => [names[explained], String(length)]);
}

function exceptionsText(rows: readonly PopulationRow[], locale: Locale): string {
  const texts = populationTexts(locale);
  const lines = rows.map((row) => [
    String(row.ordinal),
    row.commit.slice(0, 12),
    row.reachedAtLocal,
    texts.explained[row.explained],
    row.number === null ? "" : `#${row.number}`,
    row.exceptions.map((exception) => texts.exceptions[exception]).join("; "),
  ]);
  return columnsText([texts.columns, ...lines], columnWidthMax);
}
