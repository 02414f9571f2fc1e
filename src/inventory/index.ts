import { isJsonObject, type JsonObject } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { type ContainerDefaults, containerDefaults, mergeDefaults } from "./limit-range.ts";

/** What the inventory needs to know of a resource. */
export interface InventoryResource
  extends Pick<Resource, "rootKey" | "address" | "type" | "namespace" | "object"> {
  /** It tells about its namespace, and does not count as a definition: it is gone, or its root is not being judged. */
  readonly background?: boolean;
}

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
}

/** By cluster; `""` holds what belongs to no configured cluster. */
export interface Inventory {
  readonly clusters: ReadonlyMap<string, ClusterInventory>;
}

export const emptyClusterInventory: ClusterInventory = { namespaces: {}, limitRanges: {}, definitions: {} };

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
      collection = { namespaces: new Map(), limitRanges: new Map(), roots: new Map() };
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
  /\bkind["']?\s{0,20}:\s{0,20}["']?(?:Namespace|LimitRange)\b|"kubernetes_(?:namespace|limit_range)/;
const needles = ["Namespace", "LimitRange", "kubernetes_namespace", "kubernetes_limit_range"].map((text) =>
  Buffer.from(text),
);

/** A cheap look at a file's bytes: `false` only where no Namespace and no LimitRange can be in it as people write them. */
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
}

function collect(collection: Collection, resource: InventoryResource, knownCluster: boolean): void {
  const { type, address, namespace, object, background = false } = resource;
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

function finished({ namespaces, limitRanges, roots }: Collection): ClusterInventory {
  const shared = [...roots].filter(([, keys]) => keys.size > 1);
  return {
    namespaces: sortedRecord([...namespaces]),
    limitRanges: sortedRecord([...limitRanges]),
    definitions: sortedRecord(shared.map(([address, keys]) => [address, [...keys].sort()])),
  };
}

function sortedRecord<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
