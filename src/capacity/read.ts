import type { Amounts, ClassName } from "../model/capacity.ts";
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  pointerOf,
  valueAt,
} from "../model/json.ts";
import { quantityDecimal } from "../model/quantity.ts";
import type { Resource } from "../model/resource.ts";

export type ReadResource = Pick<Resource, "type" | "object" | "unknown">;

export function textAt(object: JsonValue | undefined, path: ObjectPath): string | null {
  const text = valueAt(object, path);
  return typeof text === "string" ? text : null;
}

/** The name of a class, where `""` is none; `null` where nobody knows. */
export function classAt(resource: ReadResource, path: ObjectPath): ClassName | null {
  if (isUnknownAt(resource, path)) return null;
  const name = textAt(resource.object, path);
  return { name: name === "" ? null : name };
}

/** A whole number, written as one or as text; the fallback where nothing is said, `null` where it is not known. */
export function countAt<Fallback>(
  resource: ReadResource,
  path: ObjectPath,
  fallback: Fallback,
): number | Fallback | null {
  if (isUnknownAt(resource, path)) return null;
  const value = valueAt(resource.object, path);
  if (value === undefined || value === null) return fallback;
  const count = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : fallback;
}

/** Quantities by name; what is none is left out, and so is less than nothing, which would hide what others take. */
export function amountsAt(object: JsonValue | undefined, path: ObjectPath): Amounts {
  const value = valueAt(object, path);
  return isJsonObject(value) ? soundAmounts(value) : {};
}

export function soundAmounts(amounts: JsonObject): Amounts {
  const quantities = Object.entries(amounts).filter(([, amount]) => isAmount(amount));
  return Object.fromEntries(quantities.map(([name, amount]) => [name, String(amount)]));
}

/** A quantity as it is written, or `null` where it is none. */
export function amountAt(object: JsonValue | undefined, path: ObjectPath): string | null {
  const value = valueAt(object, path);
  return value !== undefined && isAmount(value) ? String(value) : null;
}

function isAmount(value: JsonValue): boolean {
  return !(quantityDecimal(value) ?? "-").startsWith("-");
}

export function isUnknownAt({ unknown }: ReadResource, path: ObjectPath): boolean {
  if (unknown.size === 0) return false;
  return Array.from({ length: path.length + 1 }, (_, depth) => pointerOf(path.slice(0, depth))).some(
    (pointer) => unknown.has(pointer),
  );
}

/** Whether the value, something around it or something within it is unknown. */
export function isPartlyUnknown(resource: ReadResource, path: ObjectPath): boolean {
  if (isUnknownAt(resource, path)) return true;
  const prefix = `${pointerOf(path)}/`;
  return [...resource.unknown.keys()].some((pointer) => pointer.startsWith(prefix));
}
