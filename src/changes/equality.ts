import { isJsonArray, isJsonObject, type JsonValue } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { holdsChangedSecret, withoutSecretMarks } from "../model/secret-marker.ts";

/**
 * Whether two states of a resource are the same by value: what is known, what is unknown and why, and whether a marker
 * says that its secret changed. The order of keys is nothing, that of lists counts.
 */
export function sameState(before: Resource, after: Resource): boolean {
  if (!sameUnknown(before.unknown, after.unknown)) return false;
  if (before.sensitive.size === 0 && after.sensitive.size === 0)
    return sameValue(before.object, after.object);
  const sameButSecrets = sameValue(withoutSecretMarks(before.object), withoutSecretMarks(after.object));
  return sameButSecrets && !holdsChangedSecret(after.object);
}

function sameUnknown(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): boolean {
  return (
    before.size === after.size && [...before].every(([pointer, source]) => after.get(pointer) === source)
  );
}

function sameValue(before: JsonValue | undefined, after: JsonValue | undefined): boolean {
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
