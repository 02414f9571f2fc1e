import {
  capacityUse,
  type NamespaceContent,
  togetherUse,
  type UseAndQuotas,
  useAndQuotas,
  usedTogether,
} from "../../../capacity/index.ts";
import { type Inventory, inventoryOf, type Side } from "../../../inventory/index.ts";
import { containerDefaults, mergeDefaults } from "../../../inventory/limit-range.ts";
import type { InventoryObject } from "../../../inventory/objects.ts";
import type { RequestsAndLimits } from "../../../model/capacity.ts";
import type { Configuration } from "../../../model/configuration.ts";
import type { Tenant } from "../../../model/tenant.ts";
import type { Registry } from "../../../tenancy/index.ts";
import type { LoadedRoot } from "../loaded.ts";
import { lostObjects } from "./lost.ts";
import type { TouchedNamespace } from "./places.ts";
import { clusterWide, type Extent, namespacesOf, nodesOf, objectsSeen } from "./seen.ts";

export interface UseSources {
  readonly configuration: Configuration;
  readonly registry: Registry;
  readonly inventory: Inventory;
  readonly roots: readonly LoadedRoot[];
}

/** What may be used at once on one side, and what is allowed. */
export interface Uses {
  namespace(touched: TouchedNamespace, side: Side): UseAndQuotas;
  /** Those of the tenant on either side that stand where this one does. */
  namespacesOf(tenant: Tenant, touched: TouchedNamespace): readonly string[];
  /** Over all of them. */
  tenant(tenant: Tenant, touched: TouchedNamespace, side: Side): UseAndQuotas;
}

/** What cannot be looked for in the head counts on neither side, and is named. */
export function createUses({ configuration, registry, inventory, roots: loaded }: UseSources): Uses {
  const lost = lostObjects(loaded);
  const extentOf = ({ cluster, roots }: TouchedNamespace): Extent => ({
    ...{ here: inventoryOf(inventory, cluster), roots, nodes: nodesOf(configuration, cluster) },
  });
  function useOf(all: readonly InventoryObject[], content: Omit<NamespaceContent, "objects">): UseAndQuotas {
    const objects = all.filter((object) => !lost.has(object));
    const { defaults } = content;
    const told = useAndQuotas({ ...content, objects, defaults: ownDefaults(objects) ?? defaults });
    return { ...told, use: { ...told.use, uncounted: [...told.use.uncounted, ...lost.uncounted(all)] } };
  }
  function useIn(extent: Extent, side: Side, name: string): UseAndQuotas {
    const { limitRanges } = extent.here;
    // Roots whose cluster nobody knows share what any of them says of a namespace, as rules see it.
    const isShared = extent.roots !== null && Object.hasOwn(limitRanges, name);
    const defaults = isShared ? limitRanges[name] : undefined;
    return useOf(objectsSeen(extent, side, name), {
      ...{ defaults: defaults ?? none, nodes: extent.nodes, clusterWide: clusterWide(extent, side) },
    });
  }
  return {
    namespace: (touched, side) =>
      touched.name === ""
        ? useOf(unnamed(loaded, touched.roots, side), {
            ...{ defaults: none, nodes: null, clusterWide: clusterWide(extentOf(touched), side) },
          })
        : useIn(extentOf(touched), side, touched.name),
    namespacesOf: (tenant, touched) => {
      const extent = extentOf(touched);
      const names = (["base", "head"] as const).flatMap((side) =>
        namespacesOf(extent, side, registry, tenant),
      );
      return [...new Set(names)];
    },
    tenant: (tenant, touched, side) => {
      const extent = extentOf(touched);
      const names = namespacesOf(extent, side, registry, tenant);
      const uses = names.map((name) => useIn(extent, side, name).use);
      return usedTogether(togetherUse(uses), [{ name: "", place: null, hard: tenant.quota }]);
    },
  };
}

const none: RequestsAndLimits = { requests: {}, limits: {} };

/** Of LimitRanges on the same side, unlike the fact of that name, which is about the head; `null`: there are none. */
function ownDefaults(objects: readonly InventoryObject[]): RequestsAndLimits | null {
  const own = objects.flatMap(({ type, summary }) =>
    type === "core/LimitRange" && summary !== null ? [containerDefaults(summary)] : [],
  );
  return own.length === 0 ? null : own.reduce(mergeDefaults);
}

/** Objects that do not say their namespace are in no inventory: those of one root belong together. */
function unnamed(
  loaded: readonly LoadedRoot[],
  roots: ReadonlySet<string> | null,
  side: Side,
): readonly InventoryObject[] {
  return loaded
    .filter(({ key }) => roots === null || roots.has(key))
    .flatMap((root) => root[side]?.resources ?? [])
    .filter(({ namespace }) => namespace === "")
    .map((resource) => {
      const { type, rootKey, address } = resource;
      const name = address.slice(address.lastIndexOf("/") + 1);
      return { type, name, rootKey, address, summary: null, use: capacityUse(resource) };
    });
}
