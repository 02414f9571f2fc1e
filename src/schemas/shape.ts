import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../model/json.ts";

/** A definition by the name that a schema refers to it with. */
export type Resolve = (name: string) => JsonObject | null;

/** References that lead to references; Kubernetes' own lead to a definition at once. */
const referencesMax = 8;

export function dereferenced(schema: JsonObject, resolve: Resolve): JsonObject {
  let current = schema;
  for (let step = 0; step < referencesMax; step += 1) {
    const reference = current["$ref"];
    if (typeof reference !== "string") return current;
    current = resolve(reference) ?? {};
  }
  return {};
}

export function lengthOf(list: JsonValue | undefined): number {
  return isJsonArray(list) ? list.length : 0;
}

/** Whether fields may stand there that the schema does not name. */
export function isOpen(schema: JsonObject): boolean {
  const { additionalProperties } = schema;
  return (
    schema["x-kubernetes-preserve-unknown-fields"] === true ||
    additionalProperties === true ||
    isJsonObject(additionalProperties)
  );
}
