import { canonicalName, isMore, type Quota } from "../../../capacity/index.ts";
import type { ClusterInventory, Side } from "../../../inventory/index.ts";
import type { InventoryObject } from "../../../inventory/objects.ts";
import type { Amounts } from "../../../model/capacity.ts";
import type { Configuration } from "../../../model/configuration.ts";
import type { Tenant } from "../../../model/tenant.ts";
import type { Registry } from "../../../tenancy/index.ts";

/** What is added up together: all of a cluster, or some roots, where nobody said which cluster they are deployed to. */
export interface Extent {
  readonly here: ClusterInventory;
  readonly roots: ReadonlySet<string> | null;
  /** How many nodes there may be, where the configuration says it. */
  readonly nodes: number | null;
}

export function nodesOf(
  { clusters }: Pick<Configuration, "clusters">,
  cluster: string | null,
): number | null {
  return clusters.find(({ name }) => name === cluster)?.nodes ?? null;
}

export function objectsSeen({ here, roots }: Extent, side: Side, namespace: string) {
  const all = Object.hasOwn(here.objects[side], namespace) ? here.objects[side][namespace] : undefined;
  const objects: readonly InventoryObject[] = all ?? [];
  return roots === null ? objects : objects.filter(({ rootKey }) => roots.has(rootKey));
}

/** What stands in no namespace, and is there for all of them. */
export function clusterWide(extent: Extent, side: Side): readonly InventoryObject[] {
  return objectsSeen(extent, side, "");
}

/** What two tenants share is nobody's share. */
export function namespacesOf({ here }: Extent, side: Side, registry: Registry, tenant: Tenant) {
  return Object.keys(here.objects[side]).filter((name) => {
    const owners = registry.ownersOfNamespace(name);
    return owners.length === 1 && owners[0] === tenant.name;
  });
}

/** Of what a quota allows, that for which no other quota of its namespace allows less, or the same and comes first. */
export function lowest({ hard }: Quota, index: number, all: readonly Quota[]): Amounts {
  const stricter = (name: string, amount: string) =>
    all.some(({ hard: other }, at) =>
      Object.entries(other).some(
        ([otherName, otherAmount]) =>
          at !== index &&
          canonicalName(otherName) === name &&
          (isMore(amount, otherAmount) || (at < index && !isMore(otherAmount, amount))),
      ),
    );
  const named = Object.entries(hard).map(([name, amount]): [string, string] => [canonicalName(name), amount]);
  return Object.fromEntries(named.filter(([name, amount]) => !stricter(name, amount)));
}
