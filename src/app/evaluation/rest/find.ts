import type { NotEvaluated } from "../../../model/diagnostic.ts";
import { compileGlobs } from "../../../model/glob.ts";
import { type Root, rootKey } from "../../../model/root.ts";
import { createRegistry, pathInRoot } from "../../../tenancy/index.ts";
import { type CustomKinds, inScope } from "../custom-kinds.ts";
import type { Loaded } from "../loaded.ts";
import type { EvaluationPorts } from "../ports.ts";
import { RemoteTree } from "../remote-tree.ts";
import type { EvaluationTask, InventoryItem } from "../task.ts";
import type { RestWanted } from "./asked.ts";
import type { GivenUp, RootEntry, RootsEntry } from "./entry.ts";
import { rootsKey } from "./keys.ts";
import { isRestNeeded } from "./needed.ts";
import { restTree } from "./tree.ts";

/** What the repository holds beside the roots that were loaded. */
export type Rest =
  /** Nobody asks, or others tell: the parts of a scan are the whole. */
  | { readonly kind: "unasked" }
  | {
      readonly kind: "whole";
      readonly items: readonly InventoryItem[];
      /** Roots that could not be read. */
      readonly notEvaluated: readonly NotEvaluated[];
    }
  | { readonly kind: "given-up"; readonly notEvaluated: readonly NotEvaluated[] };

/** Bytes that all roots of a repository are read from, together: a hundred times what a large estate has is data. */
export const inventoryBytesMax = 256 * 1024 * 1024;

/** From what is kept; the same whatever was kept before. */
export async function findRest(
  task: EvaluationTask,
  loaded: Loaded,
  customKinds: CustomKinds,
  ports: EvaluationPorts,
): Promise<Rest | RestWanted> {
  if (!isRestNeeded(task.rules, loaded)) return { kind: "unasked" };
  if (task.withoutRest === true) return givenUp("--inventory change");
  const { name, listing } = restTree(task);
  const tree = new RemoteTree(name, listing, ports, new Map());
  const key = rootsKey(tree, task);
  const found = await listOf(key, ports);
  if (found === null) return { kind: "rest-wanted", key };
  if (found.kind === "given-up") return givenUp(found.why);
  const entries = await entriesOf(found.keys, ports);
  const known = found.roots.flatMap((root, index) => {
    const entry = entries.get(found.keys[index] ?? "");
    return entry === undefined ? [] : [{ root, entry }];
  });
  if (known.length < found.roots.length) return { kind: "rest-wanted", key };
  const size = known.reduce((total, { entry }) => total + (entry.kind === "read" ? entry.bytes : 0), 0);
  if (size > inventoryBytesMax) return givenUp("inventoryBytesMax");
  const touched = new Set(loaded.roots.map((root) => root.key));
  const untouched = known.filter(({ root }) => !touched.has(root.key));
  return wholeOf(task, { known: untouched, unread: found.unread, customKinds });
}

/** `null`: nobody has looked for the roots of this state. */
async function listOf(key: string, ports: EvaluationPorts): Promise<RootsEntry | null> {
  const { decodedEntries } = ports;
  const known = decodedEntries.list(key);
  if (known !== undefined) return known;
  const bytes = (await ports.kept([key])).get(key);
  return bytes === undefined ? null : decodedEntries.decodeList(key, bytes);
}

/** By key, as far as they are kept. All keys are asked for, so that what is still used is kept longest. */
async function entriesOf(
  keys: readonly string[],
  ports: EvaluationPorts,
): Promise<ReadonlyMap<string, RootEntry>> {
  const { decodedEntries } = ports;
  const found = new Map<string, RootEntry>();
  for (const [key, bytes] of await ports.kept(keys))
    found.set(key, decodedEntries.entry(key) ?? decodedEntries.decodeEntry(key, bytes));
  return found;
}

function givenUp(why: GivenUp | "--inventory change"): Rest {
  return { kind: "given-up", notEvaluated: [{ path: ".", reason: "rest-not-read", detail: why }] };
}

interface KnownRoot {
  readonly root: Root;
  readonly entry: RootEntry;
}

interface KnownRest {
  readonly known: readonly KnownRoot[];
  readonly unread: readonly string[];
  readonly customKinds: CustomKinds;
}

function wholeOf({ configuration }: EvaluationTask, { known, unread, customKinds }: KnownRest): Rest {
  const registry = createRegistry(configuration);
  const isGenerated = compileGlobs(configuration.generated.flatMap(({ paths }) => paths));
  const itemsOf = ({ root, entry }: KnownRoot): readonly InventoryItem[] => {
    if (entry.kind === "failed") return [unreadItem(root.key, registry.clusterOfRoot(root, root.path))];
    const places = new Map<
      string | null,
      { readonly background: boolean; readonly cluster: string | null }
    >();
    const placeOf = (path: string | null) => {
      const known = places.get(path);
      if (known !== undefined) return known;
      const place = path === null ? root.path : pathInRoot(path, root);
      const cluster = registry.clusterOfRoot(root, place);
      const found = { background: path === null || isGenerated(path), cluster };
      places.set(path, found);
      return found;
    };
    return entry.items.map((item) => {
      const { type, address, namespace } = inScope(item, customKinds);
      const { summary = null, fills = [], use = null, object = {} } = item;
      const { background, cluster } = placeOf(item.path);
      // One by one: there are many, and copying what is left of an object takes several times as long.
      return {
        rootKey: root.key,
        type,
        address,
        namespace,
        summary,
        fills,
        use,
        object,
        background,
        cluster,
      };
    });
  };
  return {
    kind: "whole",
    items: [
      ...known.flatMap(itemsOf),
      ...[...new Set(unread.map((path) => registry.clusterOf(path)))].map((cluster) =>
        unreadItem(rootKey("repository", "."), cluster),
      ),
    ],
    notEvaluated: known.flatMap(({ root, entry }): NotEvaluated[] =>
      entry.kind === "failed" ? [{ path: root.path, reason: "rest-not-read", detail: root.key }] : [],
    ),
  };
}

/** A root that ended its worker, files that nobody reads: who knows what they hold, or where? */
function unreadItem(key: string, cluster: string | null): InventoryItem {
  return {
    rootKey: key,
    address: "",
    type: "unread",
    namespace: null,
    object: {},
    background: true,
    summary: null,
    fills: ["*"],
    use: null,
    cluster,
  };
}
