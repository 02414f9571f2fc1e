import { capacityUse } from "../../capacity/index.ts";
import type { Side } from "../../inventory/index.ts";
import { summaryOf } from "../../inventory/summary.ts";
import type { Configuration } from "../../model/configuration.ts";
import { compileGlobs } from "../../model/glob.ts";
import type { Resource } from "../../model/resource.ts";
import { type Root, rootKey } from "../../model/root.ts";
import { isKubernetesFile, resourcesOf } from "../../resources/kubernetes/index.ts";
import { createRegistry, namespaceOf, pathInRoot } from "../../tenancy/index.ts";
import { type Filler, fillsOf, unreadFillers } from "./fillers.ts";
import { currentSide, type Loaded } from "./loaded.ts";
import type { Rest } from "./rest/find.ts";
import type { InventoryItem } from "./task.ts";
import { tellingTypes } from "./telling-types.ts";
import type { ToldElsewhere } from "./told-elsewhere.ts";

/**
 * What the loaded roots say, and, where they stand in a namespace that none of them defines, what the rest of the
 * repository says about namespaces. The head comes first: where two sides disagree, the first one counts.
 */
export async function inventoryItems(
  loaded: Loaded,
  configuration: Configuration,
  rest: Rest,
  scope: "whole" | "part",
  told: ToldElsewhere,
): Promise<readonly InventoryItem[]> {
  const { clusterOf, clusterOfRoot } = createRegistry(configuration);
  const roots = new Map(loaded.roots.map((root) => [root.key, currentSide(root).root]));
  const isGenerated = compileGlobs(configuration.generated.flatMap(({ paths }) => paths));
  const item = (resource: Resource, side: Side | null): InventoryItem => ({
    ...(side === null ? {} : { side }),
    summary: summaryOf(resource.type, resource.object),
    fills: fillsOf(resource),
    use: capacityUse(resource),
    // A copy that is kept in the repository is no second definition of what its source defines.
    background: side !== "head" || isGenerated(resource.location.path),
    rootKey: resource.rootKey,
    address: resource.address,
    type: resource.type,
    namespace: resource.namespace,
    object: tellingTypes.has(resource.type) ? resource.object : {},
    cluster: clusterOfResource(resource, roots.get(resource.rootKey)),
  });
  function clusterOfResource({ location }: Resource, root: Root | undefined): string | null {
    return root === undefined
      ? clusterOf(location.path)
      : clusterOfRoot(root, pathInRoot(location.path, root));
  }
  function clusterOfFiller({ rootKey: key }: Filler): string | null {
    const root = roots.get(key);
    return root === undefined ? null : clusterOfRoot(root, root.path);
  }
  const head = loaded.roots.flatMap(({ head: side }) => side?.resources ?? []);
  const before = loaded.roots.flatMap(({ base: side }) => side?.resources ?? []);
  // The other parts of a scan tell about the rest by themselves.
  const isAsked =
    scope === "whole" && rest.kind !== "whole" && needsMore([...head, ...before], configuration);
  const elsewhere = isAsked ? await readElsewhere(loaded, told) : [];
  return [
    ...head.map((resource) => item(resource, "head")),
    ...before.map((resource) => item(resource, "base")).filter(isTold),
    ...elsewhere.map((resource) => item(resource, null)),
    ...(rest.kind === "whole" ? rest.items : []),
    ...unreadFillers(loaded).map((filler) => fillerItem(filler, clusterOfFiller(filler))),
  ];
}

function fillerItem({ type, rootKey: key, namespaces, side }: Filler, cluster: string | null): InventoryItem {
  const nothing = { summary: null, object: {}, namespace: null, background: true };
  return { ...nothing, side, type, rootKey: key, address: type, fills: namespaces, cluster };
}

/** Of what is gone, only what facts are made of. */
function isTold({ type, summary, use, fills = [] }: InventoryItem): boolean {
  return tellingTypes.has(type) || fills.length > 0 || (summary ?? null) !== null || (use ?? null) !== null;
}

/**
 * Whether something stands in a namespace whose labels and defaults nobody has told yet. What Terraform makes for a
 * namespace asks for its labels alone, and only where they say which environment it is.
 */
function needsMore(resources: readonly Resource[], { environments }: Configuration): boolean {
  const labelsDecide = environments.some(({ labels }) => Object.keys(labels).length > 0);
  const defined = new Set(
    resources.filter(({ type }) => type === "core/Namespace").map(({ address }) => address.split("/").at(-1)),
  );
  return resources.some((resource) => {
    const namespace = resource.type.includes("/") || labelsDecide ? namespaceOf(resource) : null;
    return namespace !== null && !defined.has(namespace);
  });
}

async function readElsewhere(loaded: Loaded, told: ToldElsewhere): Promise<readonly Resource[]> {
  const { tip } = loaded.trees;
  const read = new Set(
    loaded.roots.flatMap(({ base, head }) => [base, head].flatMap((side) => side?.root.files ?? [])),
  );
  const paths = [...tip.entries.keys()].filter((path) => isKubernetesFile(path) && !read.has(path));
  return resourcesOf(rootKey("repository", "."), await told.objectsOf(tip, paths), "");
}
