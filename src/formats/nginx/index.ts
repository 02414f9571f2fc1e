import { nginxBytesMax, nginxDepthMax, nginxDirectivesMax } from "../limits.ts";
import { decodeText } from "../text.ts";
import { type NginxMistake, type NginxToken, NginxTokens } from "./tokens.ts";

export interface NginxDirective {
  readonly name: string;
  readonly args: readonly string[];
  /** `null` for a directive that ends with `;`. */
  readonly block: readonly NginxDirective[] | null;
  /** Lines 1-based and inclusive; of a block the line of its name alone. */
  readonly startLine: number;
  readonly endLine: number;
}

export type NginxReading =
  | { readonly kind: "directives"; readonly directives: readonly NginxDirective[] }
  | { readonly kind: "broken"; readonly line: number; readonly reason: string }
  | { readonly kind: "not-text"; readonly reason: "binary" | "utf16" | "not_utf8" }
  | { readonly kind: "limit"; readonly limit: "nginxBytesMax" | "nginxDepthMax" | "nginxDirectivesMax" };

/** Reads an NGINX configuration, or a part of one as `include` brings it. Never throws. */
export function readNginx(bytes: Uint8Array): NginxReading {
  if (bytes.length > nginxBytesMax) return { kind: "limit", limit: "nginxBytesMax" };
  const decoded = decodeText(bytes);
  if (decoded.kind === "not-text") return decoded;
  return readNginxText(decoded.text);
}

/** The same for text that stands in another file. */
export function readNginxText(text: string): NginxReading {
  if (text.length > nginxBytesMax) return { kind: "limit", limit: "nginxBytesMax" };
  const parsing: Parsing = { tokens: new NginxTokens(text), count: 0 };
  const read = readBlock(parsing, 0, null);
  return Array.isArray(read) ? { kind: "directives", directives: read } : (read as Refusal);
}

type Refusal = Extract<NginxReading, { kind: "broken" | "limit" }>;

interface Parsing {
  readonly tokens: NginxTokens;
  count: number;
}

/** Directives up to the brace that closes the block, or to the end of the file where none is open. */
function readBlock(
  parsing: Parsing,
  depth: number,
  openLine: number | null,
): readonly NginxDirective[] | Refusal {
  if (depth > nginxDepthMax) return { kind: "limit", limit: "nginxDepthMax" };
  const directives: NginxDirective[] = [];
  let words: NginxToken[] = [];
  for (;;) {
    const token = parsing.tokens.next();
    if (token !== null && !("kind" in token)) return broken(token);
    if (token === null || token.kind === "close") {
      const [first] = words;
      if (first !== undefined) return { kind: "broken", line: first.line, reason: "a ; is missing" };
      if ((token === null) === (openLine === null)) return directives;
      return token === null
        ? { kind: "broken", line: openLine ?? 1, reason: "a { is not closed" }
        : { kind: "broken", line: token.line, reason: "a } closes nothing" };
    }
    if (token.kind === "word") {
      words.push(token);
      continue;
    }
    const read = readDirective(parsing, depth, words, token);
    if ("kind" in read) return read;
    directives.push(read);
    words = [];
    parsing.count += 1;
    if (parsing.count > nginxDirectivesMax) return { kind: "limit", limit: "nginxDirectivesMax" };
  }
}

function readDirective(
  parsing: Parsing,
  depth: number,
  words: readonly NginxToken[],
  end: NginxToken,
): NginxDirective | Refusal {
  const [name, ...args] = words;
  if (name === undefined)
    return { kind: "broken", line: end.line, reason: "a directive has to begin with a name" };
  const directive = {
    name: name.value,
    args: args.map(({ value }) => value),
    startLine: name.line,
    endLine: words.at(-1)?.line ?? name.line,
  };
  if (end.kind === "end") return { ...directive, block: null };
  if (isForeign(name.value)) {
    const text = parsing.tokens.foreignBlock();
    return text === null
      ? { kind: "broken", line: end.line, reason: "a { is not closed" }
      : { ...directive, block: [] };
  }
  const block = readBlock(parsing, depth + 1, end.line);
  return "kind" in block ? block : { ...directive, block };
}

/** Blocks that hold a program: Lua of OpenResty. */
function isForeign(name: string): boolean {
  return /_by_lua_block$/.test(name);
}

function broken({ line, reason }: NginxMistake): Refusal {
  return { kind: "broken", line, reason };
}
