import {
  addAmounts,
  type Excess,
  excesses,
  quotasOf,
  togetherUse,
  type UseAndQuotas,
  useAndQuotas,
  usedTogether,
} from "../../../capacity/index.ts";
import type { Side } from "../../../inventory/index.ts";
import type { InventoryObject } from "../../../inventory/objects.ts";
import type { JsonValue } from "../../../model/json.ts";
import type { Tenant } from "../../../model/tenant.ts";
import { clusterWide, type Extent, lowest, namespacesOf, nodesOf, objectsSeen } from "../capacity/seen.ts";
import { entry, type FactTable, type FactView } from "./view.ts";

/**
 * What asks for more than a quota allows. Without a configured cluster nobody knows what else stands in a namespace of
 * that name, so only what this root holds is added up.
 */
export const excessTables: Readonly<Record<string, FactTable>> = {
  excesses: (view) => [
    ...view.namespaces.flatMap((name) =>
      compared(view, (side) => ofNamespace(view, side, name)).map((row) => rowJson("namespace", name, row)),
    ),
    ...tenantsHere(view).flatMap((tenant) => [
      ...compared(view, (side) => ofTenant(view, side, tenant)).map((row) =>
        rowJson("tenant", tenant.name, row),
      ),
      ...compared(view, (side) => allocated(view, side, tenant)).map((row) =>
        rowJson("allocation", tenant.name, row),
      ),
    ]),
  ],
  quotas: ({ configuration }) =>
    Object.fromEntries(
      configuration.tenants
        .filter(({ quota }) => Object.keys(quota).length > 0)
        .map(({ name, quota }) => [name, { ...quota }]),
    ),
};

function compared(view: FactView, of: (side: Side) => UseAndQuotas): readonly Excess[] {
  const before = view.wholeRepository ? "nothing" : view.side === "base" ? "unasked" : of("base");
  return excesses(of(view.side), before).filter(({ place }) => place.rootKey === view.root.key);
}

function rowJson(of: "namespace" | "tenant" | "allocation", name: string, row: Excess): JsonValue {
  const { place, uncounted, scopes, ...told } = row;
  return { of, name, ...told, address: place.address, scopes: [...scopes], uncounted: [...uncounted] };
}

/** Uses of whole namespaces, which every root of a cluster asks for again. */
const known = new WeakMap<readonly InventoryObject[], UseAndQuotas>();

function ofNamespace(view: FactView, side: Side, name: string): UseAndQuotas {
  const extent = extentOf(view);
  const objects = objectsSeen(extent, side, name);
  const defaults = entry(view.here.limitRanges, name) ?? nothing;
  const told =
    known.get(objects) ??
    useAndQuotas({ objects, defaults, nodes: extent.nodes, clusterWide: clusterWide(extent, side) });
  known.set(objects, told);
  return told;
}

const nothing = { requests: {}, limits: {} };

/** Tenants with a quota whose namespaces the root names. */
function tenantsHere({ configuration, registry, namespaces }: FactView): readonly Tenant[] {
  const owners = new Set(namespaces.flatMap((name) => registry.ownersOfNamespace(name)));
  return configuration.tenants.filter(({ name, quota }) => owners.has(name) && Object.keys(quota).length > 0);
}

function ofTenant(view: FactView, side: Side, tenant: Tenant): UseAndQuotas {
  const uses = namespacesOf(extentOf(view), side, view.registry, tenant).map(
    (name) => ofNamespace(view, side, name).use,
  );
  return usedTogether(togetherUse(uses), [{ name: "", place: null, hard: tenant.quota }]);
}

/** What the quotas of a tenant's namespaces hand out together: of two in one namespace the lower one counts. */
function allocated(view: FactView, side: Side, tenant: Tenant): UseAndQuotas {
  const units = namespacesOf(extentOf(view), side, view.registry, tenant).flatMap((name) =>
    quotasOf(objectsSeen(extentOf(view), side, name)).flatMap((quota, index, all) =>
      quota.place === null
        ? []
        : [
            {
              ...{ place: quota.place, scaler: null, pods: 0, least: {}, surge: {} },
              amounts: lowest(quota, index, all),
            },
          ],
    ),
  );
  const amounts = addAmounts(units.map((unit) => unit.amounts));
  return usedTogether({ units, amounts, least: {}, uncounted: [] }, [
    { name: "", place: null, hard: tenant.quota },
  ]);
}

function extentOf({ here, cluster, root, configuration }: FactView): Extent {
  const roots = cluster === null ? new Set([root.key]) : null;
  return { here, roots, nodes: nodesOf(configuration, cluster) };
}
