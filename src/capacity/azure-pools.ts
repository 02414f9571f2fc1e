import { type ObjectPath, valueAt } from "../model/json.ts";
import type { Addressed, NodeGroup } from "./node-group.ts";
import { countAt, isUnknownAt, textAt } from "./read.ts";

/**
 * A pool of AKS, and the one that a cluster begins with. Numbers are those of the pool, whatever its zones. What a machine
 * has is not in the name of its size, and counts as not known.
 */
export function azurePools(resource: Addressed): readonly NodeGroup[] {
  if (resource.type === "azurerm_kubernetes_cluster_node_pool") return [pool(resource, resource.address, [])];
  const first = ["default_node_pool", 0];
  const name = textAt(resource.object, [...first, "name"]) ?? "default_node_pool";
  return [pool(resource, `${resource.address}/${name}`, first)];
}

function pool(resource: Addressed, name: string, path: ObjectPath): NodeGroup {
  const isScaled = scaled(resource, path);
  const sizes = isScaled === true ? ["min_count", "max_count"] : ["node_count", "node_count"];
  const [min = null, max = null] = sizes.map((key) =>
    isScaled === null ? null : countAt(resource, [...path, key], null),
  );
  return { name, min, max, most: null };
}

/** Since version 4 of the provider it is called by the first name; `null`: nobody knows. */
function scaled(resource: Addressed, path: ObjectPath): boolean | null {
  const flags = ["auto_scaling_enabled", "enable_auto_scaling"].map((key) => [...path, key]);
  if (flags.some((flag) => isUnknownAt(resource, flag))) return null;
  return flags.some((flag) => [true, "true"].some((yes) => valueAt(resource.object, flag) === yes));
}
