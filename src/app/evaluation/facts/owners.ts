import type { Configuration } from "../../../model/configuration.ts";
import { isJsonArray, type JsonObject, type JsonValue, valueAt } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import { hostsOf } from "../../../tenancy/index.ts";
import { hosts } from "./hosts.ts";
import { namedTenants } from "./named-tenants.ts";
import { placeTables } from "./places.ts";
import { byNamespace, type FactTable, type FactView } from "./view.ts";

/** Whose something is: of the assets of the registry, only those that the root names. Owners are names of tenants. */
export const ownerTables: Readonly<Record<string, FactTable>> = {
  tenants: (view) =>
    Object.fromEntries(
      namedTenants(view, namingOwners(view)).map(({ tenant: { name, teams }, owns }) => [
        name,
        tenantJson({ teams, owns }, view.configuration),
      ]),
    ),
  author: ({ author, configuration }) => authorTable(author, configuration),
  namespaceOwners: (view) => byNamespace(view, view.registry.ownersOfNamespace),
  accountOwners: (view) => byName(accountsNamed(view), view.registry.ownersOfAccount),
  hostOwners: (view) => byName(view.resources.flatMap(hostsOf), view.registry.ownersOfHost),
  projectOwners: (view) => byName(projectsNamed(view), view.registry.ownersOfArgoProject),
  clusterOwners: (view) =>
    byName(clustersNamed(view), (name) => {
      const cluster = (name === "" ? null : view.registry.clusterCalled(name)) ?? view.cluster;
      return cluster === null ? [] : view.registry.ownersOfCluster(cluster);
    }),
  rootOwners: ({ root, registry }) => registry.ownersOfPath(`${root.path}/.`),
};

/** Tables that name owners of what the root names, without being about them. */
const naming = ["hosts", "remoteStates", "selectedNamespaces"];
const ownerNames = ["namespaceOwners", "accountOwners", "hostOwners", "projectOwners", "clusterOwners"];

function namingOwners(view: FactView): readonly JsonValue[] {
  const tables: Readonly<Record<string, FactTable>> = { ...ownerTables, ...placeTables, hosts };
  return [...naming, ...ownerNames].map((name) => tables[name]?.(view) ?? null);
}

/** A tenant among the facts, with those of its assets that are named. */
export function tenantJson<Owns extends JsonValue>(
  { teams, owns }: { readonly teams: readonly string[]; readonly owns: Owns },
  { stewards }: Pick<Configuration, "stewards">,
): JsonObject {
  return { teams, steward: isAmong(teams, stewards), owns };
}

export function authorTable(
  author: FactView["author"],
  { tenants, stewards }: Pick<Configuration, "tenants" | "stewards">,
): JsonValue {
  if (author === null || author.teams === null) return null;
  const { login, teams } = author;
  return {
    login,
    teams,
    tenants: tenants.filter(({ teams: own }) => isAmong(own, teams)).map(({ name }) => name),
    steward: isAmong(stewards, teams),
  };
}

/** GitHub's names of teams know no case. */
function isAmong(teams: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others.map((team) => team.toLowerCase()));
  return teams.some((team) => known.has(team.toLowerCase()));
}

function byName(
  names: readonly string[],
  owners: (name: string) => readonly string[],
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries([...new Set(names)].toSorted().map((name) => [name, owners(name)]));
}

/** Twelve digits are an account of AWS wherever they stand: in ARNs, in lists of accounts, in URLs of queues. */
function accountsNamed({ resources }: FactView): readonly string[] {
  return resources.flatMap(({ object }) =>
    [...JSON.stringify(object).matchAll(/(?<!\d)\d{12}(?!\d)/g)].map(([account]) => account),
  );
}

function projectsNamed({ resources }: FactView): readonly string[] {
  return applications(resources).flatMap(([object, spec]) => texts(valueAt(object, [...spec, "project"])));
}

/** By the name or the address that a destination gives it; `""` is the cluster that the root itself is applied to. */
function clustersNamed({ resources }: FactView): readonly string[] {
  const named = applications(resources).flatMap(([object, spec]) =>
    ["name", "server"].flatMap((key) => texts(valueAt(object, [...spec, "destination", key]))),
  );
  const made = resources.flatMap(({ type, object }) =>
    type === "eksctl.io/ClusterConfig" ? texts(valueAt(object, ["metadata", "name"])) : [],
  );
  return ["", ...named, ...made];
}

function applications(resources: readonly Resource[]): readonly (readonly [JsonValue, readonly string[]])[] {
  return resources.flatMap(({ type, object }): readonly (readonly [JsonValue, readonly string[]])[] => {
    if (type === "argoproj.io/Application") return [[object, ["spec"]]];
    if (type === "argoproj.io/AppProject")
      return [[{ spec: { project: valueAt(object, ["metadata", "name"]) ?? null } }, ["spec"]]];
    return type === "argoproj.io/ApplicationSet" ? [[object, ["spec", "template", "spec"]]] : [];
  });
}

function texts(value: JsonValue | undefined): readonly string[] {
  const values = isJsonArray(value) ? value : [value];
  return values.filter((text) => typeof text === "string").filter((text) => text !== "");
}
