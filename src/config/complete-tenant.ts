import type { Tenant } from "../model/tenant.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

type TenantEntry = NonNullable<ConfigurationFile["tenants"]>[string];

/** A tenant as the file names it, with every default filled in. */
export function tenant([name, entry]: [string, TenantEntry]): Tenant {
  const { owns, limits } = entry;
  return {
    name,
    teams: entry.teams,
    owns: {
      paths: owns?.paths ?? [],
      namespaces: owns?.namespaces ?? [],
      clusters: owns?.clusters ?? [],
      accounts: owns?.accounts ?? [],
      argoProjects: owns?.argoProjects ?? [],
      hosts: owns?.hosts ?? [],
      stateKeys: owns?.stateKeys ?? [],
    },
    limits: {
      container: { cpu: quantity(limits?.container?.cpu), memory: quantity(limits?.container?.memory) },
      replicas: { max: limits?.replicas?.max ?? null },
    },
    quota: Object.fromEntries(
      Object.entries(entry.quota ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    ...(entry.formerly === undefined || entry.formerly.length === 0 ? {} : { formerly: entry.formerly }),
    podSecurity: entry.podSecurity ?? null,
    complete: entry.complete ?? [],
  };
}

function quantity(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value);
}
