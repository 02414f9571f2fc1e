import { readEmbedded } from "../../formats/embedded/index.ts";
import type { SourceSpan } from "../../formats/source-text.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  pointerSteps,
  valueAt,
} from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import { align } from "./aligned.ts";
import { inFolder, type Layer, locationOf, type Sources } from "./sources.ts";

/** A patch as it is written: in a file of its own, or in the kustomization. */
interface Patch {
  readonly path: string;
  readonly value: JsonValue;
  readonly locate: (path: ObjectPath) => SourceSpan;
  readonly target: JsonObject | null;
}

/** What a patch is held against: the rendered object, and the names that it has or had. */
export interface Patched {
  readonly object: JsonObject;
  readonly kind: string;
  readonly names: ReadonlySet<string>;
}

/** How far a patch says something about a path. */
export interface PatchPlace {
  readonly location: Location;
  /** Steps of the path that the patch writes down. */
  readonly depth: number;
  /** The value that it writes, where it writes down the whole path. */
  readonly value: JsonValue | undefined;
}

/** Every place of a kustomization's patches that says something about a path of an object; the last one applied first. */
export function patchPlaces(
  sources: Sources,
  layer: Layer,
  patched: Patched,
  path: ObjectPath,
): readonly PatchPlace[] {
  return patchesOf(sources, layer)
    .toReversed()
    .filter((patch) => concerns(patch, patched))
    .flatMap((patch) =>
      isJsonArray(patch.value)
        ? operationPlaces(patch, patch.value, path)
        : mergePlaces(patch, patched, path),
    );
}

const patchFields = ["patchesStrategicMerge", "patches", "patchesJson6902"] as const;

const readPatches = new WeakMap<Sources, Map<string, readonly Patch[]>>();

/** In the order in which kustomize applies them; read once for each build. */
function patchesOf(sources: Sources, layer: Layer): readonly Patch[] {
  const known = readPatches.get(sources) ?? new Map<string, readonly Patch[]>();
  readPatches.set(sources, known);
  const patches = known.get(layer.path) ?? readPatchesOf(sources, layer);
  known.set(layer.path, patches);
  return patches;
}

function readPatchesOf(sources: Sources, layer: Layer): readonly Patch[] {
  return patchFields.flatMap((field) => {
    const entries = layer.fields[field];
    return isJsonArray(entries)
      ? entries.flatMap((entry, index) => patchesOfEntry(sources, layer, entry, [field, index]))
      : [];
  });
}

function patchesOfEntry(sources: Sources, layer: Layer, entry: JsonValue, at: ObjectPath): readonly Patch[] {
  if (typeof entry === "string") {
    const path = inFolder(layer.folder, entry);
    return sources.has(path) ? filePatches(sources, path, null) : inlinePatch(layer, at, null);
  }
  if (!isJsonObject(entry)) return [];
  const target = isJsonObject(entry["target"]) ? entry["target"] : null;
  const { path } = entry;
  if (typeof path === "string") return filePatches(sources, inFolder(layer.folder, path), target);
  return inlinePatch(layer, [...at, "patch"], target);
}

function filePatches(sources: Sources, path: string, target: JsonObject | null): readonly Patch[] {
  return sources.documents(path).map(({ value, locate }) => ({ path, value, locate, target }));
}

function inlinePatch(layer: Layer, at: ObjectPath, target: JsonObject | null): readonly Patch[] {
  const document = readEmbedded(layer.document, at, "yaml");
  if (document?.kind !== "value") return [];
  return [{ path: layer.path, value: document.value, locate: document.locate, target }];
}

/** Whether a patch may be about an object. Expressions in names are not run: a value that fits has to confirm the patch. */
function concerns({ value, target }: Patch, { kind, names }: Patched): boolean {
  const named = target ?? (isJsonObject(value) ? { ...metadataOf(value), kind: value["kind"] ?? "" } : {});
  return fits(named["kind"], new Set([kind])) && fits(named["name"], names);
}

function metadataOf(object: JsonObject): JsonObject {
  const metadata = object["metadata"];
  return isJsonObject(metadata) ? metadata : {};
}

function fits(wanted: JsonValue | undefined, names: ReadonlySet<string>): boolean {
  if (typeof wanted !== "string" || wanted === "") return true;
  return names.has(wanted) || !/^[\w.-]*$/.test(wanted) || wanted.includes(".*");
}

function mergePlaces(patch: Patch, { object }: Patched, path: ObjectPath): readonly PatchPlace[] {
  const { path: found, whole, value } = align(object, patch.value, path);
  if (found.length === 0) return [];
  const location = locationOf(patch.path, patch.locate(found));
  return [{ location, depth: found.length, value: whole ? value : undefined }];
}

/** Operations of a JSON patch whose path leads to the value, or to something around it. The last one counts. */
function operationPlaces(
  patch: Patch,
  operations: readonly JsonValue[],
  path: ObjectPath,
): readonly PatchPlace[] {
  return operations
    .flatMap((operation, index): PatchPlace[] => {
      if (!isJsonObject(operation) || typeof operation["path"] !== "string") return [];
      const steps = pointerSteps(operation["path"]);
      if (!leadsTo(steps, path)) return [];
      const rest = path.slice(steps.length);
      const value = operation["value"] === undefined ? undefined : valueAt(operation["value"], rest);
      const location = locationOf(patch.path, patch.locate([index, "value", ...rest]));
      return [{ location, depth: value === undefined ? steps.length : path.length, value }];
    })
    .toReversed();
}

/** An index of the patch is one of the list as it was then; `-` adds to its end. */
function leadsTo(steps: readonly string[], path: ObjectPath): boolean {
  if (steps.length > path.length) return false;
  return steps.every((step, index) => {
    const wanted = path[index];
    if (typeof wanted === "number") return step === "-" || /^\d+$/.test(step);
    return step === String(wanted);
  });
}
