import { visible } from "./neutral.ts";

/** Lines under their column names, as RFC 4180 has it. */
export function csvText<Column extends string>(
  columns: readonly Column[],
  lines: readonly Readonly<Record<Column, string>>[],
): string {
  const rows = lines.map((line) => columns.map((name) => field(line[name])).join(","));
  return `${[columns.join(","), ...rows].join("\r\n")}\r\n`;
}

/**
 * A field that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front (OWASP, "CSV
 * Injection"). Nothing hidden is in it, so it has no line ends.
 */
function field(text: string): string {
  const shown = visible(text);
  const safe = /^[=+\-@\t\r]/.test(shown) ? `'${shown}` : shown;
  return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
