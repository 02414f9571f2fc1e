import type { CapacityUse } from "../model/capacity.ts";
import type { JsonObject } from "../model/json.ts";
import type { InventoryResource, Side } from "./item.ts";
import { once } from "./once.ts";

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

/**
 * Everything that has a summary or counts, on one side. What stands in a namespace that nobody has said is left out. What
 * stands in a namespace is put together when somebody asks for that one.
 */
export function inventoryObjects(items: readonly InventoryResource[], side: Side): ObjectsByNamespace {
  const found = new Map<string, InventoryResource[]>();
  for (const item of items) {
    const { namespace, summary = null, use = null } = item;
    if ((summary === null && use === null) || namespace === "" || (item.side ?? side) !== side) continue;
    const members = found.get(namespace ?? "");
    if (members === undefined) found.set(namespace ?? "", [item]);
    else members.push(item);
  }
  const byNamespace: Record<string, readonly InventoryObject[]> = {};
  for (const namespace of [...found.keys()].toSorted()) {
    const get = once(() => sorted(found.get(namespace) ?? []));
    // An own property, so that it is copied with its value where an inventory crosses to another thread.
    Object.defineProperty(byNamespace, namespace, { enumerable: true, get });
  }
  return byNamespace;
}

function sorted(members: readonly InventoryResource[]): readonly InventoryObject[] {
  return members
    .map((member) => {
      const object = objectOf(member);
      return { object, key: `${object.type} ${object.name} ${object.rootKey}` };
    })
    .toSorted((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
    .map(({ object }) => object);
}

function objectOf({
  type,
  rootKey,
  address,
  summary = null,
  use = null,
}: InventoryResource): InventoryObject {
  return { type, name: address.slice(address.lastIndexOf("/") + 1), rootKey, address, summary, use };
}
