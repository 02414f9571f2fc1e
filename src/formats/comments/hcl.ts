import type { CommentRange } from "./comment.ts";

/** Expressions in templates in expressions: the Terraform engine reads no file that nests deeper. */
const nestingMax = 200;

type Mode =
  | { readonly kind: "code"; braces: number }
  | { readonly kind: "quote" }
  | { readonly kind: "heredoc"; readonly tag: string };

/**
 * The comments of a text in HCL's native syntax. Signs of comments in quoted texts and here-documents are none, those in
 * expressions within them are.
 */
export function* hclComments(text: string): Iterable<CommentRange> {
  const modes: Mode[] = [{ kind: "code", braces: 0 }];
  for (let at = 0; at < text.length; ) {
    const mode = modes.at(-1);
    if (mode === undefined || modes.length > nestingMax) return;
    if (mode.kind !== "code") {
      at = inTemplate(text, at, mode, modes);
      continue;
    }
    const end = commentEnd(text, at);
    if (end > at) yield { start: at, end };
    at = end > at ? end : inCode(text, at, mode, modes);
  }
}

/** Where a comment that begins at `at` ends; `at` itself where none does. */
function commentEnd(text: string, at: number): number {
  if (text[at] === "#" || text.startsWith("//", at)) {
    const end = text.indexOf("\n", at);
    return withoutReturn(text, end === -1 ? text.length : end);
  }
  if (!text.startsWith("/*", at)) return at;
  const end = text.indexOf("*/", at + 2);
  return end === -1 ? text.length : end + 2;
}

function withoutReturn(text: string, end: number): number {
  return text[end - 1] === "\r" ? end - 1 : end;
}

function inCode(text: string, at: number, mode: { braces: number }, modes: Mode[]): number {
  const character = text[at];
  if (character === '"') modes.push({ kind: "quote" });
  if (character === "{") mode.braces += 1;
  if (character === "}") {
    if (mode.braces === 0 && modes.length > 1) modes.pop();
    else mode.braces = Math.max(0, mode.braces - 1);
  }
  const heredoc = character === "<" ? heredocStart.exec(text.slice(at, at + heredocStartMax)) : null;
  if (heredoc === null) return at + 1;
  modes.push({ kind: "heredoc", tag: heredoc[1] ?? "" });
  return at + heredoc[0].length;
}

const heredocStart = /^<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n/u;
/** Nobody gives the end of a text a longer name. */
const heredocStartMax = 256;

/** One step through a text that may hold expressions. */
function inTemplate(text: string, at: number, mode: Mode, modes: Mode[]): number {
  if (mode.kind === "heredoc" && (at === 0 || text[at - 1] === "\n")) {
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline;
    if (text.slice(at, end).trim() === mode.tag) {
      modes.pop();
      return end;
    }
  }
  const character = text[at];
  const marks = text.startsWith("{", at + 1) && (character === "$" || character === "%");
  if (marks) {
    modes.push({ kind: "code", braces: 0 });
    return at + 2;
  }
  if (text.startsWith("$${", at) || text.startsWith("%%{", at)) return at + 3;
  if (mode.kind === "heredoc") return at + 1;
  if (character === "\\") return at + 2;
  // A quoted text does not go over the end of its line: what looks like it is a mistake.
  if (character === '"' || character === "\n") modes.pop();
  return at + 1;
}
