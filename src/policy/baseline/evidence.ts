import { digestOf } from "../../model/digest.ts";
import { namePath } from "../../model/element-key.ts";
import {
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerOf,
  valueAt,
} from "../../model/json.ts";
import { holdsChangedSecret, withoutSecretMarks } from "../../model/secret-marker.ts";

/** Pointer, elements of lists named by their keys, to the digest of what stands there. */
export type Evidence = Readonly<Record<Pointer, string>>;

/**
 * What a finding rests on. A known value gives its digest, and a value that is not there one of its own. An unknown value
 * gives the digest of the expression that it comes from: it is the same finding as long as nobody touched that expression.
 * A secret gives its marker; one that changed has another digest in the head, and only there.
 */
export function evidenceOf(
  object: JsonObject,
  unknown: ReadonlyMap<Pointer, string>,
  paths: readonly ObjectPath[],
  side: "base" | "head",
): Evidence {
  const entries = paths.map((path): [Pointer, string] => [
    pointerOf(namePath(object, path)),
    digestOf(substance(object, unknown, path, side)),
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Lists of one kind each, so that no value of a pull request looks like an unknown one. */
function substance(
  object: JsonObject,
  unknown: ReadonlyMap<Pointer, string>,
  path: ObjectPath,
  side: "base" | "head",
): JsonValue {
  const source = sourceAbove(unknown, path);
  if (source !== null) return ["unknown", source];
  const value = valueAt(object, path);
  const inside = sourcesBelow(unknown, path);
  if (value === undefined && inside.length === 0) return ["absent"];
  const changed = side === "head" && value !== undefined && holdsChangedSecret(value);
  return [changed ? "changed-secret" : "value", withoutSecretMarks(value ?? null), inside];
}

/** The expression of the value itself, or of the nearest unknown value that it is a part of. */
function sourceAbove(unknown: ReadonlyMap<Pointer, string>, path: ObjectPath): string | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const source = unknown.get(pointerOf(path.slice(0, length)));
    if (source !== undefined) return source;
  }
  return null;
}

function sourcesBelow(unknown: ReadonlyMap<Pointer, string>, path: ObjectPath): readonly [Pointer, string][] {
  if (unknown.size === 0) return [];
  const prefix = `${pointerOf(path)}/`;
  return [...unknown]
    .filter(([pointer]) => pointer.startsWith(prefix))
    .map(([pointer, source]): [Pointer, string] => [pointer.slice(prefix.length), source])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
