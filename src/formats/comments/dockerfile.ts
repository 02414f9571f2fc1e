import { parseDockerfile } from "../dockerfile/load-parser.ts";
import { dockerfileBytesMax } from "../limits.ts";
import type { SourceComment } from "./comment.ts";

/** The comments of a Dockerfile: lines of their own, between instructions or within a continued one. */
export function dockerfileComments(text: string): readonly SourceComment[] {
  if (text.length > dockerfileBytesMax) return [];
  return parseDockerfile(text)
    .getComments()
    .map((comment) => {
      const line = comment.getRange().start.line + 1;
      return { startLine: line, endLine: line, text: comment.getContent() ?? "", alone: true };
    });
}
