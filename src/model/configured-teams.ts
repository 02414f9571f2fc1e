import type { Configuration } from "./configuration.ts";

/** Every team that a configuration names, by its name in lower case, as it is written there: of others nothing is kept. */
export function configuredTeams(configuration: Configuration): ReadonlyMap<string, string> {
  const { tenants, stewards, policyOwners, routing, policySources, waivers, breakGlass, localeByTeam } =
    configuration;
  const named = [
    ...tenants.flatMap(({ teams }) => teams),
    ...stewards,
    ...policyOwners,
    ...routing.reviewers,
    ...[routing.byRule, routing.byTenant, routing.byEnvironment].flatMap((table) =>
      Object.values(table).flat(),
    ),
    ...policySources.flatMap(({ teams = [] }) => teams),
    ...waivers.approvers,
    ...Object.values(waivers.byFamily).flat(),
    ...(breakGlass?.who ?? []),
    ...Object.keys(localeByTeam),
  ];
  return new Map(named.filter((name) => name.includes("/")).map((name) => [name.toLowerCase(), name]));
}
