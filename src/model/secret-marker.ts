import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "./json.ts";

/**
 * What stands where a secret stood. `changed` says whether the value differs from the other side's, and both sides say
 * it: two states with equal markers are equal only when neither says so. Terraform's texts of JSON may hold markers too.
 */
export function isSecretMarker(value: JsonValue | undefined): value is { readonly $secret: JsonObject } {
  return isJsonObject(value) && Object.keys(value).length === 1 && isJsonObject(value["$secret"]);
}

/** The value with markers that do not speak of the other side, so that the rest can be compared. */
export function withoutSecretMarks(value: JsonValue): JsonValue {
  const inside = jsonWithMarkers(value);
  if (inside !== undefined) return JSON.stringify(withoutSecretMarks(inside));
  if (isJsonArray(value)) return value.map(withoutSecretMarks);
  if (!isJsonObject(value)) return value;
  if (!isSecretMarker(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutSecretMarks(part)]));
  }
  const { changed: _, ...marker } = value.$secret;
  return { $secret: marker };
}

/** Whether any marker in it says that its secret differs from the other side's. */
export function holdsChangedSecret(value: JsonValue): boolean {
  const inside = jsonWithMarkers(value);
  if (inside !== undefined) return holdsChangedSecret(inside);
  if (isJsonArray(value)) return value.some(holdsChangedSecret);
  if (isSecretMarker(value)) return value.$secret["changed"] === true;
  return isJsonObject(value) && Object.values(value).some(holdsChangedSecret);
}

function jsonWithMarkers(value: JsonValue): readonly JsonValue[] | JsonObject | undefined {
  if (typeof value !== "string" || !value.includes("$secret")) return undefined;
  try {
    const inside: JsonValue = JSON.parse(value);
    return isJsonArray(inside) || isJsonObject(inside) ? inside : undefined;
  } catch {
    return undefined;
  }
}
