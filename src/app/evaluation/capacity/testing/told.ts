import { capacityUse } from "../../../../capacity/index.ts";
import { pairChanges } from "../../../../changes/index.ts";
import { defaultConfiguration } from "../../../../config/index.ts";
import { collectInventory } from "../../../../inventory/index.ts";
import { summaryOf } from "../../../../inventory/summary.ts";
import type { CapacityScope } from "../../../../model/capacity-report.ts";
import type { ResourceChange } from "../../../../model/change.ts";
import type { Configuration } from "../../../../model/configuration.ts";
import type { Resource } from "../../../../model/resource.ts";
import type { Tenant } from "../../../../model/tenant.ts";
import type { AttributedChange, AttributedResource } from "../../../../policy/input.ts";
import { readKubernetes } from "../../../../resources/kubernetes/index.ts";
import { createAttributor, createRegistry } from "../../../../tenancy/index.ts";
import { currentSide, type LoadedRoot, type LoadedSide } from "../../loaded.ts";
import type { Extents } from "../../rest/extent.ts";
import { comparableBase } from "../../unread.ts";
import { capacityOf } from "../report.ts";

/** Path to content on both sides; each folder is a root. */
export interface Told {
  readonly base: Readonly<Record<string, string>>;
  readonly head: Readonly<Record<string, string>>;
  readonly configuration?: Partial<Configuration>;
  readonly extents?: Extents;
}

const cluster = { server: null, kubernetesVersion: null } as const;

/** Everything below `k8s` is deployed to `live`, everything below `stage` to `stage`, the rest to nobody knows where. */
export const clusters: Configuration["clusters"] = [
  { name: "live", paths: ["k8s/**"], ...cluster },
  { name: "stage", paths: ["stage/**"], ...cluster },
];

export function tenant(name: string, namespaces: readonly string[], quota: Tenant["quota"]): Tenant {
  const owns = {
    ...{ paths: [], namespaces, clusters: [], accounts: [], argoProjects: [], hosts: [], stateKeys: [] },
  };
  const limits = { container: { cpu: null, memory: null }, replicas: { max: null } };
  return { name, teams: [`acme/${name}`], owns, limits, quota, podSecurity: null, complete: [] };
}

/** `namespace shop live: pods 1 → 2 of 5, 3 remains`: what a change of these files comes to. */
export function told({ base, head, configuration = {}, extents = () => "change" }: Told): readonly string[] {
  const settings = { ...defaultConfiguration(), clusters, ...configuration };
  const registry = createRegistry(settings);
  const roots = loadedRoots(base, head);
  const attribute = attributionOf(settings, roots);
  const clusterOf = (key: string) => registry.clusterOfRoot(currentSide(rootOf(roots, key)).root);
  const changes = pairChanges({
    ...{ base: roots.flatMap(comparableBase), head: roots.flatMap((root) => root.head?.resources ?? []) },
    ...{ clusterOf, declaredMoves: [] },
  });
  const scopes = capacityOf({
    ...{ configuration: settings, registry, roots, extents },
    inventory: collectInventory(itemsOf(roots), ({ rootKey }) => clusterOf(rootKey)),
    changes: changes.map(attribute),
  });
  return scopes.flatMap(textsOf);
}

function textsOf({ place, extent, rows, uncounted }: CapacityScope): readonly string[] {
  const where = [place.kind, place.name, place.cluster ?? place.rootKey, extent].join(" ");
  const without = uncounted.map(({ name, why }) => `, without ${name} (${why})`).join("");
  return rows.map(({ resource, before, after, allowed, remains }) => {
    const bound = allowed === null ? "" : ` of ${allowed.text}, ${remains?.text} remains`;
    return `${where}: ${resource} ${before.text} → ${after.text}${bound}${without}`;
  });
}

function itemsOf(roots: readonly LoadedRoot[]) {
  return (["head", "base"] as const).flatMap((side) =>
    roots.flatMap((root) =>
      (root[side]?.resources ?? []).map((resource) => ({
        ...{ rootKey: resource.rootKey, address: resource.address, type: resource.type, side },
        ...{ namespace: resource.namespace, object: resource.object, use: capacityUse(resource) },
        summary: summaryOf(resource.type, resource.object),
      })),
    ),
  );
}

function attributionOf(configuration: Configuration, roots: readonly LoadedRoot[]) {
  const attributor = createAttributor({
    ...{ configuration, branch: null, namespaceLabels: () => ({}), accounts: () => [] },
  });
  const attribute = (resource: Resource | null): AttributedResource | null =>
    resource === null
      ? null
      : {
          resource,
          attribution: attributor.ofResource(resource, currentSide(rootOf(roots, resource.rootKey)).root),
        };
  return (change: ResourceChange): AttributedChange => {
    const [before, after] = [attribute(change.before), attribute(change.after)];
    const side = after ?? before;
    if (side === null) throw new TypeError(`the change of ${change.address} has no side`);
    return { change, before, after, attribution: side.attribution };
  };
}

function rootOf(roots: readonly LoadedRoot[], key: string): LoadedRoot {
  const found = roots.find((root) => root.key === key);
  if (found === undefined) throw new TypeError(`${key} is no root`);
  return found;
}

function loadedRoots(base: Told["base"], head: Told["head"]): readonly LoadedRoot[] {
  const folders = new Set([...Object.keys(base), ...Object.keys(head)].map(folderOf));
  return [...folders].toSorted().map((folder) => ({
    key: `manifests:${folder}`,
    base: loadedSide(folder, base),
    head: loadedSide(folder, head),
  }));
}

function loadedSide(folder: string, all: Told["base"]): LoadedSide | null {
  const own = Object.entries(all).filter(([path]) => folderOf(path) === folder);
  if (own.length === 0) return null;
  const files = new Map(own.map(([path, text]) => [path, Buffer.from(text)]));
  const root = {
    key: `manifests:${folder}`,
    kind: "manifests",
    path: folder,
    variant: null,
    files: [...files.keys()],
  } as const;
  const { resources, diagnostics } = readKubernetes({ root, files, defaultNamespace: "" });
  return { root, resources, diagnostics, declaredMoves: [] };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
