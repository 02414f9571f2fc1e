import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, visit } from "yaml";
import type { ObjectPath } from "../../model/json.ts";
import { isMergeKey, keyText } from "./value.ts";

/** Where a value is written: offsets into the piece. `start` is its key's or its list dash's, `valueStart` its own. */
export interface Place {
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
  /** Whether the whole path is written, or only a part of it. */
  readonly exact: boolean;
}

/** Follows a path through a syntax tree, its aliases and merges, as far as something is written. */
export function placeOf(
  document: Document.Parsed,
  text: string,
  path: ObjectPath,
  original: (offset: number) => number,
): Place | null {
  const place = follow(document, text, path);
  if (place === null) return null;
  const { start, valueStart, end, exact } = place;
  return { start: original(start), valueStart: original(valueStart), end: original(end), exact };
}

function follow(document: Document.Parsed, text: string, path: ObjectPath): Place | null {
  const anchors = lazyAnchors(document);
  let node: Node | null = resolve(anchors, document.contents);
  if (node === null) return null;
  let start = startOf(node);
  let exact = true;
  for (const step of path) {
    const found: Step | null = stepInto(anchors, text, node, step);
    if (found === null) {
      exact = false;
      break;
    }
    start = found.start;
    if (found.node === null) return { start, valueStart: found.end, end: found.end, exact: true };
    node = found.node;
  }
  return { start, valueStart: startOf(node), end: endOf(node), exact };
}

interface Step {
  readonly start: number;
  /** End of the key, for a key without a value. */
  readonly end: number;
  readonly node: Node | null;
}

/** Most documents have no aliases: their anchors are looked for only when one is met. */
type Anchors = () => readonly { readonly name: string; readonly node: Node; readonly offset: number }[];

function lazyAnchors(document: Document.Parsed): Anchors {
  let found: ReturnType<Anchors> | null = null;
  return () => {
    found ??= anchorsOf(document);
    return found;
  };
}

function anchorsOf(document: Document.Parsed): ReturnType<Anchors> {
  const anchors: { name: string; node: Node; offset: number }[] = [];
  visit(document, {
    Value: (_, node) => {
      if (node.anchor !== undefined) anchors.push({ name: node.anchor, node, offset: startOf(node) });
    },
  });
  return anchors;
}

/** An alias means the last anchor of its name above it; one that leads nowhere was refused when the value was read. */
function resolve(anchors: Anchors, node: unknown): Node | null {
  if (isAlias(node)) return anchored(anchors, node);
  return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
}

function anchored(anchors: Anchors, alias: Alias): Node | null {
  const at = startOf(alias);
  return anchors().findLast((anchor) => anchor.name === alias.source && anchor.offset < at)?.node ?? null;
}

function stepInto(anchors: Anchors, text: string, node: Node, step: string | number): Step | null {
  if (isSeq(node)) {
    const item = node.items[Number(step)];
    const value = resolve(anchors, item);
    return value === null ? null : { start: startOf(value), end: endOf(value), node: value };
  }
  return isMap(node) ? stepIntoMap(anchors, text, node, String(step)) : null;
}

/** The last entry that gives the key wins, be it written here or merged (see `value.ts`). */
function stepIntoMap(anchors: Anchors, text: string, node: Node, key: string): Step | null {
  if (!isMap(node)) return null;
  for (const pair of node.items.toReversed()) {
    if (isMergeKey(pair.key)) {
      const merged = stepIntoMerge(anchors, text, pair.value, key);
      if (merged !== null) return merged;
      continue;
    }
    const keyNode = resolve(anchors, pair.key);
    if (keyNode === null || keyText(keyNode, text) !== key) continue;
    const written = isAlias(pair.key) ? pair.key : keyNode;
    return { start: startOf(written), end: endOf(written), node: resolve(anchors, pair.value) };
  }
  return null;
}

function stepIntoMerge(anchors: Anchors, text: string, value: unknown, key: string): Step | null {
  const source = resolve(anchors, value);
  const maps = isSeq(source) ? source.items.map((item) => resolve(anchors, item)) : [source];
  for (const map of maps) {
    const found = map === null ? null : stepIntoMap(anchors, text, map, key);
    if (found !== null) return found;
  }
  return null;
}

export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** The end of the last thing written: the library's range of a collection runs to the next token. */
export function endOf(node: Node): number {
  let current: Node = node;
  for (;;) {
    const end = current.range?.[1] ?? 0;
    if (!isMap(current) && !isSeq(current)) return end;
    if (current.flow === true) return end;
    const last: unknown = current.items.at(-1);
    const next = isPair(last) ? (asNode(last.value) ?? asNode(last.key)) : asNode(last);
    if (next === null) return end;
    if (isScalar(next) && next.source === "" && isPair(last)) return asNode(last.key)?.range?.[1] ?? end;
    current = next;
  }
}

function isPair(value: unknown): value is { readonly key: unknown; readonly value: unknown } {
  return typeof value === "object" && value !== null && "key" in value && "value" in value;
}

function asNode(value: unknown): Node | null {
  return isAlias(value) || isMap(value) || isSeq(value) || isScalar(value) ? value : null;
}
