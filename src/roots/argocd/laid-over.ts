import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";

/** One object over another: objects merge, anything else is replaced, and `null` takes away. */
export function laidOver(under: JsonObject, over: JsonObject): JsonObject {
  const merged = new Map<string, JsonValue>(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const below = merged.get(key);
    if (value === null) merged.delete(key);
    else merged.set(key, isJsonObject(below) && isJsonObject(value) ? laidOver(below, value) : value);
  }
  return Object.fromEntries(merged);
}
