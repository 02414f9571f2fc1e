import { isMap, type Node, type YAMLMap, type YAMLSeq } from "yaml";
import type { JsonValue } from "../../model/json.ts";
import { type EditedPiece, inlineValue, isJsonStyle, splice } from "./edit-style.ts";
import { endOf, startOf } from "./locate.ts";

/** Behind the last entry within `{…}` or `[…]`, on a line of its own where that one has one. */
export function insertFlow(
  piece: EditedPiece,
  node: YAMLMap | YAMLSeq,
  key: string,
  value: JsonValue,
): string | null {
  const { text } = piece;
  const json = (isMap(node) && isJsonStyle(node)) || isWholeJson(piece);
  const written = `${key}${inlineValue(value, json)}`;
  const last: unknown = node.items.at(-1);
  const close = endOf(node) - 1;
  if (last === undefined) {
    return text.slice(startOf(node) + 1, close).trim() === ""
      ? splice(text, startOf(node) + 1, close, written)
      : null;
  }
  const inside = text.slice(startOf(node), close);
  const lastEnd = startOf(node) + inside.trimEnd().replace(/,$/, "").trimEnd().length;
  if (inside.includes("#")) return null;
  const lineStart = text.lastIndexOf("\n", lastEnd - 1) + 1;
  const margin = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? "";
  const first = startOf(isMap(node) ? (node.items[0]?.key as Node) : (node.items[0] as Node));
  const ownLine = text.slice(startOf(node), first).includes("\n");
  return splice(text, lastEnd, lastEnd, ownLine ? `,\n${margin}${written}` : `, ${written}`);
}

export function isWholeJson({ root }: EditedPiece): boolean {
  return isMap(root) && root.flow === true && isJsonStyle(root);
}
