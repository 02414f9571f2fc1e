import { capacityRows, type UseAndQuotas, uncountedOn } from "../../../capacity/index.ts";
import type { Side } from "../../../inventory/index.ts";
import type { CapacityExtent, CapacityPlace, CapacityScope } from "../../../model/capacity-report.ts";
import type { AttributedChange } from "../../../policy/input.ts";
import type { Extents } from "../rest/extent.ts";
import { nodeScopes } from "./nodes.ts";
import { firstRoot, type TouchedNamespace, touchedNamespaces } from "./places.ts";
import { rollingAddresses } from "./rolling.ts";
import { createUses, type UseSources, type Uses } from "./uses.ts";

export interface CapacitySources extends UseSources {
  readonly changes: readonly AttributedChange[];
  readonly extents: Extents;
}

/** What may be used at once in each place that the change touches, before and after, as far as it differs. */
export function capacityOf(sources: CapacitySources): readonly CapacityScope[] {
  const { changes } = sources;
  const touched = touchedNamespaces(changes);
  const uses = createUses(sources);
  const rolling = rollingAddresses(changes);
  const namespaces = touched.map((each) => {
    const { name, cluster, roots } = each;
    const place = { kind: "namespace", name, cluster, rootKey: firstRoot(roots) } as const;
    return scopeOf(place, (side) => uses.namespace(each, side), seenOf([each], sources.extents), rolling);
  });
  const tenants = tenantScopes(touched, sources, uses);
  return [...namespaces, ...tenants, ...nodeScopes(changes)].filter(({ rows }) => rows.length > 0);
}

/** Without a configured cluster only what the change touches is added up. Of several places the least known one counts. */
function seenOf(
  places: readonly Pick<TouchedNamespace, "cluster" | "name">[],
  extents: Extents,
): CapacityExtent {
  const seen = places.map(({ cluster, name }) => (cluster === null ? "change" : extents(cluster, name)));
  return (["change", "repository"] as const).find((extent) => seen.includes(extent)) ?? "complete";
}

function scopeOf(
  place: CapacityPlace,
  of: (side: Side) => UseAndQuotas,
  extent: CapacityExtent,
  rolling: ReadonlySet<string> = new Set(),
): CapacityScope {
  const [before, after] = [of("base"), of("head")];
  const rows = capacityRows(before, after, rolling);
  const told = new Set(rows.flatMap(({ scoped }) => (scoped === undefined ? [] : [scoped.quota])));
  return { place, extent, rows, uncounted: uncountedOn(before, after, ({ name }) => told.has(name)) };
}

/**
 * Tenants with an allowance: what all of their namespaces take of it, in one cluster. What nobody bounds over all of
 * them is told of each.
 */
function tenantScopes(
  touched: readonly TouchedNamespace[],
  { configuration, registry, extents }: CapacitySources,
  uses: Uses,
): readonly CapacityScope[] {
  const bounded = new Map(
    configuration.tenants
      .filter(({ quota }) => Object.keys(quota).length > 0)
      .map((each) => [each.name, each]),
  );
  const found = new Map<string, CapacityScope>();
  for (const each of touched) {
    const [owner, ...others] = registry.ownersOfNamespace(each.name);
    const tenant = owner === undefined || others.length > 0 ? undefined : bounded.get(owner);
    if (tenant === undefined) continue;
    const { cluster } = each;
    const place = { kind: "tenant", name: tenant.name, cluster, rootKey: firstRoot(each.roots) } as const;
    const key = JSON.stringify([place.name, cluster, place.rootKey]);
    if (found.has(key)) continue;
    const names = uses.namespacesOf(tenant, each);
    const extent = seenOf(
      names.map((name) => ({ cluster, name })),
      extents,
    );
    const scope = scopeOf(place, (side) => uses.tenant(tenant, each, side), extent);
    found.set(key, { ...scope, rows: scope.rows.filter(({ allowed }) => allowed !== null) });
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, scope]) => scope);
}
