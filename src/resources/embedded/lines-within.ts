import type { Location } from "../../model/location.ts";

/**
 * Where lines of a text stand, whose argument is known as a whole: the first line of a heredoc's text is the one below
 * its opening. Any other expression is pointed at as a whole.
 */
export function linesWithin(
  whole: Location,
  text: string,
  span: { readonly startLine: number; readonly endLine: number },
): Location {
  const textLines = text.replace(/\n$/, "").split("\n").length;
  const inner = whole.endLine - whole.startLine - 1;
  const isHeredoc = inner === textLines || inner === textLines + 1;
  if (!isHeredoc) return whole;
  const { startColumn: _, endColumn: __, ...lines } = whole;
  return { ...lines, startLine: whole.startLine + span.startLine, endLine: whole.startLine + span.endLine };
}
