import type { Amounts } from "../model/capacity.ts";
import { canonicalName, isMore } from "./amounts.ts";
import type { NamespaceUse, Place } from "./namespace-use.ts";

/** A quota as it is written, and where; a tenant's stands in the configuration, which no pull request changes. */
export interface Quota {
  readonly name: string;
  readonly place: Place | null;
  readonly hard: Amounts;
}

/** What is asked for, and what is allowed, on one side. */
export interface UseAndQuotas {
  readonly use: NamespaceUse;
  readonly quotas: readonly Quota[];
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
