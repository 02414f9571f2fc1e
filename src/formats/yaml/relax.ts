import { Lexer } from "yaml";

/**
 * Kubernetes' parser does not care how far the further lines of a quoted text or of `[…]` and `{…}` are indented; YAML
 * and the yaml package do. Its own output is written like that (`kubectl get -o yaml`), so such lines are indented
 * further before the text is read once more. Leading space means nothing in these places: no value changes.
 */
export interface RelaxedText {
  readonly text: string;
  /** The offset in the text as it was, for one in the relaxed text. */
  readonly original: (offset: number) => number;
}

/** Places to be mended in one document; each costs a look at the whole of it. */
const roundsMax = 20;
/** Long enough for any one object; what is larger and indented like that stays a mistake. */
const relaxedLengthMax = 2 * 1024 * 1024;
/** Deeper than any real indentation, and short enough not to multiply a long line. */
const indentMax = 1_000;

/** The text with its under-indented lines indented, or `null` where it has none or where they cannot be told. */
export function relaxIndentation(text: string): RelaxedText | null {
  let relaxed = text;
  const insertions: Insertion[] = [];
  for (let round = 0; round < roundsMax; round += 1) {
    const cut = findCut(relaxed);
    if (cut === null) break;
    const end = cut.quote === null ? flowEnd(relaxed, cut) : quoteEnd(relaxed, cut.from, cut.quote);
    if (end === null) return null;
    const column = cut.start - (relaxed.lastIndexOf("\n", cut.start - 1) + 1);
    const added = " ".repeat(Math.min(column + 1, indentMax));
    const starts = lineStarts(relaxed, cut.from, end);
    if (relaxed.length + starts.length * added.length > relaxedLengthMax) return null;
    relaxed = insert(relaxed, starts, added, insertions);
  }
  return insertions.length === 0 ? null : { text: relaxed, original: (offset) => undo(insertions, offset) };
}

function insert(text: string, starts: readonly number[], added: string, insertions: Insertion[]): string {
  const parts: string[] = [];
  let position = 0;
  for (const [index, at] of starts.entries()) {
    parts.push(text.slice(position, at), added);
    insertions.push({ at: at + index * added.length, length: added.length });
    position = at;
  }
  parts.push(text.slice(position));
  return parts.join("");
}

interface Insertion {
  readonly at: number;
  readonly length: number;
}

/** Where the tokenizer gave up: inside what began at `start`, at `from`. */
interface Cut {
  readonly start: number;
  readonly from: number;
  readonly quote: "'" | '"' | null;
  readonly depth: number;
}

const [documentStart, flowErrorEnd, scalarStart] = ["\u0002", "\u0018", "\u001f"];

function findCut(text: string): Cut | null {
  const open: number[] = [];
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === documentStart || lexeme === scalarStart) continue;
    if (lexeme === flowErrorEnd) {
      const start = open[0];
      return start === undefined ? null : { start, from: offset, quote: null, depth: open.length };
    }
    const quote = lexeme.startsWith("'") ? "'" : lexeme.startsWith('"') ? '"' : null;
    if (quote !== null && quoteEnd(lexeme, 1, quote) !== lexeme.length) {
      return { start: offset, from: offset + lexeme.length, quote, depth: 0 };
    }
    if (lexeme === "[" || lexeme === "{") open.push(offset);
    if (lexeme === "]" || lexeme === "}") open.pop();
    offset += lexeme.length;
  }
  return null;
}

/** Just behind the closing quote. */
function quoteEnd(text: string, from: number, quote: "'" | '"'): number | null {
  for (let at = from; at < text.length; at += 1) {
    if (quote === '"' && text[at] === "\\") at += 1;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at += 1;
    }
  }
  return null;
}

/** Just behind the bracket that closes the outermost collection. */
function flowEnd(text: string, cut: Cut): number | null {
  let depth = cut.depth;
  let previous = ",";
  for (let at = cut.from; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (character === "#" && /\s/.test(text[at - 1] ?? "\n")) {
      const newline = text.indexOf("\n", at);
      if (newline === -1) return null;
      at = newline;
      continue;
    }
    if ((character === "'" || character === '"') && "[{,:".includes(previous)) {
      const end = quoteEnd(text, at + 1, character);
      if (end === null) return null;
      at = end - 1;
    } else if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth === 0) return at + 1;
    if (!/\s/.test(character)) previous = character;
  }
  return null;
}

/** Starts of the lines in `[from, end)` that say something; `from` itself is one where a line begins there. */
function lineStarts(text: string, from: number, end: number): readonly number[] {
  const starts: number[] = [];
  for (let at = text.lastIndexOf("\n", from - 1) + 1; at < end; ) {
    const newline = text.indexOf("\n", at);
    const lineEnd = newline === -1 ? text.length : newline;
    if ((at >= from || text.slice(at, from).trim() === "") && text.slice(at, lineEnd).trim() !== "")
      starts.push(at);
    at = lineEnd + 1;
  }
  return starts;
}

/** Insertions are undone in reverse: each was made in the text that all earlier ones had left. */
function undo(insertions: readonly Insertion[], offset: number): number {
  let original = offset;
  for (const { at, length } of insertions.toReversed()) {
    if (original >= at + length) original -= length;
    else if (original > at) original = at;
  }
  return original;
}
