import { Lexer } from "yaml";
import { yamlTokensMax } from "../yaml/limits.ts";
import { splitDocuments } from "../yaml/split.ts";
import type { CommentRange } from "./comment.ts";

/** The lexer of the yaml package announces documents, scalars and ends of flow with signs of its own, which no YAML may hold. */
const announcements: ReadonlySet<string> = new Set(["\u0002", "\u0018", "\u001f"]);
const scalarFollows = "\u001f";

/** The comments of a YAML stream. What begins with `#` in a scalar, one over many lines included, is none. */
export function* yamlComments(text: string): Iterable<CommentRange> {
  for (const piece of splitDocuments(text))
    yield* commentsIn(text.slice(piece.start, piece.end), piece.start);
}

function* commentsIn(text: string, shift: number): Iterable<CommentRange> {
  let offset = 0;
  let count = 0;
  let previous = "";
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > yamlTokensMax) return;
    if (!announcements.has(lexeme)) {
      const end = offset + lexeme.length;
      if (lexeme.startsWith("#") && previous !== scalarFollows)
        yield { start: shift + offset, end: shift + end };
      offset = end;
    }
    previous = lexeme;
  }
}
