/** A stretch of a file: lines and columns 1-based and inclusive (columns in UTF-16 units), bytes half-open. */
export interface SourceSpan {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly startByte: number;
  readonly endByte: number;
}

/** The text of one file, able to say where an offset stands. Line starts are found at the first question. */
export class SourceText {
  readonly text: string;
  readonly #skippedBytes: number;
  #lineStarts: readonly number[] | null = null;
  #lineBytes: readonly number[] | null = null;

  constructor(text: string, skippedBytes = 0) {
    this.text = text;
    this.#skippedBytes = skippedBytes;
  }

  /** 1-based line and column of an offset. */
  position(offset: number): { readonly line: number; readonly column: number } {
    this.#lineStarts ??= lineStartsOf(this.text);
    const line = lastAtOrBefore(this.#lineStarts, offset);
    return { line: line + 1, column: offset - (this.#lineStarts[line] ?? 0) + 1 };
  }

  /** The span of `[start, end)` without the white space at its end. */
  span(start: number, end: number): SourceSpan {
    const last = Math.max(start, lastVisible(this.text, start, end));
    const from = this.position(start);
    const to = this.position(last);
    return {
      startLine: from.line,
      startColumn: from.column,
      endLine: to.line,
      endColumn: to.column,
      startByte: this.#byteOf(from, start),
      endByte: this.#byteOf(to, Math.max(start, last + 1)),
    };
  }

  /** The byte of an offset on a line, or just behind it. */
  #byteOf({ line, column }: { readonly line: number; readonly column: number }, offset: number): number {
    this.#lineStarts ??= lineStartsOf(this.text);
    this.#lineBytes ??= lineBytesOf(this.text, this.#lineStarts);
    const lineStart = this.#lineStarts[line - 1] ?? offset - column + 1;
    const before = this.#skippedBytes + (this.#lineBytes[line - 1] ?? 0);
    return before + Buffer.byteLength(this.text.slice(lineStart, offset));
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineBytesOf(text: string, starts: readonly number[]): readonly number[] {
  let bytes = 0;
  return starts.map((start, index) => {
    const before = bytes;
    bytes += Buffer.byteLength(text.slice(start, starts[index + 1] ?? text.length));
    return before;
  });
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function lastVisible(text: string, start: number, end: number): number {
  let last = Math.min(end, text.length) - 1;
  while (last > start && /\s/.test(text.charAt(last))) last -= 1;
  return last;
}
