import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  valueAt,
} from "../../model/json.ts";
import { fileLocation, type Location, type Origin } from "../../model/location.ts";
import { align } from "./aligned.ts";
import { fieldPlace } from "./fields.ts";
import { dataPlace, entryLocation, entryOf } from "./generators.ts";
import { textOf } from "./layers.ts";
import { namesOf, type Source } from "./match.ts";
import { patchPlaces } from "./patches.ts";
import type { Sources } from "./sources.ts";

/** A rendered object and what it was made of. */
export interface Rendered {
  readonly object: JsonObject;
  readonly source: Source;
  readonly sources: Sources;
  /** The file and line that say how it is rendered: the kustomization, or what lays fields over it. */
  readonly definition: { readonly path: string; readonly line: number };
}

export function wholeLocation({ source }: Rendered): Location {
  switch (source.kind) {
    case "object":
      return source.found.location;
    case "generator":
      return entryLocation(source.entry);
    case "file":
      return fileLocation(source.path);
    default:
      return source satisfies never;
  }
}

/**
 * The line that a developer would edit to change a value: the last patch or field that writes it, else the object's own
 * file. A line counts only where it holds the very value; where none does, it is the nearest place in the object's own
 * file, and its origin says that it is not exact.
 */
export function locateRendered(rendered: Rendered, path: ObjectPath): Location {
  if (path.length === 0) return wholeLocation(rendered);
  const value = valueAt(rendered.object, path);
  const own = ownPlace(rendered, path);
  const written = writtenPlace(rendered, path, value, own);
  if (written !== null)
    return { ...written, origin: { ...placeOf(own.location), kind: "patch", exact: true } };
  if (own.exact || !isLeaf(value)) return own.location;
  const origin: Origin = { kind: "patch", ...rendered.definition, exact: false };
  return { ...own.location, origin };
}

function placeOf({ path, startLine }: Location): { readonly path: string; readonly line: number } {
  return { path, line: startLine };
}

interface OwnPlace {
  readonly location: Location;
  readonly depth: number;
  /** Whether the whole path is written there, and a single value is the rendered one. */
  readonly exact: boolean;
}

function ownPlace(rendered: Rendered, path: ObjectPath): OwnPlace {
  const { object, source, sources } = rendered;
  const value = valueAt(object, path);
  if (source.kind === "generator") {
    const place = dataPlace(sources, source.entry, path, value);
    const depth = place === null ? 0 : path.length;
    return { location: place ?? wholeLocation(rendered), depth, exact: place !== null };
  }
  if (source.kind === "file") return { location: wholeLocation(rendered), depth: 0, exact: false };
  const found = align(object, source.found.object, path);
  const location = source.found.locate(found.path);
  return {
    location,
    depth: found.path.length,
    exact: found.whole && (!isLeaf(value) || found.value === value),
  };
}

/** The patch or field that writes the value down, the outermost first; `null` where the object's own file does. */
function writtenPlace(
  rendered: Rendered,
  path: ObjectPath,
  value: JsonValue | undefined,
  own: OwnPlace,
): Location | null {
  const { object, source, sources } = rendered;
  const names = namesOfSource(rendered);
  const patched = { object, kind: textOf(object["kind"]), names };
  let nearest: { readonly location: Location; readonly depth: number } | null = null;
  for (const layer of new Set(source.layers)) {
    if (isLeaf(value) && !(own.exact && isOwnName(path))) {
      const field = fieldPlace(layer, { path, value, names });
      if (field !== null) return field;
    }
    for (const place of patchPlaces(sources, layer, patched, path)) {
      if (isLeaf(value) && place.value === value) return place.location;
      if (place.depth > (nearest?.depth ?? own.depth)) nearest = place;
    }
  }
  return isLeaf(value) ? null : (nearest?.location ?? null);
}

/** A name that its own file has: a prefix is none of it. */
function isOwnName(path: ObjectPath): boolean {
  return path.join("/") === "metadata/name";
}

/** The names that an object has or had. */
export function namesOfSource({ object, source }: Rendered): ReadonlySet<string> {
  const names = new Set([namesOf(object).name]);
  if (source.kind === "object") names.add(namesOf(source.found.object).name);
  if (source.kind === "generator") names.add(textOf(entryOf(source.entry)["name"]));
  return names;
}

function isLeaf(value: JsonValue | undefined): value is string | number | boolean | null {
  return value !== undefined && !isJsonArray(value) && !isJsonObject(value);
}
