import type { JsonObject } from "../../../model/json.ts";
import { inventoryTree } from "../../../policy/foreign/inventory.ts";
import type { Loaded } from "../loaded.ts";

/** `data.inventory` of Gatekeeper from everything that was read on one side: what the cluster holds besides is not in it. */
export function gatekeeperInventory(loaded: Loaded, side: "base" | "head"): JsonObject {
  return inventoryTree(loaded.roots.flatMap((root) => root[side]?.resources ?? []));
}
