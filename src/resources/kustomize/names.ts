import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { textOf } from "./layers.ts";
import type { Layer } from "./sources.ts";

/** The name that an object gets on its way through some kustomizations, from the outermost to the innermost. */
export function composedName(layers: readonly Layer[], name: string): string {
  const unique = [...new Set(layers)];
  const prefix = unique.map(({ fields }) => textOf(fields["namePrefix"])).join("");
  const suffix = unique
    .map(({ fields }) => textOf(fields["nameSuffix"]))
    .toReversed()
    .join("");
  return `${prefix}${name}${suffix}`;
}

/** What kustomize adds to a generated name: ten characters of a hash, in an alphabet without vowels (`hasher.encode`). */
const hashSuffix = /-[bcdfghkmt2456789]{10}$/;

/** A name without the hash of its contents, or `null` where it has none. */
export function withoutHash(name: string): string | null {
  return hashSuffix.test(name) ? name.replace(hashSuffix, "") : null;
}

/**
 * Objects with other texts where they name something, exactly: names with a hash are long enough to stand for nothing
 * else. What does not change stays the same object.
 */
export function renamed(object: JsonObject, names: ReadonlyMap<string, string>): JsonObject {
  if (names.size === 0) return object;
  const result = renamedValue(object, names);
  return isJsonObject(result) ? result : object;
}

function renamedValue(value: JsonValue, names: ReadonlyMap<string, string>): JsonValue {
  if (typeof value === "string") return names.get(value) ?? value;
  if (isJsonArray(value)) {
    const items = value.map((item) => renamedValue(item, names));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, renamedValue(item, names)] as const);
  return entries.some(([key, item]) => item !== value[key]) ? Object.fromEntries(entries) : value;
}
