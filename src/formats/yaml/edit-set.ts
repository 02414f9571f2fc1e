import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { isJsonArray, type JsonValue, type ObjectPath } from "../../model/json.ts";
import { insertFlow, isWholeJson } from "./edit-flow.ts";
import {
  blockLines,
  columnOf,
  type EditedPiece,
  inlineValue,
  isJsonStyle,
  lineEnd,
  splice,
  type YamlStyle,
} from "./edit-style.ts";
import { endOf, startOf } from "./locate.ts";
import { isMergeKey, keyText } from "./value.ts";

export interface EditResult {
  readonly text: string;
  /** What was set or removed: a parent that would have been left empty is removed with it. */
  readonly path: ObjectPath;
}

/** Sets a value; parents that are missing are made. */
export function setValue(piece: EditedPiece, path: ObjectPath, value: JsonValue): EditResult | null {
  const trail = follow(piece, path);
  if (trail === null) return null;
  const rest = path.slice(trail.length);
  const last = trail.at(-1);
  const node = last === undefined ? piece.root : stepValue(last);
  const text =
    rest.length === 0
      ? last && replace(piece, last, value)
      : isEmpty(node) && last !== undefined
        ? replace(piece, last, nested(rest, value))
        : insert(piece, trail, node, rest, value);
  return text === null || text === undefined ? null : { text, path };
}

/** One step of a path that is written down: an entry of a map, or an item of a list. */
export type Step =
  | { readonly kind: "pair"; readonly map: YAMLMap; readonly index: number; readonly pair: Pair }
  | { readonly kind: "item"; readonly list: YAMLSeq; readonly index: number; readonly node: Node };

/** As far as a path is written; `null` where it leads through an alias, an anchor or a merge. */
export function follow({ root, text }: EditedPiece, path: ObjectPath): readonly Step[] | null {
  const trail: Step[] = [];
  let node: unknown = root;
  for (const [depth, step] of path.entries()) {
    if (isAlias(node) || anchorOf(node) !== undefined) return null;
    const found = stepInto(node, step, text);
    if (found === "elsewhere" && depth < path.length - 1) return null;
    if (found === null || found === "elsewhere") return trail;
    trail.push(found);
    node = stepValue(found);
  }
  return isAlias(node) || anchorOf(node) !== undefined ? null : trail;
}

function stepInto(node: unknown, step: string | number, text: string): Step | "elsewhere" | null {
  if (isSeq(node)) {
    const index = Number(step);
    const item: unknown = node.items[index];
    return isNodeOf(item) ? { kind: "item", list: node, index, node: item } : null;
  }
  if (!isMap(node)) return null;
  const index = node.items.findLastIndex(
    ({ key }) => !isAlias(key) && !isMergeKey(key) && keyText(key, text) === String(step),
  );
  const pair = node.items[index];
  if (pair !== undefined) return { kind: "pair", map: node, index, pair };
  return node.items.some(({ key }) => isMergeKey(key) || isAlias(key)) ? "elsewhere" : null;
}

export function stepValue(step: Step): unknown {
  return step.kind === "item" ? step.node : step.pair.value;
}

function isNodeOf(value: unknown): value is Node {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);
}

function anchorOf(node: unknown): string | undefined {
  return isMap(node) || isSeq(node) || isScalar(node) ? (node.anchor ?? node.tag) : undefined;
}

/** A key with nothing behind it. */
function isEmpty(node: unknown): boolean {
  return node === null || (isScalar(node) && (node.source ?? "") === "" && node.type === "PLAIN");
}

/** What a missing part of a path becomes; `null` where a list would begin with another item than its first. */
function nested(rest: ObjectPath, value: JsonValue): JsonValue | null {
  return rest.reduceRight<JsonValue | null>((inner, step) => {
    if (typeof step === "number") return step === 0 && inner !== null ? [inner] : null;
    return inner === null && value !== null ? null : { [step]: inner };
  }, value);
}

function replace(piece: EditedPiece, step: Step, value: JsonValue): string | null {
  const { text, style } = piece;
  const node = stepValue(step);
  const holder = step.kind === "pair" ? step.map : step.list;
  const inFlow = holder.flow === true;
  const json = isMap(holder) && inFlow && isJsonStyle(holder);
  if (isEmpty(node)) return step.kind === "pair" ? fill(piece, step.pair, value, inFlow) : null;
  if (!isNodeOf(node) || isAlias(node)) return null;
  const [start, end] = [startOf(node), endOf(node)];
  const composite = typeof value === "object" && value !== null;
  if (isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED")) return null;
  if (!composite) {
    return isScalar(node) ? splice(text, start, end, scalarLike(node, value, inFlow, json)) : null;
  }
  const from = step.kind === "pair" ? endOf(step.pair.key as Node) : start;
  if (/(^|\s)#/.test(text.slice(from, end)) && !isScalar(node)) return null;
  if (inFlow || step.kind === "item" || isFlow(node))
    return splice(text, start, end, inlineValue(value, json));
  if (isSeq(node) && isJsonArray(value) && value.length > 0)
    return splice(text, start, end, listLines(piece, node, value));
  const [key, column] = [keyText(step.pair.key, text), columnOf(text, startOf(step.pair.key as Node))];
  if (key === null || /#/.test(restOfLine(text, end))) return null;
  const whole = blockLines({ key, value }, column, style).slice(column);
  return splice(text, startOf(step.pair.key as Node), end, whole);
}

/** Other items where the items stand: its author may have indented this list otherwise than the others. */
function listLines({ text, style }: EditedPiece, list: YAMLSeq, value: readonly JsonValue[]): string {
  const column = columnOf(text, startOf(list));
  const items = value.map((item) => blockLines({ item }, column, style));
  return items.join(style.newline).slice(column);
}

function isFlow(node: Node): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true;
}

/** A value behind a key that had none. */
function fill({ text, style }: EditedPiece, pair: Pair, value: JsonValue, inFlow: boolean): string | null {
  const key = pair.key as Node;
  const colon = text.indexOf(":", endOf(key));
  if (colon === -1 || text.slice(endOf(key), colon).trim() !== "") return null;
  if (inFlow || typeof value !== "object" || value === null)
    return splice(text, colon + 1, colon + 1, ` ${inlineValue(value, false)}`);
  const column = columnOf(text, startOf(key));
  const written = blockLines({ key: "k", value }, column, style);
  const lines = written.slice(written.indexOf("\n") + 1);
  return written.includes("\n") ? insertLines(text, lineEnd(text, colon), lines, style) : null;
}

/** In the quotes that were there, if the new value is text as well. */
function scalarLike(node: Scalar, value: JsonValue, inFlow: boolean, json: boolean): string {
  if (json || (node.type === "QUOTE_DOUBLE" && typeof value === "string")) return JSON.stringify(value);
  if (node.type === "QUOTE_SINGLE" && typeof value === "string" && /^[\x20-\x7e]*$/.test(value))
    return `'${value.replaceAll("'", "''")}'`;
  const plain = inlineValue(value, false);
  return inFlow && typeof value === "string" && /[,[\]{}]/.test(plain) ? JSON.stringify(value) : plain;
}

function insert(
  piece: EditedPiece,
  trail: readonly Step[],
  node: unknown,
  rest: ObjectPath,
  value: JsonValue,
): string | null {
  const [first, ...others] = rest;
  const inner = nested(others, value);
  if (first === undefined || (inner === null && value !== null)) return null;
  if (isSeq(node)) return Number(first) === node.items.length ? append(piece, node, inner) : null;
  if (!isMap(node) || typeof first !== "string") return null;
  if (node.flow !== true) return insertPair(piece, node, first, inner);
  const last = trail.at(-1);
  const outer = last?.kind === "pair" && last.map.flow !== true ? last.pair : null;
  if (node.items.length === 0 && outer !== null && !isJsonStyle(node))
    return unfold(piece, node, outer, { [first]: inner });
  return insertFlow(
    piece,
    node,
    `${isJsonStyle(node) || isWholeJson(piece) ? JSON.stringify(first) : first}: `,
    inner,
  );
}

/** `securityContext: {}` becomes a block with its first entry. */
function unfold({ text, style }: EditedPiece, node: YAMLMap, pair: Pair, value: JsonValue): string | null {
  if (/#/.test(text.slice(startOf(node), endOf(node)))) return null;
  const column = columnOf(text, startOf(pair.key as Node));
  const written = blockLines({ key: "k", value }, column, style);
  const without = text.slice(0, startOf(node)).trimEnd() + text.slice(endOf(node));
  const at = text.slice(0, startOf(node)).trimEnd().length;
  return insertLines(without, lineEnd(without, at), written.slice(written.indexOf("\n") + 1), style);
}

function insertPair(
  { text, style }: EditedPiece,
  map: YAMLMap,
  key: string,
  value: JsonValue,
): string | null {
  const [first, last] = [map.items[0], map.items.at(-1)];
  if (!isNodeOf(first?.key) || last === undefined) return null;
  const column = columnOf(text, startOf(first.key));
  if (text.slice(startOf(first.key) - column, startOf(first.key)).includes("?")) return null;
  const end = endOf(map);
  return insertLines(text, lineEnd(text, end), blockLines({ key, value }, column, style), style);
}

function append(piece: EditedPiece, list: YAMLSeq, value: JsonValue): string | null {
  const { text, style } = piece;
  if (list.flow === true) return insertFlow(piece, list, "", value);
  if (list.items.length === 0) return null;
  const column = columnOf(text, startOf(list));
  return insertLines(text, lineEnd(text, endOf(list)), blockLines({ item: value }, column, style), style);
}

function insertLines(text: string, offset: number, lines: string, { newline }: YamlStyle): string {
  const before = offset > 0 && text[offset - 1] !== "\n" ? newline : "";
  const after = before === "" || offset < text.length ? newline : "";
  return splice(text, offset, offset, `${before}${lines}${after}`);
}

function restOfLine(text: string, offset: number): string {
  return text.slice(offset, lineEnd(text, offset));
}
