import { readYaml } from "../formats/yaml/index.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../model/json.ts";
import type { Tree } from "../model/tree.ts";
import { notRead } from "./not-read.ts";
import { folderOf, foldersAbove, isKustomizationPath, nameOf, resolved } from "./paths.ts";

/** One kustomization: what it applies as it stands, and what it works with. Paths are those of the tree. */
export interface Kustomization {
  readonly path: string;
  readonly resources: readonly string[];
  /** Patches, generators' files, values, transformers: no objects of their own. */
  readonly parts: readonly string[];
}

/**
 * The kustomizations that may have a say about some folders: those in them and above them (kustomize itself reads no file
 * from elsewhere unless told to), and those elsewhere that reach out and name one of the files. `null` means all.
 */
export async function readKustomizations(
  tree: Tree,
  interesting: ReadonlySet<string> | null,
): Promise<readonly Kustomization[]> {
  const paths = [...tree.entries.keys()].filter(isKustomizationPath);
  if (paths.length === 0) return [];
  const contents = await tree.read(paths);
  const near =
    interesting === null ? null : new Set([...interesting].flatMap((path) => foldersAbove(folderOf(path))));
  const names = [...new Set([...(interesting ?? [])].map(nameOf))];
  return [...contents].flatMap(([path, bytes]) => {
    const isNear = near === null || near.has(folderOf(path));
    return isNear || reachesOut(bytes, names) ? [readKustomization(path, bytes)] : [];
  });
}

function reachesOut(bytes: Uint8Array, names: readonly string[]): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return content.includes("../") && names.some((name) => content.includes(name));
}

function readKustomization(path: string, bytes: Uint8Array): Kustomization {
  const file = readYaml(bytes);
  const first = file.kind === "documents" ? file.documents[0] : undefined;
  const object = first?.kind === "value" && isJsonObject(first.value) ? first.value : {};
  const inTree = (references: readonly string[]) =>
    references.flatMap((reference) => resolved(folderOf(path), reference) ?? []);
  const resources = inTree([...texts(object["resources"]), ...texts(object["bases"])]);
  return { path, resources, parts: inTree(partReferences(object)) };
}

function partReferences(object: JsonObject): readonly string[] {
  const generators = [...objects(object["configMapGenerator"]), ...objects(object["secretGenerator"])];
  return [
    ...[
      "patchesStrategicMerge",
      "configurations",
      "transformers",
      "generators",
      "validators",
      "crds",
      "patches",
    ].flatMap((key) => texts(object[key])),
    ...["patches", "patchesJson6902", "replacements"].flatMap((key) =>
      objects(object[key]).flatMap((part) => text(part["path"])),
    ),
    ...generators.flatMap((part) => [
      ...texts(part["files"]).map(withoutKey),
      ...texts(part["envs"]),
      ...text(part["env"]),
    ]),
    ...objects(object["helmCharts"]).flatMap((part) => [
      ...text(part["valuesFile"]),
      ...texts(part["additionalValuesFiles"]),
    ]),
    ...objects(object["helmChartInflationGenerator"]).flatMap((part) => text(part["values"])),
    ...(isJsonObject(object["openapi"]) ? text(object["openapi"]["path"]) : []),
  ];
}

/** Text with a line end is the thing itself, not the name of a file. */
function text(value: JsonValue | undefined): readonly string[] {
  return typeof value === "string" && value !== "" && !value.includes("\n") ? [value] : [];
}

function texts(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value) ? value.flatMap(text) : [];
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

/** `name=path` names the key of the generated map. */
function withoutKey(reference: string): string {
  return reference.slice(reference.indexOf("=") + 1);
}

/** Files that no cluster gets as they stand. What any kustomization applies as a resource is an object all the same. */
export function partsOnly(kustomizations: readonly Kustomization[]): ReadonlySet<string> {
  const resources = new Set(kustomizations.flatMap((one) => one.resources));
  return new Set(kustomizations.flatMap((one) => one.parts).filter((path) => !resources.has(path)));
}

/**
 * One diagnostic for each kustomization that changed, in itself or in a part. Its resources are read as the manifests
 * that they are, so their changes are not unread.
 */
export function kustomizationDiagnostics(
  kustomizations: readonly Kustomization[],
  tree: Tree,
  changed: ReadonlySet<string> | null,
): readonly Diagnostic[] {
  return kustomizations
    .filter(({ path, parts }) => changed === null || [path, ...parts].some((file) => changed.has(file)))
    .map(({ path, parts }) => {
      const contents = [...new Set([path, ...parts])].flatMap((file) => tree.entries.get(file) ?? []);
      return notRead("kustomization_not_evaluated", folderOf(path), path, contents);
    });
}
