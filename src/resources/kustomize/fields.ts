import { isJsonObject, type JsonValue, type ObjectPath } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import { objectsIn, textOf } from "./layers.ts";
import { type Layer, locationOf } from "./sources.ts";

/** A value of a rendered object, and the names that the object has or had. */
export interface RenderedValue {
  readonly path: ObjectPath;
  readonly value: JsonValue;
  readonly names: ReadonlySet<string>;
}

/** The line of a kustomization that sets a value without a patch, where the value is what that line makes of it. */
export function fieldPlace(layer: Layer, rendered: RenderedValue): Location | null {
  const at =
    imagePath(layer, rendered) ??
    replicasPath(layer, rendered) ??
    labelPath(layer, rendered) ??
    namespacePath(layer, rendered) ??
    namePath(layer, rendered);
  return at === null ? null : locationOf(layer.path, layer.document.locate(at));
}

function imagePath({ fields }: Layer, { path, value }: RenderedValue): ObjectPath | null {
  if (path.at(-1) !== "image" || typeof value !== "string") return null;
  for (const [index, entry] of objectsIn(fields["images"]).entries()) {
    const name = textOf(entry["newName"]) || textOf(entry["name"]);
    const tag = scalarText(entry["newTag"]);
    const digest = textOf(entry["digest"]);
    if (name === "" || !(value === name || value.startsWith(`${name}:`) || value.startsWith(`${name}@`)))
      continue;
    if (tag !== "" && value.slice(name.length).startsWith(`:${tag}`)) return ["images", index, "newTag"];
    if (digest !== "" && value.endsWith(`@${digest}`)) return ["images", index, "digest"];
    if (tag === "" && digest === "" && textOf(entry["newName"]) !== "") return ["images", index, "newName"];
  }
  return null;
}

function replicasPath({ fields }: Layer, { path, value, names }: RenderedValue): ObjectPath | null {
  if (path.join("/") !== "spec/replicas") return null;
  const index = objectsIn(fields["replicas"]).findIndex(
    (entry) => names.has(textOf(entry["name"])) && entry["count"] === value,
  );
  return index === -1 ? null : ["replicas", index, "count"];
}

const labelParents = new Set(["labels", "matchLabels", "selector"]);

function labelPath({ fields }: Layer, { path, value }: RenderedValue): ObjectPath | null {
  const [parent, key] = [path.at(-2), path.at(-1)];
  if (typeof parent !== "string" || typeof key !== "string") return null;
  const holds = (map: JsonValue | undefined): boolean =>
    isJsonObject(map) && Object.hasOwn(map, key) && scalarText(map[key]) === scalarText(value);
  if (parent === "annotations") return holds(fields["commonAnnotations"]) ? ["commonAnnotations", key] : null;
  if (!labelParents.has(parent)) return null;
  const index = objectsIn(fields["labels"]).findIndex((entry) => holds(entry["pairs"]));
  if (index !== -1) return ["labels", index, "pairs", key];
  return holds(fields["commonLabels"]) ? ["commonLabels", key] : null;
}

function namespacePath({ fields }: Layer, { path, value }: RenderedValue): ObjectPath | null {
  return path.at(-1) === "namespace" && value !== "" && fields["namespace"] === value ? ["namespace"] : null;
}

/** The name of the object itself: one that its own file does not have. */
function namePath({ fields }: Layer, { path, value }: RenderedValue): ObjectPath | null {
  if (path.join("/") !== "metadata/name" || typeof value !== "string") return null;
  const [prefix, suffix] = [textOf(fields["namePrefix"]), textOf(fields["nameSuffix"])];
  if (prefix !== "" && value.startsWith(prefix)) return ["namePrefix"];
  return suffix !== "" && value.endsWith(suffix) ? ["nameSuffix"] : null;
}

function scalarText(value: JsonValue | undefined): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}
