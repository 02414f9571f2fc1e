import { readYaml } from "../formats/yaml/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { isFile, type Tree } from "../model/tree.ts";
import { below, folderOf, isKustomizationPath, resolved } from "./paths.ts";
import { field, objectsOf, textsOf } from "./yaml-object.ts";

/** One folder with a kustomization, and what it names directly. Paths are those of the tree. */
export interface KustomizationNode {
  readonly folder: string;
  /** Made to be laid over others, and never applied alone. */
  readonly isComponent: boolean;
  /** The kustomization itself and every file that it names, as far as the tree holds them. */
  readonly files: readonly string[];
  /**
   * Those of the files that no cluster gets as they stand. Resources of another folder are not among them: kustomize
   * refuses to reach out for them, so naming them there hides nothing.
   */
  readonly parts: readonly string[];
  /** The folders that it names, and that hold a kustomization: bases, components, folders of transformers. */
  readonly folders: readonly string[];
}

/** By folder. */
export type KustomizationGraph = ReadonlyMap<string, KustomizationNode>;

/** Reads the kustomizations of a tree, and the configurations of generators and transformers that they name. */
export async function readKustomizationGraph(
  tree: Tree,
  isOurs: (path: string) => boolean,
): Promise<KustomizationGraph> {
  const paths = [...tree.entries.values()]
    .filter((entry) => isFile(entry) && isKustomizationPath(entry.path) && isOurs(entry.path))
    .map(({ path }) => path)
    .toSorted();
  if (paths.length === 0) return new Map();
  const contents = await tree.read(paths);
  const named = new Map<string, Named>();
  for (const path of paths) named.set(path, referencesOf(objectsIn(contents.get(path))[0] ?? {}));
  await addConfigured(tree, named);
  return graphOf(tree, named);
}

/**
 * Everything that building some folders reads, sorted: through bases and components, as deep as they go. Circles end where
 * they began; kustomize itself refuses them.
 */
export function kustomizationFiles(
  graph: KustomizationGraph,
  ...folders: readonly string[]
): readonly string[] {
  const files = new Set<string>();
  for (const folder of foldersBelow(graph, folders)) {
    for (const file of graph.get(folder)?.files ?? []) files.add(file);
  }
  return [...files].toSorted();
}

/** The folders themselves, and those of all kustomizations that they build on. */
export function foldersBelow(graph: KustomizationGraph, folders: readonly string[]): Set<string> {
  const reached = new Set(folders);
  for (const folder of reached) for (const below of graph.get(folder)?.folders ?? []) reached.add(below);
  return reached;
}

/** What one kustomization, or the configuration of a plug-in, names. References are as they are written. */
interface Named {
  readonly isComponent: boolean;
  /** References that are applied as they are named. */
  readonly resources: readonly string[];
  readonly references: readonly string[];
  /** Configurations of generators, transformers and validators: they may name files themselves. */
  readonly configured: readonly string[];
}

/** A configuration of a plug-in names files as seen from the folder of the kustomization. */
async function addConfigured(tree: Tree, named: Map<string, Named>): Promise<void> {
  const configurations = [...named].flatMap(([path, { configured }]) =>
    configured.flatMap((reference) => resolved(folderOf(path), reference) ?? []),
  );
  if (configurations.length === 0) return;
  const contents = await tree.read([...new Set(configurations)]);
  for (const [path, one] of named) {
    const more = one.configured
      .flatMap((reference) => objectsIn(contents.get(resolved(folderOf(path), reference) ?? "")))
      .flatMap((object) => referencesOf(object).references);
    named.set(path, { ...one, references: [...one.references, ...more] });
  }
}

function graphOf(tree: Tree, named: ReadonlyMap<string, Named>): KustomizationGraph {
  const holders = new Set([...named.keys()].map(folderOf));
  const graph = new Map<string, KustomizationNode>();
  const isTreeFile = (path: string): boolean => {
    const entry = tree.entries.get(path);
    return entry !== undefined && isFile(entry);
  };
  for (const [path, { references, resources, isComponent }] of named) {
    const folder = folderOf(path);
    const inTree = (each: readonly string[]) =>
      each.flatMap((reference) => resolved(folder, reference) ?? []);
    const targets = inTree(references);
    const files = [path, ...targets.filter(isTreeFile)];
    const objects = new Set(inTree(resources));
    const earlier = graph.get(folder);
    graph.set(folder, {
      folder,
      isComponent: isComponent || earlier?.isComponent === true,
      files: [...new Set([...(earlier?.files ?? []), ...files])],
      parts: [
        ...(earlier?.parts ?? []),
        ...files.filter((file) => !objects.has(file) || below(folder, file) !== null),
      ],
      folders: [
        ...new Set([...(earlier?.folders ?? []), ...targets.filter((target) => holders.has(target))]),
      ],
    });
  }
  return graph;
}

function objectsIn(bytes: Uint8Array | undefined): readonly JsonObject[] {
  const file = bytes === undefined ? null : readYaml(bytes);
  if (file?.kind !== "documents") return [];
  return file.documents.flatMap((document) =>
    document.kind === "value" && isJsonObject(document.value) ? [document.value] : [],
  );
}

/** Keys whose texts name a file or a folder. */
const listKeys = [
  "resources",
  "bases",
  "components",
  "patchesStrategicMerge",
  "configurations",
  "crds",
  "patches",
] as const;
const pluginKeys = ["generators", "transformers", "validators"] as const;
/** Keys whose objects name one under `path`. */
const pathKeys = ["patches", "patchesJson6902", "replacements"] as const;

function referencesOf(object: JsonObject): Named {
  const plugins = pluginKeys.flatMap((key) => names(field(object, key)));
  const inline = pluginKeys.flatMap((key) => inlineObjects(field(object, key)));
  return {
    isComponent: field(object, "kind") === "Component",
    resources: [...names(field(object, "resources")), ...names(field(object, "bases"))],
    references: [
      ...plugins,
      ...listKeys.flatMap((key) => names(field(object, key))),
      ...pathKeys.flatMap((key) =>
        objectsOf(field(object, key)).flatMap((part) => nameIn(field(part, "path"))),
      ),
      ...generators(object).flatMap(generatorFiles),
      ...helmFiles(object),
      ...nameIn(field(field(object, "openapi"), "path")),
      // What a transformer's own configuration calls its files.
      ...nameIn(field(object, "path")),
      ...names(field(object, "paths")),
      ...inline.flatMap((one) => referencesOf(one).references),
    ],
    configured: plugins,
  };
}

/** A generator's own configuration has the fields of an entry of `configMapGenerator`, at its top. */
function generators(object: JsonObject): readonly JsonObject[] {
  return [
    ...objectsOf(field(object, "configMapGenerator")),
    ...objectsOf(field(object, "secretGenerator")),
    object,
  ];
}

function generatorFiles(part: JsonObject): readonly string[] {
  return [
    ...names(field(part, "files")).map(withoutKey),
    ...names(field(part, "envs")),
    ...nameIn(field(part, "env")),
  ];
}

function helmFiles(object: JsonObject): readonly string[] {
  return [
    ...objectsOf(field(object, "helmCharts")).flatMap((part) => [
      ...nameIn(field(part, "valuesFile")),
      ...names(field(part, "additionalValuesFiles")),
    ]),
    ...objectsOf(field(object, "helmChartInflationGenerator")).flatMap((part) =>
      nameIn(field(part, "values")),
    ),
  ];
}

/** Text with a line end is the thing itself, not the name of a file. */
function nameIn(value: JsonValue | undefined): readonly string[] {
  return typeof value === "string" && value !== "" && !value.includes("\n") ? [value] : [];
}

function names(value: JsonValue | undefined): readonly string[] {
  return textsOf(value).flatMap(nameIn);
}

function inlineObjects(value: JsonValue | undefined): readonly JsonObject[] {
  return textsOf(value).flatMap((item) => (item.includes("\n") ? objectsIn(Buffer.from(item)) : []));
}

/** `name=path` names the key of the generated map. */
function withoutKey(reference: string): string {
  return reference.slice(reference.indexOf("=") + 1);
}
