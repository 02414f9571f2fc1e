import type { Tenant } from "./tenant.ts";

/** A tenant of which no more is known than its teams: it owns nothing by itself, and nothing bounds it. */
export function bareTenant(name: string, teams: readonly string[]): Tenant {
  return {
    name,
    teams,
    owns: {
      paths: [],
      namespaces: [],
      clusters: [],
      accounts: [],
      argoProjects: [],
      hosts: [],
      stateKeys: [],
    },
    limits: { container: { cpu: null, memory: null }, replicas: { max: null } },
    quota: {},
    podSecurity: null,
    complete: [],
  };
}
