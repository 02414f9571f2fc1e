import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../src/model/json.ts";

export type Mutation = "unknown field" | "wrong type" | "field taken away";
export const mutations: readonly Mutation[] = ["unknown field", "wrong type", "field taken away"];

/** One mistake in an object, at a place that the seed chooses; `null` where there is no such place. */
export function mutated(object: JsonObject, mutation: Mutation, seed: number): JsonObject | null {
  const places = [...placesOf(object, [])].filter((path) => fits(object, path, mutation));
  const place = places[seed % Math.max(1, places.length)];
  if (place === undefined) return null;
  const copy: JsonValue = structuredClone(object);
  const changed = changedAt(copy, place, mutation);
  return isJsonObject(changed) ? changed : null;
}

/** Every place but the identity of the object, and what the server writes itself. */
function* placesOf(value: JsonValue, path: ObjectPath): Generator<ObjectPath> {
  const [top] = path;
  if (top === "apiVersion" || top === "kind" || top === "status") return;
  if (path.length > 0) yield path;
  const entries = isJsonArray(value)
    ? [...value.entries()]
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
  for (const [key, inner] of entries) yield* placesOf(inner, [...path, key]);
}

function fits(object: JsonObject, path: ObjectPath, mutation: Mutation): boolean {
  const value = path.reduce<JsonValue | undefined>(
    (inner, step) =>
      isJsonArray(inner) || isJsonObject(inner) ? (inner as Record<string, JsonValue>)[step] : undefined,
    object,
  );
  if (mutation === "unknown field") return isJsonObject(value);
  if (mutation === "field taken away") return typeof path.at(-1) === "string";
  return value !== null && value !== undefined;
}

function changedAt(value: JsonValue, [step, ...rest]: ObjectPath, mutation: Mutation): JsonValue {
  if (step === undefined) return wrong(value, mutation);
  if (isJsonArray(value)) {
    return value.map((inner, index) => (index === step ? changedAt(inner, rest, mutation) : inner));
  }
  if (!isJsonObject(value)) return value;
  if (rest.length === 0 && mutation === "field taken away") {
    return Object.fromEntries(Object.entries(value).filter(([key]) => key !== step));
  }
  return { ...value, [step]: changedAt(value[step] ?? null, rest, mutation) };
}

function wrong(value: JsonValue, mutation: Mutation): JsonValue {
  if (mutation === "unknown field") return isJsonObject(value) ? { ...value, sekishoUnknownField: 1 } : value;
  if (isJsonArray(value)) return "a list no more";
  return isJsonObject(value) ? [1] : { no: { scalar: true } };
}
