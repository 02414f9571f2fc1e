import type { CapacityUse } from "../model/capacity.ts";
import type { JsonObject } from "../model/json.ts";
import type { InventoryResource, Side } from "./item.ts";

/** An object of the repository, as far as others may refer to it. */
export interface InventoryObject {
  readonly type: string;
  readonly name: string;
  readonly rootKey: string;
  readonly address: string;
  /** See `summaryOf`; `null` for what counts, and that nobody refers to. */
  readonly summary: JsonObject | null;
  readonly use: CapacityUse | null;
}

/** Sorted by type, name and root. */
export type ObjectsByNamespace = Readonly<Record<string, readonly InventoryObject[]>>;

/** Everything that has a summary or counts, on one side. What stands in a namespace that nobody has said is left out. */
export function inventoryObjects(items: readonly InventoryResource[], side: Side): ObjectsByNamespace {
  const found = new Map<string, InventoryObject[]>();
  for (const item of items) {
    const { type, namespace, rootKey, address, summary = null, use = null } = item;
    if ((summary === null && use === null) || namespace === "" || (item.side ?? side) !== side) continue;
    const objects = found.get(namespace ?? "") ?? [];
    found.set(namespace ?? "", objects);
    objects.push({ type, name: address.slice(address.lastIndexOf("/") + 1), rootKey, address, summary, use });
  }
  return Object.fromEntries(
    [...found]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([namespace, objects]) => [namespace, objects.toSorted(byTypeNameRoot)]),
  );
}

function byTypeNameRoot(a: InventoryObject, b: InventoryObject): number {
  const [left, right] = [a, b].map(({ type, name, rootKey }) => `${type} ${name} ${rootKey}`);
  return left === right ? 0 : (left ?? "") < (right ?? "") ? -1 : 1;
}
