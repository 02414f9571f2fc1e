import { elementKeys } from "../../model/element-key.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../model/json.ts";

/** Where a path of a rendered object leads in what it was made of. */
export interface Alignment {
  /** As far as it is written down there. */
  readonly path: ObjectPath;
  /** Whether that is the whole path. */
  readonly whole: boolean;
  readonly value: JsonValue | undefined;
}

/** Follows a path of `rendered` in `source`: list elements are found by what names them, because patches move them. */
export function align(rendered: JsonObject, source: JsonValue, path: ObjectPath): Alignment {
  let here: JsonValue | undefined = rendered;
  let there: JsonValue = source;
  const found: (string | number)[] = [];
  for (const step of path) {
    const next = sourceStep(here, there, step);
    const value = next === null ? undefined : stepInto(there, next);
    if (next === null || value === undefined) return { path: found, whole: false, value: undefined };
    found.push(next);
    there = value;
    here = here === undefined ? undefined : stepInto(here, step);
  }
  return { path: found, whole: true, value: there };
}

function sourceStep(
  here: JsonValue | undefined,
  there: JsonValue,
  step: string | number,
): string | number | null {
  if (!isJsonArray(there)) return isJsonObject(there) && Object.hasOwn(there, step) ? step : null;
  const index = Number(step);
  if (!isJsonArray(here)) return index < there.length ? index : null;
  const key = elementKeys(here)[index];
  if (key !== null && key !== undefined) {
    const at = elementKeys(there).indexOf(key);
    return at === -1 ? null : at;
  }
  const item = here[index];
  const same = isJsonObject(item) || isJsonArray(item) ? -1 : there.indexOf(item ?? null);
  if (same !== -1) return same;
  return here.length === there.length && index < there.length ? index : null;
}

function stepInto(value: JsonValue, step: string | number): JsonValue | undefined {
  if (isJsonArray(value)) return value[Number(step)];
  return isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
