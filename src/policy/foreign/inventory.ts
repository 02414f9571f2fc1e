import { type JsonObject, type JsonValue, valueAt } from "../../model/json.ts";
import { textOf } from "./rule.ts";
import { withoutMarkers } from "./subject.ts";

export interface InventoryObject {
  readonly object: JsonObject;
  /** `null`: it belongs to the cluster. */
  readonly namespace: string | null;
}

/** `data.inventory` as Gatekeeper has it: by scope, version, kind and name. */
export function inventoryTree(objects: readonly InventoryObject[]): JsonObject {
  const named = objects.filter(
    ({ object }) =>
      textOf(object["apiVersion"]) !== "" && textOf(object["kind"]) !== "" && nameOf(object) !== "",
  );
  const inNamespaces = named.filter(({ namespace }) => namespace !== null);
  return {
    cluster: byVersion(named.filter(({ namespace }) => namespace === null)),
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
