import {
  addAmounts,
  canonicalName,
  type Excess,
  excesses,
  isMore,
  type NamespaceUse,
  namespaceUse,
  type Quota,
  type UseAndQuotas,
} from "../../../capacity/index.ts";
import type { Side } from "../../../inventory/index.ts";
import type { InventoryObject } from "../../../inventory/objects.ts";
import type { Amounts } from "../../../model/capacity.ts";
import type { Tenant } from "../../../model/configuration.ts";
import type { JsonValue } from "../../../model/json.ts";
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
    Object.fromEntries(configuration.tenants.map(({ name, quota }) => [name, { ...quota }])),
};

function compared(view: FactView, of: (side: Side) => UseAndQuotas): readonly Excess[] {
  const before = view.wholeRepository ? "nothing" : view.side === "base" ? "unasked" : of("base");
  return excesses(of(view.side), before).filter(({ place }) => place.rootKey === view.root.key);
}

function rowJson(of: "namespace" | "tenant" | "allocation", name: string, row: Excess): JsonValue {
  const { place, uncounted, ...told } = row;
  return { of, name, ...told, address: place.address, uncounted: [...uncounted] };
}

/** Uses of whole namespaces, which every root of a cluster asks for again. */
const known = new WeakMap<readonly InventoryObject[], NamespaceUse>();

function ofNamespace(view: FactView, side: Side, name: string): UseAndQuotas {
  const seen = objectsSeen(view, side, name);
  const use = known.get(seen) ?? namespaceUse(seen, entry(view.here.limitRanges, name) ?? nothing);
  known.set(seen, use);
  return { use, quotas: quotasOf(seen) };
}

const nothing = { requests: {}, limits: {} };

/** A quota with scopes counts some pods only, and is left out. */
function quotasOf(objects: readonly InventoryObject[]): readonly Quota[] {
  return objects.flatMap(({ name, rootKey, address, use }) =>
    use?.kind === "quota" && !use.scoped ? [{ name, place: { rootKey, address }, hard: use.hard }] : [],
  );
}

/** Tenants with a quota whose namespaces the root names. */
function tenantsHere({ configuration, registry, namespaces }: FactView): readonly Tenant[] {
  const owners = new Set(namespaces.flatMap((name) => registry.ownersOfNamespace(name)));
  return configuration.tenants.filter(({ name, quota }) => owners.has(name) && Object.keys(quota).length > 0);
}

/** What two tenants share is nobody's share. */
function namespacesOf(view: FactView, side: Side, tenant: Tenant): readonly string[] {
  return Object.keys(view.here.objects[side]).filter((name) => {
    const owners = view.registry.ownersOfNamespace(name);
    return owners.length === 1 && owners[0] === tenant.name;
  });
}

function ofTenant(view: FactView, side: Side, tenant: Tenant): UseAndQuotas {
  const uses = namespacesOf(view, side, tenant).map((name) => ofNamespace(view, side, name).use);
  return {
    use: {
      units: uses.flatMap(({ units }) => units),
      amounts: addAmounts(uses.map(({ amounts }) => amounts)),
      uncounted: uses.flatMap(({ uncounted }) => uncounted),
    },
    quotas: [{ name: "", place: null, hard: tenant.quota }],
  };
}

/** What the quotas of a tenant's namespaces hand out together: of two in one namespace the lower one counts. */
function allocated(view: FactView, side: Side, tenant: Tenant): UseAndQuotas {
  const units = namespacesOf(view, side, tenant).flatMap((name) =>
    quotasOf(objectsSeen(view, side, name)).flatMap((quota, index, all) =>
      quota.place === null
        ? []
        : [{ place: quota.place, scaler: null, pods: 0, amounts: lowest(quota, index, all) }],
    ),
  );
  return {
    use: { units, amounts: addAmounts(units.map(({ amounts }) => amounts)), uncounted: [] },
    quotas: [{ name: "", place: null, hard: tenant.quota }],
  };
}

function objectsSeen(view: FactView, side: Side, name: string): readonly InventoryObject[] {
  const objects = entry(view.here.objects[side], name) ?? [];
  return view.cluster === null ? objects.filter(({ rootKey }) => rootKey === view.root.key) : objects;
}

/** Of what a quota allows, that for which no other quota of its namespace allows less, or the same and comes first. */
function lowest({ hard }: Quota, index: number, all: readonly Quota[]): Amounts {
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
