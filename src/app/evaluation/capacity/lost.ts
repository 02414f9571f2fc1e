import type { InventoryObject } from "../../../inventory/objects.ts";
import type { Uncounted } from "../../../model/capacity-report.ts";
import type { LoadedRoot } from "../loaded.ts";
import { comparableBase } from "../unread.ts";

/** Objects of the base that cannot be looked for in the head: a file that is broken there takes nothing away. */
export interface LostObjects {
  has(object: Pick<InventoryObject, "rootKey" | "address">): boolean;
  /** Those among these objects that take something, as the report names them. */
  uncounted(objects: readonly InventoryObject[]): readonly Uncounted[];
}

export function lostObjects(roots: readonly LoadedRoot[]): LostObjects {
  const lost = new Set<string>();
  for (const root of roots) {
    const comparable = new Set(comparableBase(root));
    for (const resource of root.base?.resources ?? [])
      if (!comparable.has(resource)) lost.add(keyOf(resource));
  }
  const has = (object: Pick<InventoryObject, "rootKey" | "address">) => lost.has(keyOf(object));
  return {
    has,
    uncounted: (objects) =>
      objects
        .filter((object) => object.use !== null && has(object))
        .map(({ type, name }) => ({
          name: `${type.slice(type.lastIndexOf("/") + 1)} ${name}`,
          why: "unread",
        })),
  };
}

function keyOf({ rootKey, address }: Pick<InventoryObject, "rootKey" | "address">): string {
  return JSON.stringify([rootKey, address]);
}
