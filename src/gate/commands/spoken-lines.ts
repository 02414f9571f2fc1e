/**
 * The lines of a comment in which its author speaks: no quotes, no code, nothing that is not shown. Follows CommonMark
 * as far as it matters here; in doubt a line is left out, since nobody is harmed by a command that is said again.
 */
export function spokenLines(body: string): readonly string[] {
  const outside = linesOutsideBlocks(body.split(/\r\n|\r|\n/));
  return outside.flatMap((paragraph) => outsideCodeSpans(paragraph)).filter(isSpoken);
}

/** Four columns make a line code; `>` makes it a quote. */
function isSpoken(line: string): boolean {
  return !/^(?: {4}|[ \u3000]*\t)/.test(line) && !/^\s*[>＞]/.test(line);
}

interface Fence {
  readonly character: string;
  readonly length: number;
  readonly indent: number;
}

/** Lines outside fences and HTML comments, paragraph by paragraph. */
function linesOutsideBlocks(lines: readonly string[]): readonly (readonly string[])[] {
  const paragraphs: string[][] = [[]];
  let fence: Fence | null = null;
  let inComment = false;
  for (const line of lines) {
    if (inComment) {
      inComment = !line.includes("-->");
      continue;
    }
    if (fence !== null) {
      if (closes(line, fence)) fence = null;
      continue;
    }
    fence = opened(line);
    if (fence !== null || line.trim() === "") {
      paragraphs.push([]);
      continue;
    }
    paragraphs.at(-1)?.push(line);
    inComment = opensComment(line);
  }
  return paragraphs;
}

/** Also within a quote or a list, whose markers stand before it. */
function opened(line: string): Fence | null {
  const match = /^((?:[ \t]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*)(`{3,}(?=[^`]*$)|~{3,})/.exec(line);
  const [, before = "", marker = ""] = match ?? [];
  const character = marker[0];
  return character === undefined ? null : { character, length: marker.length, indent: before.length };
}

function closes(line: string, { character, length, indent }: Fence): boolean {
  const match = /^([ \t]*)(`{3,}|~{3,})[ \t]*$/.exec(line);
  const [, before = "", marker = ""] = match ?? [];
  return marker.startsWith(character) && marker.length >= length && before.length <= indent + 3;
}

function opensComment(line: string): boolean {
  const text = line.replace(/`+[^`]*`+/g, "");
  const start = text.lastIndexOf("<!--");
  return start !== -1 && !text.includes("-->", start + "<!--".length);
}

/** A code span may go over several lines of a paragraph; lines that begin within one are code. */
function outsideCodeSpans(lines: readonly string[]): readonly string[] {
  const text = lines.join("\n");
  const spans = codeSpans(text);
  let offset = 0;
  let next = 0;
  return lines.filter((line) => {
    const start = offset;
    offset += line.length + 1;
    while (next < spans.length && (spans[next]?.end ?? 0) <= start) next += 1;
    const span = spans[next];
    return span === undefined || start <= span.start;
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** From a run of backticks to the next run of the same length. Linear in the text: a comment may be all backticks. */
function codeSpans(text: string): readonly Span[] {
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: run }) => ({ start: index, length: run.length }));
  const nextAlike = nextOfSameLength(runs);
  const spans: Span[] = [];
  let covered = 0;
  runs.forEach((run, index) => {
    if (run.start < covered || isEscaped(text, run.start)) return;
    const close = runs[nextAlike[index] ?? -1];
    if (close === undefined) return;
    covered = close.start + close.length;
    spans.push({ start: run.start, end: covered });
  });
  return spans;
}

function nextOfSameLength(runs: readonly { readonly length: number }[]): readonly (number | null)[] {
  const latest = new Map<number, number>();
  const next: (number | null)[] = runs.map(() => null);
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const length = runs[index]?.length ?? 0;
    next[index] = latest.get(length) ?? null;
    latest.set(length, index);
  }
  return next;
}

/** A single backslash makes the backtick after it a character. */
function isEscaped(text: string, position: number): boolean {
  return text[position - 1] === "\\" && text[position - 2] !== "\\";
}
