import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { type Blobs, neverErased } from "../../store/index.ts";

const kept: ReadonlySet<string> = new Set(neverErased.map((kind) => `repository/${kind}`));

/** `kind`: of the leaf, `pull/decision`. */
export function isErasable(kind: string): boolean {
  return !kept.has(kind);
}

/**
 * Blobs that an entry is the reason for: its report, its plans, and of a replay what was read and shown. Rules, settings
 * and data, which a case names as well, are not among them: other decisions rest on those.
 */
export async function blobsBehind(body: JsonObject, blobs: Pick<Blobs, "get">): Promise<readonly string[]> {
  const own = ["report", "masked", "replay"].flatMap((name) => digestIn(body[name]));
  const [replay] = digestIn(body["replay"]);
  const bytes = replay === undefined ? null : await blobs.get(replay);
  return [...new Set([...own, ...(bytes === null ? [] : partsOfCase(bytes))])].toSorted();
}

function partsOfCase(bytes: Uint8Array): readonly string[] {
  const manifest = parsed(bytes);
  if (!isJsonObject(manifest)) return [];
  const packs = Array.isArray(manifest["packs"]) ? manifest["packs"] : [];
  const parts = [manifest["task"], manifest["trace"], ...packs];
  return [
    ...digestIn(manifest["report"]),
    ...parts.flatMap((part) => (isJsonObject(part) ? digestIn(part["blob"]) : [])),
  ];
}

/** A case that nobody can read names nothing. */
function parsed(bytes: Uint8Array): JsonValue {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8")) as JsonValue;
  } catch {
    return null;
  }
}

function digestIn(value: JsonValue | undefined): readonly string[] {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? [value] : [];
}
