import { Composer, type CST, type Document, Lexer, Parser } from "yaml";
import { yamlDepthMax, yamlTokensMax } from "./limits.ts";
import type { YamlProblem } from "./problem.ts";

/** The syntax tree of one piece, or the first thing that is wrong with it. Offsets count from the piece's start. */
export type ParsedYaml =
  | { readonly kind: "tree"; readonly documents: readonly Document.Parsed[] }
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
  const control = controlCharacter.exec(text);
  if (control !== null) return syntax("control characters are not allowed", control.index);
  const tokens = tokenize(text);
  if (!Array.isArray(tokens)) return { kind: "problem", problem: tokens };
  const documents: Document.Parsed[] = [];
  for (const document of new Composer(options).compose(tokens, false, text.length)) {
    const error = document.errors[0];
    if (error !== undefined) return syntax(reasonOf(error.message), error.pos[0]);
    documents.push(document as Document.Parsed);
  }
  return { kind: "tree", documents };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that Kubernetes refuses.
const controlCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** The tokenizer keeps its own stack, the composer recurses: depth is checked while it is still harmless. */
function tokenize(text: string): CST.Token[] | YamlProblem {
  const tokens: CST.Token[] = [];
  const parser = new Parser();
  let count = 0;
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    offset += lexeme.length;
    count += 1;
    if (parser.stack.length > yamlDepthMax) return limit("yamlDepthMax", Math.min(offset, text.length));
    if (count > yamlTokensMax) return limit("yamlTokensMax", Math.min(offset, text.length));
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

function limit(name: "yamlDepthMax" | "yamlTokensMax", offset: number): YamlProblem {
  return { kind: "limit", limit: name, offset };
}

function syntax(reason: string, offset: number): ParsedYaml {
  return { kind: "problem", problem: { kind: "syntax", reason, offset } };
}

/** The library's messages end with text of the file, after a colon or the word `sequence`; that part is left out. */
function reasonOf(message: string): string {
  return message.replace(/: .*$/s, "").replace(/(escape sequence) .*$/s, "$1");
}
