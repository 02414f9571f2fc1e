import type { Configuration } from "../../../model/configuration.ts";
import { isJsonArray, type JsonValue, valueAt } from "../../../model/json.ts";
import type { Resource } from "../../../model/resource.ts";
import { hostsOf } from "../../../tenancy/index.ts";
import { byNamespace, type FactTable, type FactView } from "./view.ts";

/** Whose something is: of the assets of the registry, only those that the root names. Owners are names of tenants. */
export const ownerTables: Readonly<Record<string, FactTable>> = {
  tenants: ({ configuration }) =>
    Object.fromEntries(
      configuration.tenants.map(({ name, teams, owns }) => [
        name,
        {
          teams,
          steward: isAmong(teams, configuration.stewards),
          owns: Object.entries(owns).flatMap(([asset, patterns]) => (patterns.length > 0 ? [asset] : [])),
        },
      ]),
    ),
  author: ({ author, configuration }) => authorJson(author, configuration),
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

function authorJson(author: FactView["author"], { tenants, stewards }: Configuration): JsonValue {
  if (author === null || author.teams === null) return null;
  const { login, teams } = author;
  return {
    login,
    teams,
    tenants: tenants.filter((tenant) => isAmong(tenant.teams, teams)).map(({ name }) => name),
    steward: isAmong(stewards, teams),
  };
}

function isAmong(teams: readonly string[], others: readonly string[]): boolean {
  return teams.some((team) => others.includes(team));
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
