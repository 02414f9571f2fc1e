import { Composer, type CST, type Document, Lexer, Parser } from "yaml";
import { yamlDepthMax, yamlDocumentsMax, yamlTokensMax } from "./limits.ts";
import type { YamlProblem } from "./problem.ts";
import { relaxIndentation } from "./relax.ts";

/** The syntax tree of one piece, or the first thing that is wrong with it. */
export type ParsedYaml =
  | {
      readonly kind: "tree";
      readonly documents: readonly Document.Parsed[];
      /** The text that the tree's offsets belong to. */
      readonly text: string;
      /** The offset in the piece, for one of the tree. */
      readonly original: (offset: number) => number;
    }
  | { readonly kind: "problem"; readonly problem: YamlProblem };

/**
 * The yaml package reads structure only: every scalar stays text (schema `failsafe`), and keys, merges, aliases and
 * scalars get their meaning in `value.ts`, as Kubernetes gives it. Its own check for duplicate keys is quadratic.
 */
const options = {
  version: "1.1",
  schema: "failsafe",
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  keepSourceTokens: false,
  logLevel: "silent",
} as const;

export function parseYaml(text: string): ParsedYaml {
  const parsed = parseStrictly(text);
  if (parsed.kind === "tree" || parsed.problem.kind !== "syntax") return parsed;
  const relaxed = relaxIndentation(text);
  if (relaxed === null) return parsed;
  const again = parseStrictly(relaxed.text);
  return again.kind === "tree" ? { ...again, original: relaxed.original } : parsed;
}

function parseStrictly(text: string): ParsedYaml {
  const control = controlCharacter.exec(text);
  if (control !== null) return syntax("control characters are not allowed", control.index);
  const read = tokenize(text);
  if (read.kind === "problem") return read;
  const composed = compose(read.tokens, text);
  if (read.mistake === null) return composed;
  const before = composed.kind === "problem" && composed.problem.offset < read.mistake.offset;
  return before ? composed : syntax(reasonOf(read.mistake.message), read.mistake.offset);
}

function compose(tokens: readonly CST.Token[], text: string): ParsedYaml {
  const documents: Document.Parsed[] = [];
  const composer = new Composer(options);
  // The composer would go on and keep an error, with its stack, for every character of a hostile file.
  Reflect.set(composer, "onError", stopAtFirstMistake());
  try {
    for (const document of composer.compose(tokens, false, text.length)) {
      const error = document.errors[0];
      if (error !== undefined) return syntax(reasonOf(error.message), error.pos[0]);
      if (documents.length >= yamlDocumentsMax)
        return { kind: "problem", problem: limit("yamlDocumentsMax", 0) };
      documents.push(document as Document.Parsed);
    }
    return { kind: "tree", documents, text, original: (offset) => offset };
  } catch (error) {
    if (error instanceof FirstMistake) return syntax(reasonOf(error.message), error.offset);
    throw error;
  }
}

class FirstMistake extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Throws what was wrong first. The composer catches what is thrown below it and reports it again, with the place of
 * the value around it. Its warnings (a tag that nobody knows, odd indentation) are none to Kubernetes.
 */
function stopAtFirstMistake() {
  let first: FirstMistake | null = null;
  return (at: unknown, _code: string, message: string, warning?: boolean): void => {
    if (warning === true) return;
    first ??= new FirstMistake(offsetOf(at), message);
    throw first;
  };
}

function offsetOf(at: unknown): number {
  if (typeof at === "number") return at;
  if (Array.isArray(at)) return Number(at[0]);
  return typeof at === "object" && at !== null && "offset" in at ? Number(at.offset) : 0;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that Kubernetes refuses.
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

type Tokens =
  | {
      readonly kind: "tokens";
      readonly tokens: readonly CST.Token[];
      readonly mistake: { readonly offset: number; readonly message: string } | null;
    }
  | { readonly kind: "problem"; readonly problem: YamlProblem };

/**
 * The tokens of a text, up to its first mistake. The tokenizer keeps its own stack, the composer recurses: depth is
 * checked while it is still harmless.
 */
function tokenize(text: string): Tokens {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let mistake: CST.ErrorToken | null = null;
  let count = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      if (token.type === "error") mistake ??= token;
      else tokens.push(token);
    }
    if (mistake !== null) break;
    offset = Math.min(offset + lexeme.length, text.length);
    count += 1;
    if (parser.stack.length > yamlDepthMax)
      return { kind: "problem", problem: limit("yamlDepthMax", offset) };
    if (count > yamlTokensMax) return { kind: "problem", problem: limit("yamlTokensMax", offset) };
  }
  for (const token of parser.end()) if (token.type !== "error") tokens.push(token);
  return { kind: "tokens", tokens, mistake };
}

function limit(name: "yamlDepthMax" | "yamlTokensMax" | "yamlDocumentsMax", offset: number): YamlProblem {
  return { kind: "limit", limit: name, offset };
}

function syntax(reason: string, offset: number): ParsedYaml {
  return { kind: "problem", problem: { kind: "syntax", reason, offset } };
}

/** Some messages of the library end with text of the file, after a colon or `sequence`; that part is left out. */
function reasonOf(message: string): string {
  return message
    .replace(/(?<=\w): .*$/s, "")
    .replace(/(escape sequence) .*$/s, "$1")
    .replace(/closing ["']quote/, "closing quote");
}
