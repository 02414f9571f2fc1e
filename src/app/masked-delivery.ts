import { isJsonArray, isJsonObject, type JsonValue, parseJson } from "../model/json.ts";
import { maskProse } from "../resources/secrets/index.ts";

/**
 * A delivery as it is kept: without the secrets that people wrote into comments, descriptions and messages of commits.
 * Nothing of it is read but the form of a comment, so what follows from it is the same. One without secrets stays byte
 * for byte what came. `body`: JSON.
 */
export function maskedDelivery(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("utf8");
  const value = parseJson(text);
  const found = { secret: false };
  const masked = maskedValue(value, found);
  return found.secret ? Buffer.from(JSON.stringify(masked)) : body;
}

/** Under these names GitHub sends what somebody typed. Names of branches and of people are identities: they stay. */
const typed = new Set(["body", "title", "message", "description", "summary", "text"]);

/** GitHub's deliveries are some eight deep; a walk without an end would end this process. */
const depthMax = 100;

function maskedValue(value: JsonValue, found: { secret: boolean }, depth = 0): JsonValue {
  if (depth > depthMax) return value;
  if (isJsonArray(value)) return value.map((each) => maskedValue(each, found, depth + 1));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, held]): [string, JsonValue] => {
    if (typeof held !== "string") return [name, maskedValue(held, found, depth + 1)];
    const masked = typed.has(name) ? maskProse(held) : held;
    found.secret ||= masked !== held;
    return [name, masked];
  });
  return Object.fromEntries(entries);
}
