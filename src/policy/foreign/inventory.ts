import { type JsonObject, type JsonValue, valueAt } from "../../model/json.ts";
import { textOf } from "./rule.ts";
import { withoutMarkers } from "./subject.ts";

export interface InventoryObject {
  readonly object: JsonObject;
  /** `null`: it belongs to the cluster. */
  readonly namespace: string | null;
}

/**
 * `data.inventory` as Gatekeeper has it: by scope, version, kind and name. What says no namespace stands with the
 * cluster's, as gator has it: nobody here knows which namespace it will go to.
 */
export function inventoryTree(objects: readonly InventoryObject[]): JsonObject {
  const named = objects.filter(
    ({ object }) =>
      textOf(object["apiVersion"]) !== "" && textOf(object["kind"]) !== "" && nameOf(object) !== "",
  );
  const isOfCluster = ({ namespace }: InventoryObject) => namespace === null || namespace === "";
  const inNamespaces = named.filter((object) => !isOfCluster(object));
  return {
    cluster: byVersion(named.filter(isOfCluster)),
    namespace: grouped(inNamespaces, ({ namespace }) => namespace ?? "", byVersion),
  };
}

function byVersion(objects: readonly InventoryObject[]): JsonObject {
  const byName = (some: readonly InventoryObject[]): JsonObject =>
    Object.fromEntries(some.map(({ object }) => [nameOf(object), withoutMarkers(object)]));
  const byKind = (some: readonly InventoryObject[]) =>
    grouped(some, ({ object }) => textOf(object["kind"]), byName);
  return grouped(objects, ({ object }) => textOf(object["apiVersion"]), byKind);
}

function grouped(
  objects: readonly InventoryObject[],
  keyOf: (object: InventoryObject) => string,
  inner: (objects: readonly InventoryObject[]) => JsonValue,
): JsonObject {
  return Object.fromEntries([...Map.groupBy(objects, keyOf)].map(([key, group]) => [key, inner(group)]));
}

function nameOf(object: JsonObject): string {
  return textOf(valueAt(object, ["metadata", "name"]));
}
