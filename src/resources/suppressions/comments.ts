import { type IgnoreRequest, ignoreMarker, ignoreRequestIn } from "../../formats/comments/ignore-request.ts";
import { commentsOf, type SourceComment } from "../../formats/comments/index.ts";

/** A comment that asks to ignore rules, and the line that it is about. */
export interface IgnoreComment {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Its own line, or where it stands alone the first one below that is more than a comment. */
  readonly aboutLine: number;
  readonly request: IgnoreRequest;
}

/** Those of all files of a root, by path and line. Files without the marker are not read for it. */
export function ignoreComments(files: ReadonlyMap<string, Uint8Array>): readonly IgnoreComment[] {
  return [...files]
    .filter(([, bytes]) => holdsMarker(bytes))
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([path, bytes]) => inFile(path, commentsOf(path, bytes)));
}

function holdsMarker(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(ignoreMarker);
}

function inFile(path: string, comments: readonly SourceComment[]): readonly IgnoreComment[] {
  const alone = new Map(comments.filter((one) => one.alone).map((one) => [one.startLine, one]));
  return comments.flatMap((comment): readonly IgnoreComment[] => {
    const request = ignoreRequestIn(comment.text);
    if (request === null) return [];
    const { startLine, endLine } = comment;
    let aboutLine = endLine;
    for (let next: SourceComment | undefined = comment; next?.alone === true; next = alone.get(aboutLine))
      aboutLine = next.endLine + 1;
    return [{ path, startLine, endLine, aboutLine, request }];
  });
}
