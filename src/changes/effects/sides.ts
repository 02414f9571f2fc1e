import type { ResourceChange } from "../../model/change.ts";
import { namePath, pathText } from "../../model/element-key.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  pointerSteps,
  valueAt,
} from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { isSecretMarker } from "../../model/secret-marker.ts";

/** Both sides of one resource, to be compared: what is unknown stands in them as `{ "$unknown": true }`. */
export interface Sides {
  readonly change: ResourceChange;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** Both sides are there: something differs, and nothing came or went as a whole. */
  readonly edited: boolean;
}

export function sidesOf(change: ResourceChange): Sides {
  const { before, after } = change;
  return {
    change,
    before: before === null ? null : withUnknowns(before),
    after: after === null ? null : withUnknowns(after),
    edited: before !== null && after !== null,
  };
}

export const unknownMarker: JsonObject = { $unknown: true };

/** Known after apply, or a secret: a value that is there, and that nobody can read. */
export function isOpaque(value: JsonValue | undefined): boolean {
  return isUnknown(value) || isSecretMarker(value);
}

export function isUnknown(value: JsonValue | undefined): boolean {
  return isJsonObject(value) && value["$unknown"] === true;
}

/** The object with a marker at each place that is unknown; a copy only of what holds one. */
export function withUnknowns({ object, unknown }: Resource): JsonObject {
  let marked: JsonValue = object;
  for (const pointer of unknown.keys()) marked = withMarker(marked, pointerSteps(pointer));
  return isJsonObject(marked) ? marked : object;
}

function withMarker(value: JsonValue | undefined, steps: readonly string[]): JsonValue {
  const [step, ...rest] = steps;
  if (step === undefined) return unknownMarker;
  if (isJsonArray(value)) {
    const index = Number(step);
    // Nothing is put where the list has no place for it: an index that is far off would make a list of nothing.
    if (!Number.isInteger(index) || index > value.length) return value;
    const copy = [...value];
    copy[index] = withMarker(value[index], rest);
    return copy;
  }
  const object = isJsonObject(value) ? value : {};
  const child = Object.hasOwn(object, step) ? object[step] : undefined;
  return Object.fromEntries([...Object.entries(object), [step, withMarker(child, rest)]]);
}

/** The value at a path; `null` where there is none, the marker where it, or what it is in, cannot be read. */
export function readAt(side: JsonValue | undefined, path: ObjectPath): JsonValue {
  let current = side;
  for (const step of path) {
    if (current !== undefined && isOpaque(current)) return current;
    current = valueAt(current, [step]);
  }
  return current ?? null;
}

/** The list at a path; what is no list is an empty one. */
export function listAt(side: JsonValue | undefined, path: ObjectPath): readonly JsonValue[] {
  const value = readAt(side, path);
  return isJsonArray(value) ? value : [];
}

export function objectAt(side: JsonValue | undefined, path: ObjectPath): JsonObject {
  const value = readAt(side, path);
  return isJsonObject(value) && !isOpaque(value) ? value : {};
}

export function textAt(side: JsonValue | undefined, path: ObjectPath): string | null {
  const value = readAt(side, path);
  return typeof value === "string" ? value : null;
}

export function sameJson(left: JsonValue, right: JsonValue): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** How leaves call these paths, on whichever side: the two may number a list differently, but not by name. */
export function tellsOf({ change: { before, after } }: Sides, ...paths: readonly ObjectPath[]): string[] {
  const sides = [before, after].flatMap((side) => (side === null ? [] : [side.object]));
  return [...new Set(sides.flatMap((object) => paths.map((path) => pathText(namePath(object, path)))))];
}

/** The same for a path that holds an index of a list: it is one of this side alone. */
export function tellsOn(side: Resource | null, path: ObjectPath): string[] {
  return side === null ? [] : [pathText(namePath(side.object, path))];
}
