import { type CustomKind, customKinds } from "../../inventory/custom-kinds.ts";
import { nameElementsBy } from "../../model/element-key.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { type Root, rootKey } from "../../model/root.ts";
import { isKubernetesFile, readKubernetes } from "../../resources/kubernetes/index.ts";
import type { Loaded, LoadedSide } from "./loaded.ts";

/** By `group/Kind`, what the repository's own definitions say. */
export type CustomKinds = ReadonlyMap<string, CustomKind>;

/**
 * The custom kinds that the loaded roots define, and, where one of their resources is of another kind, those that the
 * tip defines in files whose path says so (`crds/`, `*crd*.yaml`): definitions are large, and reading every file of a
 * repository for them would cost more than they tell.
 */
export async function customKindsOf({ roots, trees }: Loaded): Promise<CustomKinds> {
  const sides = roots.flatMap(({ head, base }) => [head, base].filter((side) => side !== null));
  const resources = sides.flatMap((side) => side.resources);
  const here = customKinds(resources.filter(isDefinition).map(({ object }) => object));
  if (!resources.some(({ type }) => isCustom(type) && !here.has(type))) return here;
  const read = new Set(sides.flatMap((side) => side.root.files));
  const paths = [...trees.tip.entries.keys()].filter(
    (path) => isKubernetesFile(path) && definitionPath.test(path) && !read.has(path),
  );
  const files = await trees.tip.read(paths);
  const root: Root = {
    key: rootKey("repository", "."),
    kind: "repository",
    path: ".",
    variant: null,
    files: [...files.keys()],
  };
  const elsewhere = readKubernetes({ root, files, defaultNamespace: "" }).resources.filter(isDefinition);
  return new Map([...customKinds(elsewhere.map(({ object }) => object)), ...here]);
}

/** Charts keep them in `crds/`, projects in `config/crd/`, controller-gen writes `customresourcedefinition-x.yaml`. */
const definitionPath = /crd|customresource/i;

function isDefinition({ type }: Resource): boolean {
  return type === "apiextensions.k8s.io/CustomResourceDefinition";
}

/** Groups of Kubernetes itself end in `.k8s.io` or have no dot. */
function isCustom(type: string): boolean {
  const group = type.slice(0, Math.max(0, type.indexOf("/")));
  return group.includes(".") && !group.endsWith(".k8s.io");
}

/** The resources as their kinds' definitions see them: without a namespace where the kind has none, and with named lists. */
export function withCustomKinds(loaded: Loaded, kinds: CustomKinds): Loaded {
  if (kinds.size === 0) return loaded;
  const told = (side: LoadedSide | null): LoadedSide | null =>
    side === null ? null : { ...side, resources: side.resources.map((resource) => toldOf(resource, kinds)) };
  return {
    ...loaded,
    roots: loaded.roots.map(({ key, base, head }) => ({ key, base: told(base), head: told(head) })),
  };
}

function toldOf(resource: Resource, kinds: CustomKinds): Resource {
  const kind = kinds.get(resource.type);
  if (kind === undefined) return resource;
  const { apiVersion } = resource.object;
  const version = typeof apiVersion === "string" ? apiVersion.slice(apiVersion.indexOf("/") + 1) : "";
  const lists = Object.hasOwn(kind.versions, version) ? kind.versions[version]?.listKeys : undefined;
  for (const { path, keys } of lists ?? []) nameLists(resource.object, path, keys);
  return inScope(resource, kinds);
}

type Placed = Pick<Resource, "type" | "namespace" | "address">;

/** A thing as the definition of its kind places it. */
export function inScope<T extends Placed>(thing: T, kinds: CustomKinds): T {
  return kinds.get(thing.type)?.scope === "Cluster" ? withoutNamespace(thing) : thing;
}

function nameLists(value: JsonValue | undefined, path: readonly string[], keys: readonly string[]): void {
  const [step, ...rest] = path;
  if (step === undefined) {
    if (isJsonArray(value)) nameElementsBy(value, keys);
    return;
  }
  for (const inner of innerOf(value, step)) nameLists(inner, rest, keys);
}

function innerOf(value: JsonValue | undefined, step: string): readonly (JsonValue | undefined)[] {
  if (isJsonArray(value)) return step === "*" ? value : [];
  if (!isJsonObject(value)) return [];
  return step === "*" ? Object.values(value) : [own(value, step)];
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A namespace that a reader took for granted is taken back. */
function withoutNamespace<T extends Placed>(thing: T): T {
  const { namespace, type, address } = thing;
  if (namespace === null) return thing;
  const assumed = `${type}/${namespace === "" ? "-" : namespace}/`;
  const plain = address.startsWith(assumed) ? `${type}/-/${address.slice(assumed.length)}` : address;
  return { ...thing, namespace: null, address: plain };
}
