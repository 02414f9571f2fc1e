import { padded, widthOf } from "../report/terminal/width.ts";

/** Rows as columns, two spaces in; no column is wider than `widthMax`, however long one of its cells is. */
export function columnsText(
  rows: readonly (readonly string[])[],
  widthMax: number = Number.POSITIVE_INFINITY,
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.min(widthMax, Math.max(...rows.map((cells) => widthOf(cells[column] ?? "")))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return rows.map((cells) => `  ${line(cells)}`).join("\n");
}
