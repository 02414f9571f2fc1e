import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerOf,
} from "../../model/json.ts";

/** Pointers to each `true` of a mask (`after_unknown`, `before_sensitive`): a mask has the shape of its value. */
export function trueLeaves(mask: JsonValue | undefined): readonly Pointer[] {
  const found: Pointer[] = [];
  walk(mask, [], (value, path) => {
    if (value === true) found.push(pointerOf(path));
  });
  return found;
}

/** Below that a text cannot hold a secret that is worth looking for in it. */
const secretLengthMin = 16;

/** Pointers to the texts that are one of the secrets, or hold one. */
export function placesOf(value: JsonValue, secrets: ReadonlySet<string>): readonly Pointer[] {
  const found: Pointer[] = [];
  if (secrets.size === 0) return found;
  walk(value, [], (leaf, path) => {
    if (typeof leaf !== "string" || leaf.length < secretLengthMin) return;
    if (secrets.has(leaf) || holdsOne(leaf, secrets)) found.push(pointerOf(path));
  });
  return found;
}

function holdsOne(text: string, secrets: ReadonlySet<string>): boolean {
  for (const secret of secrets) if (secret.length < text.length && text.includes(secret)) return true;
  return false;
}

/** Terraform writes `null` for each argument that is not set: to rules that is an argument that is not there. */
export function withoutNulls(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]): [string, JsonValue][] =>
      value === null ? [] : [[key, cleaned(value)]],
    ),
  );
}

function cleaned(value: JsonValue): JsonValue {
  if (isJsonArray(value)) return value.map(cleaned);
  return isJsonObject(value) ? withoutNulls(value) : value;
}

function walk(
  value: JsonValue | undefined,
  path: ObjectPath,
  visit: (leaf: JsonValue, path: ObjectPath) => void,
): void {
  if (value === undefined) return;
  if (isJsonArray(value)) for (const [index, item] of value.entries()) walk(item, [...path, index], visit);
  else if (isJsonObject(value))
    for (const [key, item] of Object.entries(value)) walk(item, [...path, key], visit);
  else visit(value, path);
}
