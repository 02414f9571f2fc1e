import { type Figure, isWithinBudget, median, type Unit } from "./figure.ts";

export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly range: string;
  readonly budget: string;
  readonly verdict: string;
}

export const headings: Row = {
  what: "what",
  measured: "median",
  range: "min–max",
  budget: "budget",
  verdict: "",
};

const digits: Readonly<Record<Unit, number>> = { ms: 0, s: 2, GB: 2, MB: 2, KB: 2, "×": 2 };

export function rowOf(figure: Figure): Row {
  const { what, unit, samples, budget } = figure;
  const text = (value: number) => value.toFixed(digitsOf(unit, value));
  return {
    what,
    measured: `${text(median(samples))} ${unit}`,
    range: `${text(Math.min(...samples))}–${text(Math.max(...samples))}`,
    budget: budget === null ? "none" : `${budget} ${unit}`,
    verdict: budget === null ? "" : isWithinBudget(figure) ? "ok" : "NOT OK",
  };
}

/** A call of less than ten milliseconds is told more exactly than a whole review. */
function digitsOf(unit: Unit, value: number): number {
  return unit === "ms" && value < 10 ? 2 : digits[unit];
}

/** Columns side by side, for a terminal. */
export function alignedTable(rows: readonly Row[]): string {
  const all = [headings, ...rows].map(cells);
  const widths = cells(headings).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

export function markdownTable(rows: readonly Row[]): string {
  const line = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  return [
    line(cells(headings)),
    line(["---", "--:", "--:", "--:", "---"]),
    ...rows.map(cells).map(line),
  ].join("\n");
}

function cells({ what, measured, range, budget, verdict }: Row): readonly string[] {
  return [what, measured, range, budget, verdict];
}
