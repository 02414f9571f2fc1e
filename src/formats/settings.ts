import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  parseDocument,
} from "yaml";
import type { JsonValue, ObjectPath } from "../model/json.ts";

/** Ten times the largest file of settings that a person would keep up by hand. */
export const settingsBytesMax = 1_048_576;
/** Anchors save some typing; more than this is no longer typed. */
const settingsAliasesMax = 100;
/** The deepest setting of ours stands ten deep; the composer of the parser recurses, and this is far from its end. */
const settingsDepthMax = 100;
/** Names that JavaScript gives a meaning of its own. */
const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** 1-based, as in an editor. */
interface SettingsPlace {
  readonly line: number;
  readonly column: number;
}

export interface SettingsProblem extends SettingsPlace {
  readonly kind: "too-large" | "too-deep" | "aliases" | "syntax" | "forbidden-key" | "duplicate-key";
  /** The parser's own words, or the key. */
  readonly detail: string;
}

/** The parser's own check for duplicate keys is quadratic; ours is below. */
const options = { prettyErrors: false, uniqueKeys: false, version: "1.2" } as const;

/** A file that people write for us, as YAML 1.2 reads it: `off`, `no` and dates are text. */
export type SettingsText =
  | {
      readonly kind: "read";
      /** `null` for an empty file. */
      readonly value: JsonValue;
      /** Where a setting is written: its key, or the nearest one above that is there. */
      readonly locate: (path: ObjectPath) => SettingsPlace;
      /** A scalar as it is written: `012` is read as a number, and its zero is lost. */
      readonly source: (path: ObjectPath) => string | null;
    }
  | { readonly kind: "broken"; readonly problems: readonly SettingsProblem[] };

/**
 * Reads settings of the base branch or of the organisation. Manifests are read by `yaml/`, as a cluster would: there
 * `off` is false, and several documents stand in one file.
 */
export function readSettingsText(text: string): SettingsText {
  if (Buffer.byteLength(text) > settingsBytesMax) return broken("too-large");
  if (isTooDeep(text)) return broken("too-deep");
  try {
    return read(text);
  } catch (error) {
    // Thrown for an anchor that is not there, and beyond the limit.
    if (error instanceof ReferenceError) return broken("aliases");
    throw error;
  }
}

function broken(kind: SettingsProblem["kind"]): SettingsText {
  return { kind: "broken", problems: [{ kind, detail: "", line: 1, column: 1 }] };
}

/** The tokenizer keeps a stack of its own, so that depth is known before anything recurses. */
function isTooDeep(text: string): boolean {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) if (token.type === "error") return false;
    if (parser.stack.length > settingsDepthMax) return true;
  }
  return false;
}

function read(text: string): SettingsText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, ...options });
  const placeAt = (offset: number): SettingsPlace => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = [
    ...document.errors.map((error): SettingsProblem => {
      return { kind: "syntax", detail: error.message, ...placeAt(error.pos[0]) };
    }),
    ...wrongKeysOf(document.contents).map(({ kind, name, offset }): SettingsProblem => {
      return { kind, detail: name, ...placeAt(offset) };
    }),
  ];
  if (problems.length > 0) return { kind: "broken", problems };
  return {
    kind: "read",
    value: document.toJS({ maxAliasCount: settingsAliasesMax }),
    locate: (path) => placeAt(offsetOf(document, path)),
    source: (path) => sourceOf(document.getIn(path, true)),
  };
}

function sourceOf(node: unknown): string | null {
  return isScalar(node) ? (node.source ?? null) : null;
}

function offsetOf(document: Document, path: ObjectPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function startOf(node: unknown): number | null {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? null) : null;
}

interface WrongKey {
  readonly kind: "forbidden-key" | "duplicate-key";
  readonly name: string;
  readonly offset: number;
}

function wrongKeysOf(node: Node | null): readonly WrongKey[] {
  const found: WrongKey[] = [];
  const pending: unknown[] = [node];
  while (pending.length > 0) {
    const current = pending.pop();
    if (isSeq(current)) pending.push(...current.items);
    if (!isMap(current)) continue;
    const seen = new Set<string>();
    for (const { key, value } of current.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const offset = startOf(key) ?? 0;
      if (forbiddenKeys.has(name)) found.push({ kind: "forbidden-key", name, offset });
      if (seen.has(name)) found.push({ kind: "duplicate-key", name, offset });
      seen.add(name);
      pending.push(value);
    }
  }
  return found.sort((left, right) => left.offset - right.offset);
}
