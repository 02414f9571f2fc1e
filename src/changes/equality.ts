import { isJsonArray, isJsonObject, type JsonValue } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { isSecretMarker } from "./leaf.ts";

/**
 * Whether two states of a resource are the same by value: what is known, what is unknown and why, and whether the head's
 * markers say that a secret changed. The order of keys is nothing, that of lists counts.
 */
export function sameState(before: Resource, after: Resource): boolean {
  return sameUnknown(before.unknown, after.unknown) && sameValue(before.object, after.object);
}

function sameUnknown(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  return (
    before.size === after.size && [...before].every(([pointer, source]) => after.get(pointer) === source)
  );
}

function sameValue(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  if (isSecretMarker(after)) return isSecretMarker(before) && sameSecret(before.$secret, after.$secret);
  if (before === after) return true;
  if (isJsonArray(before)) {
    return (
      isJsonArray(after) &&
      before.length === after.length &&
      before.every((element, index) => sameValue(element, after[index]))
    );
  }
  if (!isJsonObject(before) || !isJsonObject(after)) return false;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length &&
    keys.every((key) => Object.hasOwn(after, key) && sameValue(before[key], after[key]))
  );
}

type Marker = Readonly<Record<string, JsonValue>>;

/** `changed` is the head's word about the base; what the base's own marker says there is about something else. */
function sameSecret({ changed: _, ...before }: Marker, { changed, ...after }: Marker): boolean {
  return changed !== true && sameValue(before, after);
}
