import { closest } from "../model/closest.ts";
import { environmentClassOf } from "../model/environment-words.ts";
import type { ObjectPath } from "../model/json.ts";
import type { ConfigurationMessages } from "./messages.ts";
import type { Observation } from "./observation.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

/** Names in a file that nothing in the merged configuration defines, and things that two tenants own. */
export function unknownNames(
  file: ConfigurationFile,
  merged: ConfigurationFile,
  messages: ConfigurationMessages,
): readonly Observation[] {
  return [
    ...unknownTenants(file, merged, messages),
    ...unknownEnvironments(file, merged, messages),
    ...sharedOwnership(file, merged, messages),
  ];
}

function unknownTenants(
  file: ConfigurationFile,
  merged: ConfigurationFile,
  messages: ConfigurationMessages,
): readonly Observation[] {
  const known = Object.keys(merged.tenants ?? {});
  return Object.keys(file.routing?.byTenant ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => ({
      kind: "unknown-name",
      path: ["routing", "byTenant", name],
      message: messages.unknownTenant(name),
      hint: closest(name, known),
    }));
}

function unknownEnvironments(
  file: ConfigurationFile,
  merged: ConfigurationFile,
  messages: ConfigurationMessages,
): readonly Observation[] {
  const configured = Object.keys(merged.environments ?? {});
  const known = new Set([...configured, "default"]);
  return environmentNames(file)
    .filter(({ name }) => !known.has(name) && environmentClassOf(name) === null)
    .map(({ name, path }) => ({
      kind: "unknown-name",
      path,
      message: messages.unknownEnvironment(name),
      hint: closest(name, [...known, "production", "staging", "development"]),
    }));
}

function environmentNames(
  file: ConfigurationFile,
): readonly { readonly name: string; readonly path: ObjectPath }[] {
  const ofPolicies = Object.entries(file.policies ?? {}).flatMap(([id, { enforcement }]) =>
    typeof enforcement === "object"
      ? Object.keys(enforcement).map((name) => ({ name, path: ["policies", id, "enforcement", name] }))
      : [],
  );
  const ofRoots = (file.terraform?.roots ?? []).flatMap(({ environment }, index) =>
    environment === undefined
      ? []
      : [{ name: environment, path: ["terraform", "roots", index, "environment"] }],
  );
  const ofRouting = Object.keys(file.routing?.byEnvironment ?? {}).map((name) => ({
    name,
    path: ["routing", "byEnvironment", name],
  }));
  return [...ofPolicies, ...ofRoots, ...ofRouting];
}

type TenantEntry = NonNullable<ConfigurationFile["tenants"]>[string];

/** The same pattern at two tenants that share no team: each may then change what is the other's. */
function sharedOwnership(
  file: ConfigurationFile,
  merged: ConfigurationFile,
  messages: ConfigurationMessages,
): readonly Observation[] {
  const owners = new Map<string, string>();
  const found: Observation[] = [];
  for (const [name, tenant] of Object.entries(merged.tenants ?? {})) {
    for (const { asset, pattern, path } of ownedBy(name, tenant)) {
      const other = owners.get(`${asset}:${pattern}`);
      if (other === undefined) owners.set(`${asset}:${pattern}`, name);
      else if (Object.hasOwn(file.tenants ?? {}, name) && !shareTeam(tenant, merged.tenants?.[other])) {
        found.push({
          kind: "two-owners",
          path,
          message: messages.twoOwners(pattern, other, name),
          hint: null,
        });
      }
    }
  }
  return found;
}

function ownedBy(
  name: string,
  tenant: TenantEntry,
): readonly { readonly asset: string; readonly pattern: string; readonly path: ObjectPath }[] {
  return Object.entries(tenant.owns ?? {}).flatMap(([asset, patterns]) =>
    (patterns ?? []).map((pattern, index) => ({
      asset,
      pattern,
      path: ["tenants", name, "owns", asset, index],
    })),
  );
}

function shareTeam(left: TenantEntry, right: TenantEntry | undefined): boolean {
  return right?.teams.some((team) => left.teams.includes(team)) ?? false;
}
