import { bareTenant } from "../../model/bare-tenant.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { Unit } from "./units.ts";

export interface NamedTenants {
  /** Those that the configuration does not have, by name. */
  readonly found: readonly Tenant[];
  /** `null`: nobody is named who could own something. */
  readonly nameOf: (unit: Pick<Unit, "tenant" | "teams">) => string | null;
}

/**
 * Finds the tenant of each unit. A name that the folder gives wins; else the same teams are the same tenant, and a tenant
 * that only sources know is called by its teams: `core+tech`, with the organisation where that name is taken.
 */
export function nameTenants(
  configured: readonly Tenant[],
  units: readonly Pick<Unit, "tenant" | "teams">[],
): NamedTenants {
  const spelling = spellingOf(configured);
  const byTeams = new Map<string, string>();
  for (const { name, teams } of configured) {
    const key = keyOf(teams);
    if (!byTeams.has(key)) byTeams.set(key, name);
  }
  const taken = new Set(configured.map(({ name }) => name));
  const found: Tenant[] = [];
  for (const [name, teams] of namedByFolder(units, spelling)) {
    if (taken.has(name)) continue;
    taken.add(name);
    found.push(bareTenant(name, teams));
  }
  const sets = new Map(
    units.flatMap(({ tenant, teams }): [string, readonly string[]][] => {
      const spelled = spelling(teams);
      return tenant !== null || spelled.length === 0 ? [] : [[keyOf(spelled), spelled]];
    }),
  );
  for (const [key, teams] of [...sets].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (byTeams.has(key)) continue;
    const name = freeName(teams, taken);
    taken.add(name);
    byTeams.set(key, name);
    found.push(bareTenant(name, teams));
  }
  return {
    found: found.sort((left, right) => (left.name < right.name ? -1 : 1)),
    nameOf: ({ tenant, teams }) =>
      teams.length === 0 ? null : (tenant ?? byTeams.get(keyOf(spelling(teams))) ?? null),
  };
}

/** Teams as the configuration spells them; what a team was called before means the teams of its tenant. */
function spellingOf(configured: readonly Tenant[]): (teams: readonly string[]) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  for (const { teams, formerly } of configured)
    for (const team of formerly ?? []) known.set(team.toLowerCase(), teams);
  for (const team of configured.flatMap(({ teams }) => teams)) known.set(team.toLowerCase(), [team]);
  return (teams) => [...new Set(teams.flatMap((team) => known.get(team.toLowerCase()) ?? [team]))].sort();
}

function keyOf(teams: readonly string[]): string {
  return JSON.stringify([...new Set(teams.map((team) => team.toLowerCase()))].sort());
}

function namedByFolder(
  units: readonly Pick<Unit, "tenant" | "teams">[],
  spelling: (teams: readonly string[]) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const named = new Map<string, readonly string[]>();
  for (const { tenant, teams } of units)
    if (tenant !== null && teams.length > 0)
      named.set(tenant, spelling([...(named.get(tenant) ?? []), ...teams]));
  return named;
}

/** Two organisations may have a team of one name, and the configuration a tenant that is called so. */
function freeName(teams: readonly string[], taken: ReadonlySet<string>): string {
  const short = teams.map((team) => team.slice(team.indexOf("/") + 1)).join("+");
  const long = teams.join("+");
  return [short, long].find((name) => !taken.has(name)) ?? `${long} (tenantSources)`;
}
