import { compileGlobs } from "../../model/glob.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  parseJson as parseValue,
  pointerOf,
} from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { classify, type LeafPlace } from "./classify.ts";
import type { Detector } from "./detector-names.ts";
import { placeOfLeaf, type Surroundings } from "./places.ts";

export interface SecretOptions {
  /** Globs over names of values that are secret here, whatever the name says; case does not count. */
  readonly sensitiveNames: readonly string[];
}

/** What stands in the place of a secret: neither its length nor its hash, which would give short secrets away. */
export interface SecretMarker {
  readonly $secret: {
    readonly detector: Detector;
    /** What the value is called: a key, or the name of an environment variable. */
    readonly reference: string;
    /** Whether the value differs from the other side's; `null` where there is no other side. */
    readonly changed: boolean | null;
  };
}

/**
 * The resource with every secret replaced by a {@link SecretMarker}, and each marker's pointer in `sensitive`. `other`
 * is the same resource on the other side, not masked: equal markers with `changed: true` are a change.
 * A string that holds JSON in a Terraform resource stays a string of JSON with markers in it.
 */
export function maskSecrets(resource: Resource, other: Resource | null, options: SecretOptions): Resource {
  const masked = new Set<Pointer>();
  const object = maskValue(resource.object, other?.object, [], {
    surroundings: surroundingsOf(resource, options),
    masked,
    compared: other !== null,
  });
  if (masked.size === 0 || !isJsonObject(object)) return resource;
  return { ...resource, object, sensitive: new Set([...resource.sensitive, ...masked]) };
}

interface Masking {
  readonly surroundings: Surroundings;
  readonly masked: Set<Pointer>;
  readonly compared: boolean;
}

function surroundingsOf(resource: Resource, options: SecretOptions): Surroundings {
  const configured = configuredNames(options.sensitiveNames);
  return {
    type: resource.type,
    object: resource.object,
    sensitive: resource.sensitive,
    isConfigured: (name) => configured(name.toLowerCase()),
  };
}

/** One configuration serves thousands of resources: its globs are compiled once. */
const compiled = new WeakMap<readonly string[], (name: string) => boolean>();

function configuredNames(patterns: readonly string[]): (name: string) => boolean {
  const known = compiled.get(patterns);
  if (known !== undefined) return known;
  const test = compileGlobs(patterns.map((pattern) => pattern.toLowerCase()));
  compiled.set(patterns, test);
  return test;
}

function maskValue(
  value: JsonValue,
  other: JsonValue | undefined,
  path: ObjectPath,
  masking: Masking,
): JsonValue {
  if (isJsonArray(value)) return maskList(value, other, path, masking);
  if (isJsonObject(value)) return maskObject(value, other, path, masking);
  const place = placeOfLeaf(masking.surroundings, path);
  const embedded = typeof value === "string" ? maskJsonText(value, other, place, path, masking) : null;
  if (embedded !== null) return embedded;
  const detector = classify(value, place);
  if (detector === null) return value;
  masking.masked.add(pointerOf(path));
  return marker(detector, place.label, masking.compared ? value !== other : null);
}

function maskObject(
  object: JsonObject,
  other: JsonValue | undefined,
  path: ObjectPath,
  masking: Masking,
): JsonObject {
  const others = isJsonObject(other) ? other : {};
  let changed = false;
  const entries = Object.entries(object).map(([key, value]): [string, JsonValue] => {
    const masked = maskValue(
      value,
      Object.hasOwn(others, key) ? others[key] : undefined,
      [...path, key],
      masking,
    );
    changed ||= masked !== value;
    return [key, masked];
  });
  return changed ? Object.fromEntries(entries) : object;
}

function maskList(
  list: readonly JsonValue[],
  other: JsonValue | undefined,
  path: ObjectPath,
  masking: Masking,
): readonly JsonValue[] {
  const counterpart = counterparts(isJsonArray(other) ? other : []);
  const masked = list.map((item, index) =>
    maskValue(item, counterpart(item, index), [...path, index], masking),
  );
  return masked.some((item, index) => item !== list[index]) ? masked : list;
}

/** Elements with a name are the same wherever they stand; others are by their position. */
function counterparts(
  others: readonly JsonValue[],
): (item: JsonValue, index: number) => JsonValue | undefined {
  const byName = new Map(others.toReversed().map((other) => [elementName(other), other]));
  return (item, index) => {
    const name = elementName(item);
    return name === undefined ? others[index] : byName.get(name);
  };
}

function elementName(item: JsonValue): JsonValue | undefined {
  return isJsonObject(item) ? (item["name"] ?? item["key"]) : undefined;
}

/** Longer JSON is masked as a whole. */
const embeddedLengthMax = 1_000_000;
const embeddedDepthMax = 100;

/**
 * JSON in a string: a Terraform argument keeps its shape, because rules read container definitions and policies. In
 * Kubernetes it is a note about another object (`last-applied-configuration`) and disappears as a whole.
 */
function maskJsonText(
  text: string,
  other: JsonValue | undefined,
  place: LeafPlace,
  path: ObjectPath,
  masking: Masking,
): JsonValue | null {
  if (place.kind === "secret" || place.kind === "sensitive" || !/^\s*[[{]/.test(text)) return null;
  const value = parseJson(text);
  if (value === null) return null;
  const inner: Masking = {
    surroundings: { ...masking.surroundings, object: value, sensitive: new Set() },
    masked: new Set(),
    compared: masking.compared,
  };
  const otherValue = typeof other === "string" ? (parseJson(other) ?? undefined) : undefined;
  const masked = maskValue(value, otherValue, [], inner);
  if (inner.masked.size === 0) return null;
  masking.masked.add(pointerOf(path));
  if (!masking.surroundings.type.includes("/")) return JSON.stringify(masked);
  return marker(
    firstDetector(masked) ?? "secret-data",
    place.label,
    masking.compared ? text !== other : null,
  );
}

function parseJson(text: string): JsonValue | null {
  if (text.length > embeddedLengthMax) return null;
  try {
    const value = parseValue(text);
    return typeof value === "object" && depthOf(text) <= embeddedDepthMax ? value : null;
  } catch {
    return null;
  }
}

/** An upper bound: brackets in strings count too. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    if (bracket === "[" || bracket === "{") deepest = Math.max(deepest, ++depth);
    else depth -= 1;
  }
  return deepest;
}

/** A credential, where there is one, says more than neutral data. */
function firstDetector(value: JsonValue): Detector | null {
  const found = [...detectorsIn(value)];
  return (
    found.find((detector) => detector !== "secret-data" && detector !== "placeholder") ?? found[0] ?? null
  );
}

function* detectorsIn(value: JsonValue): Generator<Detector> {
  if (isJsonArray(value)) for (const item of value) yield* detectorsIn(item);
  else if (isMarker(value)) yield value.$secret.detector;
  else if (isJsonObject(value)) for (const item of Object.values(value)) yield* detectorsIn(item);
}

function isMarker(value: JsonValue): value is JsonObject & SecretMarker {
  return isJsonObject(value) && isJsonObject(value["$secret"]);
}

function marker(detector: Detector, reference: string, changed: boolean | null): JsonValue {
  return { $secret: { detector, reference, changed } };
}
