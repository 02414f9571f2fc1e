/** A comment of a file, without its signs. Lines are 1-based and inclusive. */
export interface SourceComment {
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** Nothing else stands on its lines. */
  readonly alone: boolean;
}

/** A comment as offsets into a text, signs included. */
export interface CommentRange {
  readonly start: number;
  readonly end: number;
}

/** Comments with their lines; `ranges` in the order of the text. */
export function sourceComments(text: string, ranges: Iterable<CommentRange>): readonly SourceComment[] {
  let line = 1;
  let counted = 0;
  const lineAt = (offset: number): number => {
    for (let at = text.indexOf("\n", counted); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
      line += 1;
      counted = at + 1;
    }
    return line;
  };
  return [...ranges].map(({ start, end }): SourceComment => {
    const startLine = lineAt(start);
    const lineStart = text.lastIndexOf("\n", start - 1) + 1;
    const newline = text.indexOf("\n", end);
    const behind = text.slice(end, newline === -1 ? text.length : newline);
    const alone = (start === 0 || isBlank(text.slice(lineStart, start))) && isBlank(behind);
    return { startLine, endLine: lineAt(end), text: withoutSigns(text.slice(start, end)), alone };
  });
}

function isBlank(text: string): boolean {
  return text.trim() === "";
}

function withoutSigns(comment: string): string {
  if (comment.startsWith("/*")) return comment.slice(2).replace(/\*\/$/, "").trim();
  return comment.replace(/^(?:\/\/|#)+/, "").trim();
}
