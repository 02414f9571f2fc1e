/** A value of JSON (RFC 8259), as every reader produces it and every rule sees it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/**
 * Reads JSON whose numbers anybody may have written: one beyond all doubles (`1e400`) stays the text that it is, as in
 * YAML, because JavaScript would make infinity of it, which is no value of JSON. Throws as `JSON.parse` does.
 */
export function parseJson(text: string): JsonValue {
  if (!mayOverflow.test(text)) return JSON.parse(text) as JsonValue;
  return JSON.parse(text, exactOrText) as JsonValue;
}

/** Newer engines tell what was written (ECMA-262, JSON.parse source text access); the types do not know it yet. */
function exactOrText(_key: string, value: JsonValue, ...told: readonly { readonly source?: string }[]) {
  return value === Infinity || value === -Infinity ? (told[0]?.source ?? null) : value;
}

/**
 * A number with an exponent of three digits, or with so many digits that an exponent of two is enough. It follows what a
 * number can follow: digests are full of `3e123`, and reading with a function costs ten times as much.
 */
const mayOverflow = /(?:^|[[:,\s])-?\d(?:[\d.]*[eE]\+?0*\d{3}|\d{209})/;

/** Keys and list indexes from the top of an object to one of its values. */
export type ObjectPath = readonly (string | number)[];

/** An {@link ObjectPath} as JSON Pointer (RFC 6901): `/spec/replicas`; the whole object is `""`. */
export type Pointer = string;

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function pointerOf(path: ObjectPath): Pointer {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The steps of a pointer; list indexes come back as text, because a pointer alone cannot tell. */
export function pointerSteps(pointer: Pointer): readonly string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value at a path, or `undefined` where the object has none. */
export function valueAt(value: JsonValue | undefined, path: ObjectPath): JsonValue | undefined {
  let current: JsonValue | undefined = value;
  for (const step of path) {
    if (isJsonArray(current)) current = current[Number(step)];
    else if (isJsonObject(current) && Object.hasOwn(current, step)) current = current[String(step)];
    else return undefined;
  }
  return current;
}
