/** One document of a stream, as offsets into the text: from its `---`, where it has one, to the next. */
export interface YamlPiece {
  readonly start: number;
  readonly end: number;
}

/**
 * Splits a stream at its `---` lines, which may stand nowhere inside a document, so that a mistake in one document
 * cannot reach the next. Pieces without content (comments, directives) are left out.
 */
export function splitDocuments(text: string): readonly YamlPiece[] {
  const starts = [0];
  for (const match of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) if (match.index > 0) starts.push(match.index);
  return starts
    .map((start, index) => ({ start, end: starts[index + 1] ?? text.length }))
    .filter((piece) => hasContent(text, piece));
}

function hasContent(text: string, piece: YamlPiece): boolean {
  for (let at = piece.start; at < piece.end; ) {
    const newline = text.indexOf("\n", at);
    const lineEnd = newline === -1 ? piece.end : Math.min(newline, piece.end);
    if (lineHasContent(text, at, lineEnd, at === piece.start)) return true;
    at = lineEnd + 1;
  }
  return false;
}

function lineHasContent(text: string, start: number, end: number, first: boolean): boolean {
  let line = text.slice(start, Math.min(end, start + lineStartLength));
  if (first && line.startsWith("---")) line = line.slice(3);
  const trimmed = line.trimStart();
  if (trimmed === "") return end - start > lineStartLength;
  return !(
    trimmed.startsWith("#") ||
    line.startsWith("%YAML ") ||
    line.startsWith("%TAG ") ||
    trimmed === "..."
  );
}

/** Enough of a line to tell a comment from content; a longer run of white space counts as content. */
const lineStartLength = 256;
