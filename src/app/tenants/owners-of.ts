import { compileGlob } from "../../model/glob.ts";
import { type Asset, assets } from "../../model/tenant-source.ts";
import type { SurveyedTenant, WrittenAt } from "../../model/tenant-survey.ts";
import { createRegistry, type Registry } from "../../tenancy/index.ts";
import type { SurveyRequest } from "./request.ts";

/** Whose one thing is. */
export interface OwnersOfThing {
  readonly asset: Asset;
  readonly what: string;
  readonly owners: readonly {
    readonly tenant: string;
    readonly teams: readonly string[];
    /** Where that is written. */
    readonly at: readonly WrittenAt[];
  }[];
}

const byPrefix: Readonly<Record<string, Asset>> = {
  path: "paths",
  namespace: "namespaces",
  cluster: "clusters",
  account: "accounts",
  project: "argoProjects",
  host: "hosts",
  state: "stateKeys",
};

/**
 * Whose something is. `namespace:shop` says what is meant; without a prefix it is the path of that name where there is one,
 * else everything of that name that anybody owns. An empty answer: nobody owns anything that is called so.
 */
export function ownersOf(
  thing: string,
  request: Pick<SurveyRequest, "configuration" | "tree">,
  tenants: readonly SurveyedTenant[],
): readonly OwnersOfThing[] {
  const registry = createRegistry(request.configuration);
  const colon = thing.indexOf(":");
  const asset = byPrefix[thing.slice(0, Math.max(0, colon))];
  if (asset !== undefined) return [answer(asset, thing.slice(colon + 1), registry, tenants)];
  const path = thing.replace(/^\.\//, "").replace(/\/+$/, "");
  const isPath =
    request.tree.entries.has(path) ||
    [...request.tree.entries.keys()].some((known) => known.startsWith(`${path}/`));
  if (isPath) return [answer("paths", path, registry, tenants)];
  return assets
    .map((each) => answer(each, thing, registry, tenants))
    .filter(({ owners }) => owners.length > 0);
}

function answer(
  asset: Asset,
  what: string,
  registry: Registry,
  tenants: readonly SurveyedTenant[],
): OwnersOfThing {
  const names = new Set(ownerFunction(asset, registry)(what));
  const owners = tenants
    .filter(({ name }) => names.has(name))
    .map(({ name, teams, owns }) => ({
      tenant: name,
      teams,
      at: owns.filter((own) => own.asset === asset && covers(own.what, what)).map(({ at }) => at),
    }));
  return { asset, what, owners };
}

function ownerFunction(asset: Asset, registry: Registry): Registry["ownersOfPath"] {
  const functions: Readonly<Record<Asset, Registry["ownersOfPath"]>> = {
    paths: registry.ownersOfPath,
    namespaces: registry.ownersOfNamespace,
    clusters: registry.ownersOfCluster,
    accounts: registry.ownersOfAccount,
    argoProjects: registry.ownersOfArgoProject,
    hosts: registry.ownersOfHost,
    stateKeys: registry.ownersOfStateKey,
  };
  return functions[asset];
}

function covers(owned: string, what: string): boolean {
  return owned === what || owned === "." || what.startsWith(`${owned}/`) || compileGlob(owned)(what);
}
