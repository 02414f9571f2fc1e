import type { Diagnostic } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import { namePath, pathText } from "../../model/element-key.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";

/** What generated files hold, and what their source renders; masked for the digests, raw for the comparison. */
export interface GeneratedPair {
  /** The folder or file that the configuration names. */
  readonly from: string;
  readonly generated: readonly Resource[];
  readonly rendered: readonly Resource[];
  readonly mask: (resource: Resource) => Resource;
}

/** The rendered object that a generated one is a copy of. */
export type TwinFinder = (resource: Resource) => Resource | null;

/**
 * Objects are one where kind, namespace and name are; a namespace that only one of both says, as where somebody gave it
 * to the tool that rendered, is no other object, but it is a difference.
 */
export function twinFinder(rendered: readonly Resource[]): TwinFinder {
  const exact = new Map(rendered.map((resource) => [identityOf(resource), resource]));
  const loose = Map.groupBy(rendered, looseIdentityOf);
  return (resource) => {
    const found = exact.get(identityOf(resource));
    if (found !== undefined) return found;
    const candidates = loose.get(looseIdentityOf(resource)) ?? [];
    const [only] = candidates;
    const isUnsaid = only !== undefined && (namespaceOf(only) === "" || namespaceOf(resource) === "");
    return candidates.length === 1 && isUnsaid ? only : null;
  };
}

/** Every difference between generated files and what their source renders. Formatting and comments are none. */
export function compareGenerated({ from, generated, rendered, mask }: GeneratedPair): readonly Diagnostic[] {
  const twinOf = twinFinder(rendered);
  const held = new Set<Resource>();
  const found = generated.flatMap((resource): readonly Diagnostic[] => {
    const twin = twinOf(resource);
    if (twin !== null) held.add(twin);
    if (twin === null) return [leftOver(from, resource, mask)];
    const path = firstDifference(resource.object, twin.object, []);
    return path === null ? [] : [differing(from, resource, twin, path, mask)];
  });
  const missing = rendered.filter((resource) => !held.has(resource));
  return [...found, ...missing.map((resource) => absent(from, resource, mask))];
}

/** Nothing that is named there can be rendered, or reading it went wrong. */
export function notCompared(from: string, paths: readonly string[]): Diagnostic {
  const path = paths[0] ?? from;
  return {
    kind: "generated",
    messageId: "generated_not_compared",
    arguments: { path, source: from },
    subject: `${path}#${from}`,
    digest: digestOf([from]),
    location: fileLocation(path),
  };
}

function differing(
  from: string,
  resource: Resource,
  twin: Resource,
  path: ObjectPath,
  mask: GeneratedPair["mask"],
): Diagnostic {
  const { path: file } = resource.location;
  const holder = valueAt(resource.object, path) === undefined ? twin.object : resource.object;
  return {
    kind: "generated",
    messageId: "generated_differs",
    arguments: {
      path: file,
      source: from,
      object: nameOf(resource),
      setting: pathText(namePath(holder, path)),
    },
    subject: `${file}#${identityOf(resource)}`,
    digest: digestOf([mask(resource).object, mask(twin).object]),
    location: generatedLocation(resource, path),
  };
}

function leftOver(from: string, resource: Resource, mask: GeneratedPair["mask"]): Diagnostic {
  const { path } = resource.location;
  return {
    kind: "generated",
    messageId: "generated_left_over",
    arguments: { path, source: from, object: nameOf(resource) },
    subject: `${path}#${identityOf(resource)}`,
    digest: digestOf(mask(resource).object),
    location: resource.location,
  };
}

function absent(from: string, resource: Resource, mask: GeneratedPair["mask"]): Diagnostic {
  return {
    kind: "generated",
    messageId: "generated_missing",
    arguments: { source: from, object: nameOf(resource) },
    subject: `${from}#${identityOf(resource)}`,
    digest: digestOf(mask(resource).object),
    location: resource.location,
  };
}

function generatedLocation(resource: Resource, path: ObjectPath) {
  return path.length === 0 ? resource.location : resource.locate(path);
}

/** The first place, in the order of keys, at which two values are not the same; `null` where they are. */
export function firstDifference(
  left: JsonValue | undefined,
  right: JsonValue | undefined,
  path: ObjectPath,
): ObjectPath | null {
  if (isJsonArray(left) && isJsonArray(right)) {
    if (left.length !== right.length) return path;
    return firstOf(left.keys(), (index) => firstDifference(left[index], right[index], [...path, index]));
  }
  if (isJsonObject(left) && isJsonObject(right)) {
    const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].toSorted();
    return firstOf(keys, (key) => firstDifference(left[key], right[key], [...path, key]));
  }
  return left === right ? null : path;
}

function firstOf<Step>(steps: Iterable<Step>, find: (step: Step) => ObjectPath | null): ObjectPath | null {
  for (const step of steps) {
    const found = find(step);
    if (found !== null) return found;
  }
  return null;
}

function identityOf(resource: Resource): string {
  return `${looseIdentityOf(resource)} ${namespaceOf(resource)}`;
}

function looseIdentityOf(resource: Resource): string {
  const name = valueAt(resource.object, ["metadata", "name"]);
  return `${resource.type} ${typeof name === "string" ? name : resource.address}`;
}

/** As it is written: what a reader assumes where nothing is written differs between a file and a rendered chart. */
function namespaceOf({ object }: Resource): string {
  const namespace = valueAt(object, ["metadata", "namespace"]);
  return typeof namespace === "string" ? namespace : "";
}

function nameOf({ type, object, address }: Resource): string {
  const name = valueAt(object, ["metadata", "name"]);
  const kind = type.slice(type.indexOf("/") + 1);
  return typeof name === "string" ? `${kind} ${name}` : address;
}
