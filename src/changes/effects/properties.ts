import type { MembersEffect, ValueEffect } from "../../model/change-effect.ts";
import type { ValueProperty } from "../../model/effect-property.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { isSecretMarker } from "../../model/secret-marker.ts";
import { isUnknown, readAt, type Sides, sameJson, tellsOf } from "./sides.ts";

/** A value of a kind that people have a word for. */
export interface PropertyPlace {
  readonly path: ObjectPath;
  readonly property: ValueProperty;
  readonly name?: string;
  /** Says what the thing is, so it is told of what is created or deleted, too. */
  readonly fact?: true;
}

/** The properties that differ; of what comes or goes as a whole, those that say what it is. */
export function propertyEffects(sides: Sides, places: readonly PropertyPlace[]): readonly ValueEffect[] {
  return places.flatMap((place) => {
    if (!sides.edited && place.fact !== true) return [];
    const { path, property, name } = place;
    const [before, after] = [readAt(sides.before, path), readAt(sides.after, path)];
    const tells = tellsOf(sides, path);
    return valueEffects({ property, ...(name === undefined ? {} : { name }), before, after, tells });
  });
}

/**
 * The effect of one value, where it differs. Two that nobody can read are left to the leaves, which know whether the
 * expressions behind them differ; so is what is no scalar.
 */
export function valueEffects(compared: Omit<ValueEffect, "kind">): readonly ValueEffect[] {
  const { before, after } = compared;
  if (sameJson(before, after) || (isHidden(before) && isHidden(after))) return [];
  if (!isTellable(before) || !isTellable(after)) return [];
  return [{ kind: "value", ...compared }];
}

function isHidden(value: JsonValue): boolean {
  return isUnknown(value) || isSecretMarker(value);
}

function isTellable(value: JsonValue): boolean {
  return value === null || typeof value !== "object" || isHidden(value);
}

/** Entries that an effect holds: more than anybody reads, so that what is left out is a number. */
export const entriesMax = 50;

/** What only one of two lists has, by what makes an entry what it is. */
export function difference<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
): { readonly gained: readonly Entry[]; readonly lost: readonly Entry[] } {
  const key = (entry: Entry) => JSON.stringify(entry);
  const [old, current] = [new Set(before.map(key)), new Set(after.map(key))];
  const once = (entries: readonly Entry[]) => [
    ...new Map(entries.map((entry) => [key(entry), entry])).values(),
  ];
  return {
    gained: once(after.filter((entry) => !old.has(key(entry)))),
    lost: once(before.filter((entry) => !current.has(key(entry)))),
  };
}

/** At most {@link entriesMax} entries of each list, and how many were left out. */
export function cut<Entry>({
  gained,
  lost,
}: {
  readonly gained: readonly Entry[];
  readonly lost: readonly Entry[];
}): { readonly gained: readonly Entry[]; readonly lost: readonly Entry[]; readonly omitted?: number } {
  const omitted = Math.max(0, gained.length - entriesMax) + Math.max(0, lost.length - entriesMax);
  return {
    gained: gained.slice(0, entriesMax),
    lost: lost.slice(0, entriesMax),
    ...(omitted === 0 ? {} : { omitted }),
  };
}

/** Who came to a list and who went; none where both sides have the same. */
export function membersEffects({
  before,
  after,
  ...effect
}: Omit<MembersEffect, "kind" | "gained" | "lost" | "omitted"> & {
  readonly before: readonly JsonValue[];
  readonly after: readonly JsonValue[];
}): readonly MembersEffect[] {
  const differing = difference(before, after);
  if (differing.gained.length + differing.lost.length === 0) return [];
  return [{ kind: "members", ...effect, ...cut(differing) }];
}
