import type { Configuration } from "../model/configuration.ts";
import { compileGlobs } from "../model/glob.ts";
import type { Root } from "../model/root.ts";
import type { Asset } from "../model/tenant-source.ts";
import { createOwnerIndex, createThingIndex, firstKnown } from "./owner-index.ts";

type Owners = (text: string) => readonly string[];

/** Who owns what. Owners are names of tenants, sorted; nobody is an empty list. */
export interface Registry {
  readonly isEmpty: boolean;
  readonly ownersOfPath: Owners;
  readonly ownersOfNamespace: Owners;
  readonly ownersOfCluster: Owners;
  readonly ownersOfAccount: Owners;
  readonly ownersOfArgoProject: Owners;
  readonly ownersOfHost: Owners;
  /** Of a Terraform state: its key, or `bucket/key`. */
  readonly ownersOfStateKey: Owners;
  /** Teams of a tenant; none for a name that is none. */
  readonly teamsOf: (tenant: string) => readonly string[];
  /** Foreign means: no owning team in common. A tenant that is not in the registry is foreign to every other. */
  readonly isForeign: (tenant: string, other: string) => boolean;
  /** The configured cluster that a file is deployed to. */
  readonly clusterOf: (path: string) => string | null;
  /** The cluster that has this name or address, as Argo CD calls it; `null` is the one that it runs in itself. */
  readonly clusterCalled: (nameOrServer: string) => string | null;
  /** The cluster that a root is applied to: what its definition says, else what a path of it says. */
  readonly clusterOfRoot: (root: Placed, path?: string) => string | null;
  /** Of a cluster, or of repositories without one. */
  readonly kubernetesVersionOf: (cluster: string | null) => string;
}

export type RegistrySettings = Pick<
  Configuration,
  "tenants" | "clusters" | "kubernetesVersion" | "ownership" | "tenantSources"
>;

/** A source that has found nobody yet is a registry all the same: a namespace without an owner is then told. */
export function createRegistry(configuration: RegistrySettings): Registry {
  const { tenants, clusters, kubernetesVersion } = configuration;
  const teams = new Map(tenants.map((tenant) => [tenant.name, tenant.teams]));
  // By present names alone: an earlier one may be somebody else's by now.
  const heldBy = (tenant: string) => teams.get(tenant) ?? [];
  const versions = new Map(clusters.map((cluster) => [cluster.name, cluster.kubernetesVersion]));
  const clusterPaths = clusters.map(({ name, paths }) => ({ name, matches: compileGlobs(paths) }));
  const clusterOf = (path: string) => clusterPaths.find(({ matches }) => matches(path))?.name ?? null;
  const teamsOf = (tenant: string) => teams.get(tenant) ?? [];
  return {
    isEmpty: tenants.length === 0 && (configuration.tenantSources ?? []).length === 0,
    ownersOfPath: ownersBy(configuration, "paths"),
    ownersOfNamespace: ownersBy(configuration, "namespaces"),
    ownersOfCluster: ownersBy(configuration, "clusters"),
    ownersOfAccount: ownersBy(configuration, "accounts"),
    ownersOfArgoProject: ownersBy(configuration, "argoProjects"),
    ownersOfHost: hostOwners(configuration),
    ownersOfStateKey: ownersBy(configuration, "stateKeys"),
    teamsOf,
    isForeign: (tenant, other) =>
      tenant !== other && !heldBy(tenant).some((team) => heldBy(other).includes(team)),
    clusterOf,
    clusterCalled: (called) => namedCluster(called, clusters),
    clusterOfRoot: (root, path) =>
      namedCluster(root.destination?.cluster ?? null, clusters) ?? clusterByPath(root, path, clusterOf),
    kubernetesVersionOf: (cluster) => (cluster === null ? null : versions.get(cluster)) ?? kubernetesVersion,
  };
}

type Placed = Pick<Root, "path" | "destination" | "definedBy">;

/** What Argo CD calls the cluster that it runs in itself. */
const ownCluster: ReadonlySet<string> = new Set(["in-cluster", "https://kubernetes.default.svc"]);

/** A cluster that nobody has configured keeps the name that it has there: two of them are not the same. */
function namedCluster(called: string | null, clusters: Configuration["clusters"]): string | null {
  const said = called?.replace(/\/+$/, "") ?? null;
  if (said === null || ownCluster.has(said)) return null;
  const known = clusters.find(({ name, server }) => name === said || server?.replace(/\/+$/, "") === said);
  return known?.name ?? said;
}

/** An Application without another cluster is applied where it stands itself. */
function clusterByPath(
  { path: folder, definedBy }: Placed,
  path: string | undefined,
  clusterOf: (path: string) => string | null,
): string | null {
  const definition = definedBy === undefined || definedBy.kind === "configuration" ? null : definedBy.path;
  const byDefinition = definition === null ? null : clusterOf(definition);
  return byDefinition ?? clusterOf(path ?? `${folder}/.`);
}

function ownersBy(settings: RegistrySettings, asset: Asset): Owners {
  return firstKnown(ownerLayers(settings, asset));
}

/** Owners as each layer knows them, the configuration first: the first that knows any decides. */
export function ownerLayers({ tenants, ownership = [] }: RegistrySettings, asset: Asset): readonly Owners[] {
  const written = tenants.flatMap(({ name, owns }) =>
    owns[asset].map((pattern) => ({
      pattern: asset === "hosts" ? pattern.toLowerCase() : pattern,
      tenant: name,
    })),
  );
  return [
    createOwnerIndex(written),
    ...ownership.map(({ owned, choice }) =>
      createThingIndex(
        owned.filter((thing) => thing.asset === asset),
        choice,
      ),
    ),
  ];
}

/** DNS knows no case, and a full name may end with a dot. */
function hostOwners(settings: RegistrySettings): Owners {
  const owners = ownersBy(settings, "hosts");
  return (host) => owners(host.toLowerCase().replace(/\.$/, ""));
}
