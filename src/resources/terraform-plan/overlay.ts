import { digestOf } from "../../model/digest.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerOf,
  pointerSteps,
} from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { isSecretMarker } from "../../model/secret-marker.ts";
import { documentIn, partnersOf, sameText } from "./align.ts";

/** What a plan says about one side of an instance. */
export interface PlannedState {
  readonly object: JsonObject;
  /** Known only after it is applied. */
  readonly unknown: ReadonlySet<Pointer>;
  readonly sensitive: readonly Pointer[];
}

interface Overlay {
  readonly resource: Resource;
  readonly state: PlannedState;
  /** Which unknown leaves of the source may be filled. */
  readonly fills: (pointer: Pointer) => boolean;
  /** What the source knows stays as it is, whatever the plan says. */
  readonly fillsOnly: boolean;
  readonly unknown: Map<Pointer, string>;
  /** Lists whose elements are not those of the source: below them there are no lines. */
  readonly reordered: Set<Pointer>;
}

/** The same place in the source and in the plan, which has sets in an order of its own. */
interface Place {
  readonly own: ObjectPath;
  readonly planned: ObjectPath;
}

/**
 * A resource of the source with the values of a plan: what the source leaves open, and what it says otherwise. Only what
 * the source writes down is looked at: a plan also holds each default and each computed value, which are no lines of anybody.
 */
export function withPlannedValues(resource: Resource, state: PlannedState): Resource {
  return overlaid({ ...nothingYet(), resource, state, fills: () => true, fillsOnly: false });
}

/** The same, but only for leaves that the source leaves open, and of those the ones that `fills` holds for. */
export function withFilledValues(
  resource: Resource,
  state: PlannedState,
  fills: (pointer: Pointer) => boolean,
): Resource {
  return overlaid({ ...nothingYet(), resource, state, fills, fillsOnly: true });
}

function nothingYet(): Pick<Overlay, "unknown" | "reordered"> {
  return { unknown: new Map(), reordered: new Set() };
}

function overlaid(overlay: Overlay): Resource {
  const { resource, state, unknown, reordered } = overlay;
  const object = mergeObject(overlay, resource.object, state.object, { own: [], planned: [] });
  const whole = resource.unknown.get("");
  if (whole !== undefined) unknown.set("", whole);
  return {
    ...resource,
    object,
    unknown,
    sensitive: new Set([...resource.sensitive, ...state.sensitive]),
    locate: locatorOf(resource, reordered),
  };
}

/** `undefined`: not there, or unknown. */
function mergeValue(
  overlay: Overlay,
  own: JsonValue | undefined,
  planned: JsonValue | undefined,
  at: Place,
): JsonValue | undefined {
  const pointer = pointerOf(at.own);
  const source = overlay.resource.unknown.get(pointer);
  if (source !== undefined) return filled(overlay, own, planned, at, source);
  if (isSecretMarker(own) || isSecretMarker(planned)) return own;
  if (isJsonArray(own) && isJsonArray(planned)) return mergeList(overlay, own, planned, at);
  if (isJsonObject(own) && isJsonObject(planned)) return mergeObject(overlay, own, planned, at);
  // A document with unknown parts is an object in the source; a plan has it as the text that Terraform made of it.
  const document = isDocument(own) && typeof planned === "string" ? documentIn(planned) : null;
  if (document !== null) return mergeValue(overlay, own, document, at);
  if (own === undefined || planned === undefined || isJsonObject(own) || isJsonArray(own)) {
    keepUnknown(overlay, at);
    return own;
  }
  return overlay.fillsOnly || sameText(own, planned) ? own : planned;
}

function isDocument(own: JsonValue | undefined): boolean {
  return isJsonObject(own) || isJsonArray(own);
}

/** What the source leaves open. A plan that does not know it either leaves it so; one that has nothing there says so. */
function filled(
  { fills, state, unknown }: Overlay,
  own: JsonValue | undefined,
  planned: JsonValue | undefined,
  at: Place,
  source: string,
): JsonValue | undefined {
  const pointer = pointerOf(at.own);
  if (!fills(pointer) || isUnknown(state.unknown, at.planned)) {
    unknown.set(pointer, source);
    return own;
  }
  const prefix = `${pointerOf(at.planned)}/`;
  for (const below of state.unknown) {
    if (below.startsWith(prefix)) unknown.set(`${pointer}/${below.slice(prefix.length)}`, source);
  }
  return planned;
}

function isUnknown(unknown: ReadonlySet<Pointer>, path: ObjectPath): boolean {
  if (unknown.size === 0) return false;
  return path.some((_, index) => unknown.has(pointerOf(path.slice(0, index + 1))));
}

/** Nothing to compare with: what is unknown in it stays so. */
function keepUnknown({ resource, unknown }: Overlay, at: Place): void {
  for (const [pointer, source] of unknownBelow(resource, at.own)) unknown.set(pointer, source);
}

function unknownBelow({ unknown }: Resource, path: ObjectPath): readonly [Pointer, string][] {
  if (unknown.size === 0) return [];
  const prefix = `${pointerOf(path)}/`;
  return [...unknown].filter(([pointer]) => pointer.startsWith(prefix));
}

function mergeObject(overlay: Overlay, own: JsonObject, planned: JsonObject, at: Place): JsonObject {
  const depth = at.own.length;
  const unknownKeys = unknownBelow(overlay.resource, at.own).flatMap(
    ([pointer]) => pointerSteps(pointer)[depth] ?? [],
  );
  const entries = [...new Set([...Object.keys(own), ...unknownKeys])].flatMap(
    (key): [string, JsonValue][] => {
      const place = { own: [...at.own, key], planned: [...at.planned, key] };
      const merged = mergeValue(overlay, fieldOf(own, key), fieldOf(planned, key), place);
      return merged === undefined ? [] : [[key, merged]];
    },
  );
  return Object.fromEntries(entries);
}

function fieldOf(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/**
 * Where each element of the source has one in the plan that does not contradict it, they keep the order of the source;
 * otherwise the plan's list is taken as it is.
 */
function mergeList(
  overlay: Overlay,
  own: readonly JsonValue[],
  planned: readonly JsonValue[],
  at: Place,
): readonly JsonValue[] {
  const partners =
    own.length === planned.length ? partnersOf(overlay.resource.unknown, own, planned, at.own) : null;
  if (partners === null) {
    if (overlay.fillsOnly) {
      keepUnknown(overlay, at);
      return own;
    }
    overlay.reordered.add(pointerOf(at.own));
    return planned;
  }
  return own.map((item, index) => {
    const partner = partners[index] ?? index;
    const place = { own: [...at.own, index], planned: [...at.planned, partner] };
    return mergeValue(overlay, item, planned[partner], place) ?? null;
  });
}

function locatorOf(resource: Resource, reordered: ReadonlySet<Pointer>): Resource["locate"] {
  if (reordered.size === 0) return resource.locate;
  return (path) => {
    const end = path.findIndex((_, index) => reordered.has(pointerOf(path.slice(0, index + 1))));
    return resource.locate(end === -1 ? path : path.slice(0, end + 1));
  };
}

/** A resource that only a plan shows. What is unknown has an evidence of its own, the same in each plan. */
export function plannedOnly(
  state: PlannedState,
  identity: Pick<Resource, "rootKey" | "address" | "type" | "location" | "locate">,
): Resource {
  const unknown = [...state.unknown].map((pointer): [Pointer, string] => [
    pointer,
    digestOf(["known after apply", identity.address, pointer]),
  ]);
  return {
    ...identity,
    object: state.object,
    unknown: new Map(unknown),
    sensitive: new Set(state.sensitive),
    namespace: null,
  };
}
