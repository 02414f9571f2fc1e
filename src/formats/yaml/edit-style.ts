import { isMap, isPair, isSeq, type Node, stringify, type YAMLMap } from "yaml";
import type { JsonValue } from "../../model/json.ts";
import { startOf } from "./locate.ts";

/** How the author of a document indents. */
export interface YamlStyle {
  readonly indent: number;
  /** Whether the dashes of a list stand further in than its key. */
  readonly indentedLists: boolean;
  readonly newline: string;
}

/** What the first nested value and the first list show; two spaces and indented lists where there is none. */
export function styleOf(root: Node, text: string): YamlStyle {
  const seen: { indent?: number; indentedLists?: boolean } = {};
  lookAround(root, text, seen);
  const { indent = 2, indentedLists = true } = seen;
  return { indent, indentedLists, newline: text.includes("\r\n") ? "\r\n" : "\n" };
}

/** Wider indentation is an alignment. */
const indentMax = 8;

function lookAround(node: unknown, text: string, seen: { indent?: number; indentedLists?: boolean }): void {
  if (seen.indent !== undefined && seen.indentedLists !== undefined) return;
  const items: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
  for (const item of items) {
    if (isPair(item)) lookAtPair(item.key, item.value, text, seen);
    lookAround(isPair(item) ? item.value : item, text, seen);
  }
}

function lookAtPair(
  key: unknown,
  value: unknown,
  text: string,
  seen: { indent?: number; indentedLists?: boolean },
): void {
  if (!(isMap(value) || isSeq(value)) || value.flow === true || value.items.length === 0) return;
  const further = columnOf(text, startOf(value)) - columnOf(text, startOf(key as Node));
  if (isSeq(value)) seen.indentedLists ??= further > 0;
  else if (further > 0 && further <= indentMax) seen.indent ??= further;
}

/** From 0. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** A key with its value, or an item of a list, as lines that are indented by `column`; without the last line end. */
export function blockLines(
  content: { readonly key: string; readonly value: JsonValue } | { readonly item: JsonValue },
  column: number,
  style: YamlStyle,
): string {
  const value = "key" in content ? { [content.key]: content.value } : [content.item];
  const written = stringify(value, {
    version: "1.1",
    indent: style.indent,
    indentSeq: style.indentedLists,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  const margin = " ".repeat(column);
  return written
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : margin + line))
    .join(style.newline);
}

/** A value on one line, within `[…]` and `{…}` or behind a key. */
export function inlineValue(value: JsonValue, json: boolean): string {
  if (json) return JSON.stringify(value);
  const written = stringify(value, {
    version: "1.1",
    collectionStyle: "flow",
    lineWidth: 0,
    flowCollectionPadding: false,
    aliasDuplicateObjects: false,
  }).trim();
  return typeof value === "string" && /[,[\]{}\n]/.test(written) ? JSON.stringify(value) : written;
}

/** Keys in quotes, within `{…}`: as JSON is. */
export function isJsonStyle(map: YAMLMap): boolean {
  const key: unknown = map.items[0]?.key;
  return typeof key === "object" && key !== null && "type" in key && key.type === "QUOTE_DOUBLE";
}

/** A document as it is edited: offsets are those of `text`. */
export interface EditedPiece {
  readonly text: string;
  readonly root: Node;
  readonly style: YamlStyle;
}

/** The offset behind the line that holds an offset; where a block of text ended with its line, that is the offset itself. */
export function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  const newline = text.indexOf("\n", offset);
  return newline === -1 ? text.length : newline + 1;
}

export function splice(text: string, start: number, end: number, written: string): string {
  return text.slice(0, start) + written + text.slice(end);
}
