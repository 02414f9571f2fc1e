import { capacityUse } from "../../../capacity/index.ts";
import { summaryOf } from "../../../inventory/summary.ts";
import type { Resource } from "../../../model/resource.ts";
import type { Root } from "../../../model/root.ts";
import type { Tree } from "../../../model/tree.ts";
import { maskSecrets } from "../../../resources/secrets/index.ts";
import { fillsOf, unreadNamespaces } from "../fillers.ts";
import type { EvaluationPorts } from "../ports.ts";
import { readRoot } from "../read-root.ts";
import { RemoteTree } from "../remote-tree.ts";
import type { EvaluationTask } from "../task.ts";
import { tellingTypes } from "../telling-types.ts";
import { encoded, type RootEntry, type RootItem } from "./entry.ts";
import { rootKeys } from "./keys.ts";
import { restTree } from "./tree.ts";

/** What each of some roots tells about itself, by key. */
export async function summariseRoots(
  task: EvaluationTask,
  roots: readonly Root[],
  ports: EvaluationPorts,
): Promise<{ readonly entries: ReadonlyMap<string, Uint8Array>; readonly bytes: number }> {
  const { name, listing } = restTree(task);
  const tree = new RemoteTree(name, listing, ports, new Map());
  const keys = rootKeys(tree, roots, task.configuration);
  const entries = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const [index, root] of roots.entries()) {
    ports.startRoot({ kind: "survey", key: root.key, roots: roots.length });
    const entry = await summariseRoot(task, root, tree, ports);
    entries.set(keys[index] ?? "", encoded(entry));
    bytes += entry.bytes;
  }
  return { entries, bytes };
}

async function summariseRoot(
  task: EvaluationTask,
  root: Root,
  tree: Tree,
  ports: EvaluationPorts,
): Promise<Extract<RootEntry, { kind: "read" }>> {
  const { configuration } = task;
  const { sensitiveNames } = configuration;
  const reading =
    ports.keptReadings.known(tree, root, configuration) ?? (await readRoot(tree, root, configuration, ports));
  const resources = reading.resources.map((resource) => maskSecrets(resource, null, { sensitiveNames }));
  const unread = unreadNamespaces({ ...reading, root, resources }, reading.notEvaluated);
  const sizes = [...(await tree.read(root.files)).values()].map(({ length }) => length);
  return {
    kind: "read",
    bytes: sizes.reduce((total, size) => total + size, 0),
    items: [...resources.map(itemOf).filter(isTold), ...(unread === null ? [] : [unreadItem(unread)])],
  };
}

function itemOf(resource: Resource): RootItem {
  const { address, type, namespace, object, location } = resource;
  return {
    path: location.path,
    address,
    type,
    namespace,
    summary: summaryOf(type, object),
    fills: fillsOf(resource),
    use: capacityUse(resource),
    ...(tellingTypes.has(type) ? { object } : {}),
  };
}

/** An object of Kubernetes may be defined twice; of anything else only what fills a namespace is told. */
function isTold({ type, fills = [] }: RootItem): boolean {
  return type.includes("/") || fills.length > 0;
}

function unreadItem(namespaces: readonly string[]): RootItem {
  return {
    path: null,
    address: "",
    type: "unread",
    namespace: null,
    summary: null,
    fills: namespaces,
    use: null,
  };
}
