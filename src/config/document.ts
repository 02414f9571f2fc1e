import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { JsonValue, ObjectPath } from "../model/json.ts";
import type { ConfigurationMessages } from "./messages.ts";
import type { ConfigurationProblem } from "./problem.ts";

/** Ten times the largest file that a person would keep up by hand. */
export const configurationBytesMax = 1_048_576;
/** Anchors save some typing; more than this is no longer typed. */
const aliasesMax = 100;
/** Names that JavaScript gives a meaning of its own. */
const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A file of settings as YAML 1.2 reads it: `off`, `no` and dates are text. */
export interface SettingsDocument {
  readonly file: SourceFile;
  /** `null` for an empty file, and where there are problems. */
  readonly value: JsonValue;
  readonly problems: readonly ConfigurationProblem[];
  /** Where a setting is written: its key, or the nearest one above that is there. */
  readonly locate: (path: ObjectPath) => { readonly line: number; readonly column: number };
  /** A scalar as it is written: `012` is read as a number, and its zero is lost. */
  readonly source: (path: ObjectPath) => string | null;
}

export function readSettings(file: SourceFile, messages: ConfigurationMessages): SettingsDocument {
  if (Buffer.byteLength(file.text) > configurationBytesMax) {
    return unreadable(file, messages.tooLarge(configurationBytesMax));
  }
  try {
    return readDocument(file, messages);
  } catch (error) {
    // The parser recurses, and the alias limit throws.
    if (error instanceof RangeError) return unreadable(file, messages.tooDeep);
    if (error instanceof ReferenceError) return unreadable(file, messages.aliases);
    throw error;
  }
}

function readDocument(file: SourceFile, messages: ConfigurationMessages): SettingsDocument {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
  const positionAt = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems: ConfigurationProblem[] = document.errors.map((error) => ({
    path: file.path,
    ...positionAt(error.pos[0]),
    key: "",
    message: messages.syntax(error.message),
    hint: null,
  }));
  const locate = (path: ObjectPath) => positionAt(offsetOf(document, path));
  const source = (path: ObjectPath) => sourceOf(document.getIn(path, true));
  if (problems.length > 0) return { file, value: null, problems, locate, source };
  const forbidden = forbiddenKeysOf(document.contents);
  if (forbidden.length > 0) {
    const wrong = forbidden.map(({ name, offset }) => ({
      path: file.path,
      ...positionAt(offset),
      key: name,
      message: messages.forbiddenKey(name),
      hint: null,
    }));
    return { file, value: null, problems: wrong, locate, source };
  }
  const value: JsonValue = document.toJS({ maxAliasCount: aliasesMax });
  return { file, value, problems, locate, source };
}

function unreadable(file: SourceFile, message: string): SettingsDocument {
  const place = { line: 1, column: 1 };
  const problem = { path: file.path, ...place, key: "", message, hint: null };
  return { file, value: null, problems: [problem], locate: () => place, source: () => null };
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

function sourceOf(node: unknown): string | null {
  return isScalar(node) ? (node.source ?? null) : null;
}

function startOf(node: unknown): number | null {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? null) : null;
}

function forbiddenKeysOf(node: Node | null): readonly { readonly name: string; readonly offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  const pending: unknown[] = [node];
  while (pending.length > 0) {
    const current = pending.pop();
    if (isSeq(current)) pending.push(...current.items);
    if (!isMap(current)) continue;
    for (const { key, value } of current.items) {
      const name = isScalar(key) ? String(key.value) : "";
      if (forbiddenKeys.has(name)) found.push({ name, offset: startOf(key) ?? 0 });
      pending.push(value);
    }
  }
  return found;
}
