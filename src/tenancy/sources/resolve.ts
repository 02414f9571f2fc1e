import type { Tenant } from "../../model/tenant.ts";
import type { OwnershipLayer, TenantSource } from "../../model/tenant-source.ts";
import { nameTenants } from "./name-tenants.ts";
import { type ClaimedThing, type ReadFile, type SourceRemark, unitsOf } from "./units.ts";

/** What some file says of whose a thing is. */
export interface OwnershipClaim extends ClaimedThing {
  /** Its place in `tenantSources`. */
  readonly source: number;
  readonly tenant: string;
}

export interface SourcedOwnership {
  /** Those of the configuration, and behind them, by name, those that only the sources know. */
  readonly tenants: readonly Tenant[];
  /** The latter alone. */
  readonly found: readonly Tenant[];
  readonly layers: readonly OwnershipLayer[];
  readonly claims: readonly OwnershipClaim[];
  readonly remarks: readonly (SourceRemark & { readonly source: number })[];
}

/**
 * Tenants and ownership out of what the sources say. A tenant is a set of teams, so whoever is named together is one
 * tenant, and the tenant of the configuration where that has the same teams. Pure.
 */
export function resolveOwnership(
  configured: readonly Tenant[],
  sources: readonly { readonly source: TenantSource; readonly files: readonly ReadFile[] }[],
): SourcedOwnership {
  const read = sources.map(({ source, files }) => ({ source, ...unitsOf(source, files) }));
  const named = nameTenants(
    configured,
    read.flatMap(({ units }) => units),
  );
  const claimed = read.map(({ units }, source) =>
    units.flatMap((unit) => unit.things.map((thing) => ({ ...thing, source, tenant: named.nameOf(unit) }))),
  );
  return {
    tenants: [...configured, ...named.found],
    found: named.found,
    layers: read.map(({ source }, index) => layerOf(source, claimed[index] ?? [])),
    claims: claimed.flatMap((things) => things.flatMap(owned)),
    remarks: read.flatMap(({ remarks }, source) => remarks.map((remark) => ({ ...remark, source }))),
  };
}

type Claimed = Omit<OwnershipClaim, "tenant"> & { readonly tenant: string | null };

function owned({ tenant, ...thing }: Claimed): readonly OwnershipClaim[] {
  return tenant === null ? [] : [{ ...thing, tenant }];
}

/** Where the last line counts, one without a team ends what stood before it. */
function layerOf({ kind }: TenantSource, claimed: readonly Claimed[]): OwnershipLayer {
  const choice = kind === "CODEOWNERS" ? "last" : kind === "Backstage" ? "deepest" : "all";
  const counting = choice === "last" ? claimed : claimed.filter(({ tenant }) => tenant !== null);
  return {
    choice,
    owned: counting.map(({ asset, match, what, tenant }) => ({
      asset,
      match,
      what,
      tenants: tenant === null ? [] : [tenant],
    })),
  };
}
