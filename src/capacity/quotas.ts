import type { Amounts, QuotaScope, RequestsAndLimits } from "../model/capacity.ts";
import type { Uncounted } from "../model/capacity-report.ts";
import { canonicalName, isMore } from "./amounts.ts";
import { countsScoped, defaultClass } from "./counts.ts";
import { type CapacityObject, type NamespaceUse, namespaceUse, type Place } from "./namespace-use.ts";
import { tracks } from "./quota-scopes.ts";

/** A quota as it is written, and where; a tenant's stands in the configuration, which no pull request changes. */
export interface Quota {
  readonly name: string;
  readonly place: Place | null;
  readonly hard: Amounts;
}

/** It bounds what matches all of its scopes, and nothing else; `hard` has what such a quota counts at all. */
export interface ScopedQuota extends Quota {
  readonly place: Place;
  readonly scopes: readonly QuotaScope[];
}

/** What is asked for, and what is allowed, on one side. */
export interface UseAndQuotas {
  readonly use: NamespaceUse;
  readonly quotas: readonly Quota[];
  readonly scoped: readonly ScopedQuota[];
  /** What a quota with such scopes counts of it. */
  readonly usedUnder: (scopes: readonly QuotaScope[]) => NamespaceUse;
}

/** What one namespace holds, and what decides how it is counted. */
export interface NamespaceContent {
  readonly objects: readonly CapacityObject[];
  /** What stands in no namespace, for as far as it may hold PriorityClasses. */
  readonly clusterWide: readonly CapacityObject[];
  readonly defaults: RequestsAndLimits;
  readonly nodes: number | null;
}

export function useAndQuotas({ objects, clusterWide, defaults, nodes }: NamespaceContent): UseAndQuotas {
  return {
    use: namespaceUse(objects, defaults, nodes),
    quotas: quotasOf(objects),
    scoped: scopedQuotasOf(objects),
    usedUnder: (scopes) => {
      const unsaid = defaultClass(clusterWide);
      return namespaceUse(objects, defaults, nodes, countsScoped(scopes, { defaults, unsaid }));
    },
  };
}

/** What several namespaces share, which no scope divides. */
export function usedTogether(use: NamespaceUse, quotas: readonly Quota[]): UseAndQuotas {
  return { use, quotas, scoped: [], usedUnder: () => use };
}

/** Those that bound all of their namespace. */
export function quotasOf(objects: readonly CapacityObject[]): readonly Quota[] {
  return objects.flatMap(({ name, rootKey, address, use }) =>
    use?.kind === "quota" && use.scopes.kind === "all"
      ? [{ name, place: { rootKey, address }, hard: use.hard }]
      : [],
  );
}

/** One that several roots define is one. */
function scopedQuotasOf(objects: readonly CapacityObject[]): readonly ScopedQuota[] {
  const found = new Map<string, ScopedQuota>();
  for (const { name, rootKey, address, use } of objects) {
    if (use?.kind !== "quota" || use.scopes.kind !== "some" || found.has(address)) continue;
    const { scopes } = use.scopes;
    const hard = Object.entries(use.hard).filter(([written]) =>
      scopes.every((scope) => tracks(scope, written)),
    );
    found.set(address, { name, place: { rootKey, address }, hard: Object.fromEntries(hard), scopes });
  }
  return [...found.values()];
}

export interface Limit {
  readonly quota: Quota;
  readonly written: string;
  readonly hard: string;
}

/** By the full name of a resource, of several quotas for it the lowest. */
export function strictest(quotas: readonly Quota[]): ReadonlyMap<string, Limit> {
  const found = new Map<string, Limit>();
  for (const quota of quotas) {
    for (const [written, hard] of Object.entries(quota.hard)) {
      const other = found.get(canonicalName(written));
      if (other === undefined || isMore(other.hard, hard))
        found.set(canonicalName(written), { quota, written, hard });
    }
  }
  return found;
}

/** What is asked for and allowed where one thing is bounded: a whole place, or what one quota with scopes counts. */
export interface Bounded {
  readonly use: NamespaceUse;
  readonly quotas: readonly Quota[];
}

/** Both sides of each quota with scopes. Where it stands on one side alone, the other is counted by the same scopes. */
export function scopedSides(
  before: UseAndQuotas,
  after: UseAndQuotas,
): readonly { readonly quota: ScopedQuota; readonly before: Bounded; readonly after: Bounded }[] {
  const quotas = new Map([...before.scoped, ...after.scoped].map((quota) => [quota.place.address, quota]));
  return [...quotas.values()].map((quota) => {
    const side = ({ scoped, usedUnder }: UseAndQuotas): Bounded => {
      const own = scoped.find(({ place }) => place.address === quota.place.address);
      return { use: usedUnder((own ?? quota).scopes), quotas: own === undefined ? [] : [own] };
    };
    return { quota, before: side(before), after: side(after) };
  });
}

/** What stands in no sum, on either side, also under those quotas with scopes that are told about. */
export function uncountedOn(
  before: UseAndQuotas,
  after: UseAndQuotas,
  isTold: (quota: ScopedQuota) => boolean,
): readonly Uncounted[] {
  const scoped = scopedSides(before, after).filter(({ quota }) => isTold(quota));
  const all = [before, after, ...scoped.flatMap((sides) => [sides.before, sides.after])].flatMap(
    ({ use }) => use.uncounted,
  );
  return [...new Map(all.map((each) => [`${each.name} ${each.why}`, each])).values()];
}
