import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { yamlAliasedValuesMax } from "./limits.ts";
import type { YamlProblem } from "./problem.ts";
import { plainScalar } from "./scalar.ts";

export type YamlValue =
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "problem"; readonly problem: YamlProblem };

/** The value of a syntax tree as Kubernetes reads it, or the first problem. The tree's depth is already bounded. */
export function yamlValue(node: Node | null, text: string): YamlValue {
  const reading: Reading = { text, anchors: new Map(), values: 0, aliased: 0, problem: null };
  const value = node === null ? null : convert(reading, node);
  return reading.problem === null ? { kind: "value", value } : { kind: "problem", problem: reading.problem };
}

/** The key of a map entry, as text; `null` for what Kubernetes takes for no key. */
export function keyText(key: unknown, text: string): string | null {
  if (!isScalar(key)) return null;
  const value = scalarValue(key, text);
  return value === null || value === undefined || typeof value === "object" ? null : String(value);
}

export function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.type === "PLAIN" && key.tag === undefined && key.value === "<<";
}

interface Reading {
  readonly text: string;
  /** `open` while the anchored value is being read: an alias to it would contain itself. */
  readonly anchors: Map<string, { readonly value: JsonValue; readonly size: number } | "open">;
  values: number;
  aliased: number;
  problem: YamlProblem | null;
}

function convert(reading: Reading, node: unknown): JsonValue {
  reading.values += 1;
  if (reading.problem !== null || node === null || node === undefined) return null;
  if (isAlias(node)) return aliasValue(reading, node.source, offsetOf(node));
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null;
  const { anchor } = node;
  if (anchor === undefined) return convertPlain(reading, node);
  const before = reading.values;
  reading.anchors.set(anchor, "open");
  const value = convertPlain(reading, node);
  reading.anchors.set(anchor, { value, size: reading.values - before + 1 });
  return value;
}

function convertPlain(reading: Reading, node: YAMLMap | YAMLSeq | Scalar): JsonValue {
  if (isSeq(node)) return node.items.map((item) => (isPairLike(item) ? null : convert(reading, item)));
  if (isMap(node)) return convertMap(reading, node);
  const value = scalarValue(node, reading.text);
  return value === undefined
    ? fail(reading, "the value has no meaning for its tag, or is no number", node)
    : value;
}

/** A sequence holds pairs only where the library has already reported an error. */
function isPairLike(item: unknown): boolean {
  return typeof item === "object" && item !== null && "key" in item;
}

function convertMap(reading: Reading, map: YAMLMap): JsonObject {
  const object: Record<string, JsonValue> = {};
  const seen = new Set<string>();
  for (const pair of map.items) {
    if (isMergeKey(pair.key)) {
      merge(reading, object, convert(reading, pair.value), pair.key);
      continue;
    }
    const key = isAlias(pair.key)
      ? aliasKey(reading, pair.key.source, pair.key)
      : anchoredKey(reading, pair.key);
    if (key === null) {
      fail(reading, "a key must be text, a number or a boolean", pair.key);
      return object;
    }
    if (seen.has(key) && reading.problem === null) {
      reading.problem = { kind: "duplicate-key", key, offset: offsetOf(pair.key) };
    }
    seen.add(key);
    assign(object, key, convert(reading, pair.value));
  }
  return object;
}

function anchoredKey(reading: Reading, key: unknown): string | null {
  const text = keyText(key, reading.text);
  if (isScalar(key) && key.anchor !== undefined && text !== null) {
    reading.anchors.set(key.anchor, { value: text, size: 1 });
  }
  return text;
}

function aliasKey(reading: Reading, source: string, node: unknown): string | null {
  const value = aliasValue(reading, source, offsetOf(node));
  return value === null || typeof value === "object" ? null : String(value);
}

/** Keys of a merge win over keys that stand above it and lose against keys below it, as in Kubernetes. */
function merge(reading: Reading, object: Record<string, JsonValue>, value: JsonValue, key: unknown): void {
  const sources = isJsonArray(value) ? value.toReversed() : [value];
  for (const source of sources) {
    if (!isJsonObject(source)) {
      fail(reading, "a merge needs a map or a list of maps", key);
      return;
    }
    for (const name of Object.keys(source)) assign(object, name, source[name] ?? null);
  }
}

/** A plain assignment to `__proto__` would set the prototype and lose the key. */
function assign(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key !== "__proto__") object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function aliasValue(reading: Reading, source: string, offset: number): JsonValue {
  const anchored = reading.anchors.get(source);
  if (anchored === undefined)
    return fail(reading, "an alias names an anchor that is not defined above it", offset);
  if (anchored === "open") return fail(reading, "an anchored value contains itself", offset);
  reading.aliased += anchored.size;
  reading.values += anchored.size;
  if (reading.aliased > yamlAliasedValuesMax && reading.problem === null) {
    reading.problem = { kind: "limit", limit: "yamlAliasedValuesMax", offset };
  }
  return anchored.value;
}

/** `undefined` where the value cannot be one: `!!int abc`, infinity, half of a surrogate pair. */
function scalarValue(node: Scalar, text: string): JsonValue | undefined {
  const raw = typeof node.value === "string" ? node.value : String(node.value ?? "");
  const content = withoutAddedNewline(node, raw, text);
  if (!content.isWellFormed()) return undefined;
  switch (node.tag) {
    case undefined:
      return node.type === "PLAIN" || node.type === undefined ? plainScalar(content) : content;
    case "tag:yaml.org,2002:binary":
      return Buffer.from(content, "base64").toString("utf8").toWellFormed();
    case "tag:yaml.org,2002:bool":
    case "tag:yaml.org,2002:int":
    case "tag:yaml.org,2002:float":
    case "tag:yaml.org,2002:null":
      return taggedScalar(node.tag, plainScalar(content));
    default:
      return content;
  }
}

function taggedScalar(tag: string, value: JsonValue | undefined): JsonValue | undefined {
  const type = tag.slice("tag:yaml.org,2002:".length);
  const fits =
    (type === "null" && value === null) ||
    (type === "bool" && typeof value === "boolean") ||
    (type === "int" && Number.isInteger(value)) ||
    (type === "float" && typeof value === "number");
  return fits ? value : undefined;
}

/** The library ends a block scalar with a newline even where the file ends without one; Kubernetes does not. */
function withoutAddedNewline(node: Scalar, value: string, text: string): string {
  const block = node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED";
  const atEnd = block && (node.range?.[1] ?? 0) >= text.length && !text.endsWith("\n");
  return atEnd && value.endsWith("\n") ? value.slice(0, -1) : value;
}

function fail(reading: Reading, reason: string, at: unknown): null {
  const offset = typeof at === "number" ? at : offsetOf(at);
  reading.problem ??= { kind: "syntax", reason, offset };
  return null;
}

function offsetOf(node: unknown): number {
  if (isScalar(node) || isAlias(node) || isMap(node) || isSeq(node)) return node.range?.[0] ?? 0;
  return 0;
}
