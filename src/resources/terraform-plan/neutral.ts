import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, parseJson } from "../../model/json.ts";
import { isSecretMarker } from "../../model/secret-marker.ts";

/**
 * A plan shows the value of each secret, wherever that comes from: a vault, a variable of the CI, or the source. So a
 * marker in it says that there is a secret, and not that somebody wrote a credential down.
 */
export function withNeutralMarkers(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, neutral(value)]));
}

function neutral(value: JsonValue): JsonValue {
  if (typeof value === "string") return neutralText(value);
  if (isJsonArray(value)) return value.map(neutral);
  if (!isJsonObject(value)) return value;
  if (isSecretMarker(value)) return { $secret: { ...value.$secret, detector: "sensitive" } };
  return withNeutralMarkers(value);
}

/** Terraform keeps container definitions and policies as texts of JSON, which may have markers in them. */
function neutralText(text: string): string {
  if (!text.includes('"$secret"')) return text;
  try {
    return JSON.stringify(neutral(parseJson(text)));
  } catch {
    return text;
  }
}
