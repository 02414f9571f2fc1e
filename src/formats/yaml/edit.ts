import { isDeepStrictEqual } from "node:util";
import { isMap, isPair, isSeq, type Node } from "yaml";
import { withoutValueAt, withValueAt } from "../../model/apply-fix.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { removeValue } from "./edit-remove.ts";
import { setValue } from "./edit-set.ts";
import { type EditedPiece, styleOf } from "./edit-style.ts";
import { startOf } from "./locate.ts";
import { parseYaml } from "./parse.ts";
import { splitDocuments, type YamlPiece } from "./split.ts";
import { keyText, yamlValue } from "./value.ts";

/** A value of a file: which document of it, and where in it. */
export interface YamlTarget {
  readonly document: number;
  readonly path: ObjectPath;
}

export type YamlChange = { readonly op: "set"; readonly value: JsonValue } | { readonly op: "remove" };

/**
 * The text with one value set or removed; comments, anchors, quotes and everything else stay as they are. `null` where
 * that cannot be done without touching more: what is written elsewhere (an alias, a merge), a block of text. What comes
 * out is read again, and has to be the value that was meant.
 */
export function editYaml(text: string, target: YamlTarget, change: YamlChange): string | null {
  const pieces = splitDocuments(text);
  const piece = pieces[target.document];
  const opened = piece === undefined ? null : open(text, piece);
  if (piece === undefined || opened === null) return null;
  const { edited } = opened;
  const result =
    change.op === "set" ? setValue(edited, target.path, change.value) : removeValue(edited, target.path);
  if (result === null) return null;
  const expected =
    change.op === "set"
      ? withValueAt(opened.value, target.path, change.value)
      : withoutValueAt(opened.value, result.path);
  const after = text.slice(0, piece.start) + result.text + text.slice(piece.end);
  return isExpected(after, target.document, pieces.length, expected) ? after : null;
}

function isExpected(text: string, document: number, count: number, expected: JsonValue | undefined): boolean {
  const pieces = splitDocuments(text);
  const piece = pieces[document];
  if (expected === undefined || piece === undefined || pieces.length !== count) return false;
  return isDeepStrictEqual(open(text, piece)?.value, expected);
}

interface Opened {
  readonly edited: EditedPiece;
  readonly value: JsonValue;
}

/** A piece that holds one document, which Kubernetes and YAML read alike. */
function open(text: string, { start, end }: YamlPiece): Opened | null {
  const slice = text.slice(start, end);
  const parsed = parseYaml(slice);
  if (parsed.kind === "problem" || parsed.text !== slice) return null;
  const [document, ...others] = parsed.documents;
  const root = document?.contents ?? null;
  if (root === null || others.length > 0) return null;
  const read = yamlValue(root, slice);
  if (read.kind === "problem") return null;
  return { edited: { text: slice, root, style: styleOf(root, slice) }, value: read.value };
}

/** The object that begins on a line: a document, or an item of a list in one. `null` where no object does. */
export function objectAtLine(text: string, line: number): YamlTarget | null {
  return find(text, line, (edited, base) => {
    const at = (node: Node) => lineOf(text, base + startOf(node)) === line;
    const whole = [edited.root].find((node) => isMap(node) && at(node));
    if (whole !== undefined) return [];
    return firstWhere(edited, (node) => isMap(node) && at(node));
  });
}

/** The value whose key, or which itself as an item of a list, begins at a place. */
export function valueAtPlace(text: string, line: number, column: number): YamlTarget | null {
  const lineStart = offsetOfLine(text, line);
  return find(text, line, (edited, base) =>
    firstWhere(edited, (node, key) => {
      const start = base + (key === null ? startOf(node) : startOf(key));
      return start === lineStart + column - 1 && !isMap(node) && !isSeq(node);
    }),
  );
}

function find(
  text: string,
  line: number,
  search: (edited: EditedPiece, base: number) => ObjectPath | null,
): YamlTarget | null {
  const offset = offsetOfLine(text, line);
  const pieces = splitDocuments(text);
  const index = pieces.findIndex(({ start, end }) => start <= offset && offset < end);
  const piece = pieces[index];
  const opened = piece === undefined ? null : open(text, piece);
  if (piece === undefined || opened === null) return null;
  const path = search(opened.edited, piece.start);
  return path === null ? null : { document: index, path };
}

/** Outermost first, in the order of the text. */
function firstWhere(
  { root, text }: EditedPiece,
  wanted: (node: Node, key: Node | null) => boolean,
): ObjectPath | null {
  const search = (node: Node, path: ObjectPath): ObjectPath | null => {
    const children: readonly unknown[] = isMap(node) || isSeq(node) ? node.items : [];
    for (const [index, child] of children.entries()) {
      const value = isPair(child) ? child.value : child;
      const key = isPair(child) ? child.key : null;
      if (!isNode(value)) continue;
      const step = isPair(child) ? keyText(child.key, text) : index;
      if (step === null) continue;
      const inner = [...path, step];
      if (wanted(value, isNode(key) ? key : null)) return inner;
      const found = search(value, inner);
      if (found !== null) return found;
    }
    return null;
  };
  return search(root, []);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "range" in value;
}

function offsetOfLine(text: string, line: number): number {
  let offset = 0;
  for (let count = 1; count < line; count += 1) {
    const newline = text.indexOf("\n", offset);
    if (newline === -1) return text.length;
    offset = newline + 1;
  }
  return offset;
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
