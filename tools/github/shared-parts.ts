import { createHash } from "node:crypto";
import { isObject, type Json, type JsonObject } from "./schema.ts";

/** A shorter part is written out each time: a reference to it would be hardly shorter. */
const sharedBytesMin = 160;

/**
 * GitHub writes the same objects out again and again, above all in webhooks. Every part that occurs more than once is
 * kept once, under the digest of its text.
 */
export function shareParts(value: JsonObject): JsonObject {
  const counts = new Map<string, number>();
  count(value, counts);
  const shared: Record<string, Json> = {};
  const rewrite = (part: Json, inSchema: boolean): Json => {
    if (Array.isArray(part)) return part.map((item) => rewrite(item, true));
    if (!isObject(part)) return part;
    const text = JSON.stringify(part);
    const own = (): Json =>
      Object.fromEntries(Object.entries(part).map(([key, item]) => [key, rewrite(item, true)]));
    if (!inSchema || !isSchema(part) || text.length < sharedBytesMin || (counts.get(text) ?? 0) < 2)
      return own();
    const name = `_${createHash("sha256").update(text).digest("hex").slice(0, 10)}`;
    if (shared[name] === undefined) {
      shared[name] = true;
      shared[name] = own();
    }
    return { $ref: `#/schemas/${name}` };
  };
  const schemas = Object.fromEntries(
    Object.entries(value).map(([name, schema]) => [name, rewrite(schema, false)]),
  );
  return { ...schemas, ...shared };
}

function count(value: Json, counts: Map<string, number>): void {
  if (Array.isArray(value)) for (const item of value) count(item, counts);
  if (!isObject(value)) return;
  if (isSchema(value)) {
    const text = JSON.stringify(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  for (const item of Object.values(value)) count(item, counts);
}

/** A map of properties is no schema, though it may have a property with the name `type`. */
function isSchema(value: JsonObject): boolean {
  return (
    typeof value["type"] === "string" ||
    Array.isArray(value["type"]) ||
    Array.isArray(value["anyOf"]) ||
    Array.isArray(value["allOf"])
  );
}
