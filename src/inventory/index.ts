import { isJsonObject, type JsonObject } from "../model/json.ts";
import { type FilledNamespaces, filledNamespaces } from "./filled.ts";
import type { InventoryResource, Side } from "./item.ts";
import { type ContainerDefaults, containerDefaults, mergeDefaults } from "./limit-range.ts";
import { inventoryObjects, type ObjectsByNamespace } from "./objects.ts";

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
 * say something about one namespace, the first one counts.
 */
export function collectInventory<Item extends InventoryResource>(
  resources: Iterable<Item>,
  clusterOf: (resource: Item) => string | null,
): Inventory {
  const collections = new Map<string, Collection>();
  for (const resource of resources) {
    const cluster = clusterOf(resource) ?? "";
    let collection = collections.get(cluster);
    if (collection === undefined) {
      collection = { namespaces: new Map(), limitRanges: new Map(), roots: new Map(), items: [] };
      collections.set(cluster, collection);
    }
    collect(collection, resource, cluster !== "");
  }
  return {
    clusters: new Map([...collections].map(([cluster, collection]) => [cluster, finished(collection)])),
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

interface Collection {
  readonly namespaces: Map<string, NamespaceFact>;
  readonly limitRanges: Map<string, ContainerDefaults>;
  readonly roots: Map<string, Set<string>>;
  readonly items: InventoryResource[];
}

function collect(collection: Collection, resource: InventoryResource, knownCluster: boolean): void {
  const { type, address, namespace, object, background = false } = resource;
  collection.items.push(resource);
  if (type === "core/Namespace") {
    const name = metadataOf(object)["name"];
    if (typeof name === "string" && name !== "" && !collection.namespaces.has(name)) {
      collection.namespaces.set(name, namespaceFact(object));
    }
  }
  if (type === "core/LimitRange" && namespace !== null && namespace !== "") {
    const found = collection.limitRanges.get(namespace);
    const defaults = containerDefaults(object);
    collection.limitRanges.set(namespace, found === undefined ? defaults : mergeDefaults(found, defaults));
  }
  if (knownCluster && !background && isOneThing(resource)) {
    const roots = collection.roots.get(address) ?? new Set();
    collection.roots.set(address, roots.add(resource.rootKey));
  }
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

function finished({ namespaces, limitRanges, roots, items }: Collection): ClusterInventory {
  const shared = [...roots].filter(([, keys]) => keys.size > 1);
  return {
    namespaces: sortedRecord([...namespaces]),
    limitRanges: sortedRecord([...limitRanges]),
    definitions: sortedRecord(shared.map(([address, keys]) => [address, [...keys].sort()])),
    objects: { base: inventoryObjects(items, "base"), head: inventoryObjects(items, "head") },
    filled: { base: filledNamespaces(items, "base"), head: filledNamespaces(items, "head") },
  };
}

function sortedRecord<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
