import { isJsonArray, type ObjectPath, valueAt } from "../model/json.ts";
import type { Addressed, NodeGroup } from "./node-group.ts";
import { countAt, isPartlyUnknown, isUnknownAt, textAt } from "./read.ts";

/**
 * A pool of GKE, or those that a cluster describes itself. GKE counts nodes in each zone (`node_count`, `max_node_count`),
 * unless the words begin with `total_`; so without the number of zones nobody knows how many there are in all. What a
 * machine has counts as not known.
 */
export function googlePools(resource: Addressed): readonly NodeGroup[] {
  if (resource.type === "google_container_node_pool")
    return [pool(resource, resource.address, [], zonesAt(resource, ["node_locations"]))];
  if (isUnknownAt(resource, ["node_pool"])) return [];
  const zones = zonesOfCluster(resource);
  const written = valueAt(resource.object, ["node_pool"]);
  const pools = (isJsonArray(written) ? written : []).map((_, index) => {
    const path = ["node_pool", index];
    const name = textAt(resource.object, [...path, "name"]) ?? String(index);
    const own = zonesAt(resource, [...path, "node_locations"]);
    return pool(resource, `${resource.address}/${name}`, path, own ?? zones);
  });
  return pools.length > 0 || !hasDefaultPool(resource)
    ? pools
    : [pool(resource, `${resource.address}/default-pool`, [], zones)];
}

/** A cluster begins with a pool of its own, unless Google runs its nodes, or it is removed at once, as it may be. */
function hasDefaultPool(resource: Addressed): boolean {
  return !["enable_autopilot", "remove_default_node_pool"].some(
    (key) => valueAt(resource.object, [key]) === true || isUnknownAt(resource, [key]),
  );
}

function pool(resource: Addressed, name: string, path: ObjectPath, zones: number | null): NodeGroup {
  const scaling = [...path, "autoscaling", 0];
  const total = sizes(resource, scaling, "total_min_node_count", "total_max_node_count");
  if (total.max !== null) return { name, ...total, most: null };
  const each = perZone(resource, path, scaling);
  if (zones === null) return { name, ...each, isOfZone: true, most: null };
  const inAll = (count: number | null) => (count === null ? null : count * zones);
  return { name, min: inAll(each.min), max: inAll(each.max), most: null };
}

/** A maximum of nought switches the autoscaler off. */
function perZone(resource: Addressed, path: ObjectPath, scaling: ObjectPath): Sizes {
  const isUnknown = isUnknownAt(resource, scaling);
  const isScaled = isUnknown || valueAt(resource.object, scaling) !== undefined;
  const scaled = sizes(resource, scaling, "min_node_count", "max_node_count");
  if (isScaled && scaled.max !== 0) return scaled;
  const first = countAt(resource, [...path, "initial_node_count"], null);
  const count = countAt(resource, [...path, "node_count"], first);
  return { min: count, max: count };
}

interface Sizes {
  readonly min: number | null;
  readonly max: number | null;
}

function sizes(resource: Addressed, path: ObjectPath, min: string, max: string): Sizes {
  return { min: countAt(resource, [...path, min], null), max: countAt(resource, [...path, max], null) };
}

/** `null`: not said, or not known. */
function zonesAt(resource: Addressed, path: ObjectPath): number | null {
  const zones = valueAt(resource.object, path);
  if (isPartlyUnknown(resource, path) || !isJsonArray(zones) || zones.length === 0) return null;
  return new Set(zones).size;
}

/** Of a cluster in one zone, `node_locations` names those beside it; of one in a region, all of them. */
function zonesOfCluster(resource: Addressed): number | null {
  const location = textAt(resource.object, ["location"]);
  const isZonal = location !== null && /-[a-z]$/.test(location);
  if (isPartlyUnknown(resource, ["node_locations"])) return null;
  const said = zonesAt(resource, ["node_locations"]);
  return isZonal ? 1 + (said ?? 0) : said;
}
