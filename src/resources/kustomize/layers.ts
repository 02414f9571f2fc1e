import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { inFolder, type Layer, type Sources } from "./sources.ts";

/** A file with objects, or an entry of a generator, and the kustomizations that it goes through. */
export interface Reached {
  readonly from:
    | { readonly kind: "file"; readonly path: string }
    | {
        readonly kind: "generator";
        readonly layer: Layer;
        readonly field: GeneratorField;
        readonly index: number;
      };
  /** From the one that is built down to the one that names it; components stand behind the kustomization that names them. */
  readonly layers: readonly Layer[];
}

export const generatorFields = ["configMapGenerator", "secretGenerator"] as const;
export type GeneratorField = (typeof generatorFields)[number];

/** Far more than the engine builds in one call; a guard for whoever walks without it. */
const reachedMax = 20_000;

/** Everything that a build starts from, in the order of the kustomizations. `components` are laid over the root. */
export function reachedFrom(
  sources: Sources,
  root: string,
  components: readonly string[],
): readonly Reached[] {
  const reached: Reached[] = [];
  walk(sources, root, [], new Set(), components, reached);
  return reached;
}

function walk(
  sources: Sources,
  folder: string,
  above: readonly Layer[],
  open: ReadonlySet<string>,
  more: readonly string[],
  reached: Reached[],
): void {
  const layer = open.has(folder) ? null : sources.layer(folder);
  if (layer === null || reached.length > reachedMax) return;
  const inside = new Set([...open, folder]);
  const componentFolders = [...textsOf(layer.fields["components"]), ...more].map((name) =>
    inFolder(folder, name),
  );
  const layers = [...above, layer, ...componentLayers(sources, componentFolders, inside)];
  for (const reference of [...textsOf(layer.fields["resources"]), ...textsOf(layer.fields["bases"])]) {
    const path = inFolder(folder, reference);
    if (sources.has(path)) reached.push({ from: { kind: "file", path }, layers });
    else walk(sources, path, layers, inside, [], reached);
  }
  for (const field of generatorFields) {
    for (const [index] of objectsIn(layer.fields[field]).entries())
      reached.push({ from: { kind: "generator", layer, field, index }, layers });
  }
  for (const component of componentFolders) walk(sources, component, layers, inside, [], reached);
}

/** What changes the resources of whoever names them: the last one has the last word, and so comes first. */
function componentLayers(
  sources: Sources,
  folders: readonly string[],
  open: ReadonlySet<string>,
): readonly Layer[] {
  return folders.toReversed().flatMap((folder) => {
    const layer = open.has(folder) ? null : sources.layer(folder);
    if (layer === null) return [];
    const inner = textsOf(layer.fields["components"]).map((name) => inFolder(folder, name));
    return [layer, ...componentLayers(sources, inner, new Set([...open, folder]))];
  });
}

export function textsOf(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
