import { canonicalJson } from "../../model/digest.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  parseJson,
  pointerOf,
  valueAt,
} from "../../model/json.ts";
import { isSecretMarker } from "../../model/secret-marker.ts";

/** Each element is compared with each: a longer list only with itself in order. */
const alignedElementsMax = 200;

/**
 * The element of the plan for each one of the source, by index: one that says nothing else than the source knows, the one in
 * the same place first. `null` where one of the source has none.
 */
export function partnersOf(
  unknown: ReadonlyMap<Pointer, string>,
  own: readonly JsonValue[],
  planned: readonly JsonValue[],
  path: ObjectPath,
): readonly number[] | null {
  if (own.length === 1 || own.length > alignedElementsMax) return own.map((_, index) => index);
  const free = new Set(planned.keys());
  const partners: number[] = [];
  for (const [index, item] of own.entries()) {
    const fits = (candidate: number) => agrees(unknown, item, planned[candidate], [...path, index]);
    const found = free.has(index) && fits(index) ? index : [...free].find(fits);
    if (found === undefined) return null;
    free.delete(found);
    partners.push(found);
  }
  return partners;
}

/** Nothing that the source knows is otherwise in the plan. */
function agrees(
  unknown: ReadonlyMap<Pointer, string>,
  own: JsonValue,
  planned: JsonValue | undefined,
  path: ObjectPath,
): boolean {
  if (unknown.has(pointerOf(path)) || own === null) return true;
  if (isSecretMarker(own) || isSecretMarker(planned)) return true;
  if (planned === undefined) return false;
  if (isJsonArray(own)) {
    if (!isJsonArray(planned) || own.length !== planned.length) return false;
    return own.every((item, index) => agrees(unknown, item, planned[index], [...path, index]));
  }
  if (!isJsonObject(own)) return sameText(own, planned);
  return (
    isJsonObject(planned) &&
    Object.entries(own).every(([key, value]) =>
      agrees(unknown, value, valueAt(planned, [key]), [...path, key]),
    )
  );
}

/** Terraform takes `true` and `"true"` for the same, and writes JSON in a form of its own. */
export function sameText(own: JsonValue, planned: JsonValue): boolean {
  if (own === planned) return true;
  if (isJsonObject(planned) || isJsonArray(planned) || String(own) !== String(planned))
    return typeof own === "string" && typeof planned === "string" && sameJson(own, planned);
  return true;
}

function sameJson(own: string, planned: string): boolean {
  const [one, other] = [documentIn(own), documentIn(planned)];
  return one !== null && other !== null && canonicalJson(one) === canonicalJson(other);
}

/** The object or list that a text of JSON holds, such as a policy; `null` for every other text. */
export function documentIn(text: string): JsonValue | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
