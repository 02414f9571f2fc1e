import { isJsonObject, type JsonObject } from "../model/json.ts";
import { type FilledNamespaces, filledNamespaces } from "./filled.ts";
import type { InventoryResource, Side } from "./item.ts";
import { type ContainerDefaults, containerDefaults, mergeDefaults } from "./limit-range.ts";
import { inventoryObjects, type ObjectsByNamespace } from "./objects.ts";
import { once } from "./once.ts";

export type { InventoryResource, Side } from "./item.ts";

/** A Namespace object, as the fact `namespaces` shows it. */
export interface NamespaceFact {
  readonly labels: JsonObject;
  readonly annotations: JsonObject;
}

/** What the repository says about one cluster. Keys are names of namespaces and addresses, sorted. */
export interface ClusterInventory {
  readonly namespaces: Readonly<Record<string, NamespaceFact>>;
  readonly limitRanges: Readonly<Record<string, ContainerDefaults>>;
  /** Address to the keys of the roots that define it, where there are two or more. */
  readonly definitions: Readonly<Record<string, readonly string[]>>;
  /** By side, what stands in each namespace, as far as others may refer to it; `""` is what has no namespace. */
  readonly objects: Readonly<Record<Side, ObjectsByNamespace>>;
  /** By side, the types of what may put more into a namespace than is seen; `*` is any namespace. */
  readonly filled: Readonly<Record<Side, FilledNamespaces>>;
}

/** By cluster; `""` holds what belongs to no configured cluster. */
export interface Inventory {
  readonly clusters: ReadonlyMap<string, ClusterInventory>;
}

export const emptyClusterInventory: ClusterInventory = {
  namespaces: {},
  limitRanges: {},
  definitions: {},
  objects: { base: {}, head: {} },
  filled: { base: {}, head: {} },
};

/** The inventory of one cluster; a root without a configured cluster sees what else has none. */
export function inventoryOf(inventory: Inventory, cluster: string | null): ClusterInventory {
  return inventory.clusters.get(cluster ?? "") ?? emptyClusterInventory;
}

/**
 * What exists, from the masked resources of the base tip with the changed roots replaced by head's. Where two objects
 * say something about one namespace, the first one counts. Each part is made when somebody first asks for it.
 */
export function collectInventory<Item extends InventoryResource>(
  resources: Iterable<Item>,
  clusterOf: (resource: Item) => string | null,
): Inventory {
  const collections = new Map<string, Item[]>();
  for (const resource of resources) {
    const cluster = clusterOf(resource) ?? "";
    const items = collections.get(cluster);
    if (items === undefined) collections.set(cluster, [resource]);
    else items.push(resource);
  }
  return {
    clusters: new Map(
      [...collections].map(([cluster, items]) => [cluster, clusterInventory(items, cluster !== "")]),
    ),
  };
}

/** Kinds that the facts are made of: their files are read even where nothing in their root has changed. */
const inventoryKinds =
  /\bkind["']?\s{0,20}:\s{0,20}["']?(?:Namespace|LimitRange|ResourceQuota)\b|"kubernetes_(?:namespace|limit_range|resource_quota)/;
const needles = [
  "Namespace",
  "LimitRange",
  "ResourceQuota",
  "kubernetes_namespace",
  "kubernetes_limit_range",
  "kubernetes_resource_quota",
].map((text) => Buffer.from(text));

/** A cheap look at a file's bytes: `false` only where no Namespace, LimitRange or ResourceQuota can be in it as people write them. */
export function mayHoldInventory(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    needles.some((needle) => content.includes(needle)) && inventoryKinds.test(content.toString("latin1"))
  );
}

function namespacesOf(items: readonly InventoryResource[]): ClusterInventory["namespaces"] {
  const found = new Map<string, NamespaceFact>();
  for (const { type, object } of items) {
    if (type !== "core/Namespace") continue;
    const name = metadataOf(object)["name"];
    if (typeof name === "string" && name !== "" && !found.has(name)) found.set(name, namespaceFact(object));
  }
  return sortedRecord([...found]);
}

function limitRangesOf(items: readonly InventoryResource[]): ClusterInventory["limitRanges"] {
  const found = new Map<string, ContainerDefaults>();
  for (const { type, namespace, object } of items) {
    if (type !== "core/LimitRange" || namespace === null || namespace === "") continue;
    const known = found.get(namespace);
    const defaults = containerDefaults(object);
    found.set(namespace, known === undefined ? defaults : mergeDefaults(known, defaults));
  }
  return sortedRecord([...found]);
}

function definitionsOf(items: readonly InventoryResource[]): ClusterInventory["definitions"] {
  const first = new Map<string, string>();
  const shared = new Map<string, Set<string>>();
  for (const item of items) {
    if (item.background === true || !isOneThing(item)) continue;
    const { address, rootKey } = item;
    const known = first.get(address);
    if (known === undefined) first.set(address, rootKey);
    else if (known !== rootKey) shared.set(address, (shared.get(address) ?? new Set([known])).add(rootKey));
  }
  return sortedRecord([...shared].map(([address, keys]) => [address, [...keys].toSorted()]));
}

/** Equal addresses are one object only where the namespace is known and the server does not make up the name. */
function isOneThing({ type, namespace, address }: InventoryResource): boolean {
  return type.includes("/") && namespace !== "" && !address.includes("#");
}

function namespaceFact(object: JsonObject): NamespaceFact {
  const { labels, annotations } = metadataOf(object);
  return { labels: objectOr(labels), annotations: objectOr(annotations) };
}

function metadataOf(object: JsonObject): JsonObject {
  return objectOr(object["metadata"]);
}

function objectOr(value: JsonObject[string] | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** Own properties, so that they are copied with their values where an inventory crosses to another thread. */
function clusterInventory(items: readonly InventoryResource[], knownCluster: boolean): ClusterInventory {
  const namespaces = once(() => namespacesOf(items));
  const limitRanges = once(() => limitRangesOf(items));
  const definitions = once(() => (knownCluster ? definitionsOf(items) : {}));
  return {
    get namespaces() {
      return namespaces();
    },
    get limitRanges() {
      return limitRanges();
    },
    get definitions() {
      return definitions();
    },
    objects: bySide((side) => inventoryObjects(items, side)),
    filled: bySide((side) => filledNamespaces(items, side)),
  };
}

function bySide<T>(make: (side: Side) => T): Readonly<Record<Side, T>> {
  const base = once(() => make("base"));
  const head = once(() => make("head"));
  return {
    get base() {
      return base();
    },
    get head() {
      return head();
    },
  };
}

function sortedRecord<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
