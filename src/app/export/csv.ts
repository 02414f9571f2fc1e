import { canonicalJson } from "../../model/digest.ts";
import type { JsonValue } from "../../model/json.ts";

/** Spreadsheets read Japanese in a file that begins with it. */
export const byteOrderMark = "\uFEFF";

/** One line of a table, as docs/evidence-format.md has it, with its line end. */
export function csvLine(cells: readonly (JsonValue | undefined)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe, and so does one that begins with one. */
function csvCell(value: JsonValue | undefined): string {
  const text = textOf(value);
  const plain = typeof value === "string" && /^[=+\-@'\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

function textOf(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : canonicalJson(value);
}
