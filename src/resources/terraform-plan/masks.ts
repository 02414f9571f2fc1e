import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerOf,
} from "../../model/json.ts";
import type { SecretSearch } from "./secret-search.ts";

/** Pointers to each `true` of a mask (`after_unknown`, `before_sensitive`): a mask has the shape of its value. */
export function trueLeaves(mask: JsonValue | undefined): readonly Pointer[] {
  const found: Pointer[] = [];
  walk(mask, [], (value, path) => {
    if (value === true) found.push(pointerOf(path));
  });
  return found;
}

/** Pointers to the texts that are one of the secrets, or hold one. */
export function placesOf(value: JsonValue, secrets: SecretSearch): readonly Pointer[] {
  const found: Pointer[] = [];
  walk(value, [], (leaf, path) => {
    if (typeof leaf === "string" && secrets.isIn(leaf)) found.push(pointerOf(path));
  });
  return found;
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
