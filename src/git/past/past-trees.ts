import type { Tree, TreeEntry } from "../../model/tree.ts";
import { addTargets, readFiles, readListing } from "../git-tree.ts";
import type { Repository } from "../repository.ts";
import { modeOf } from "../tree-listing.ts";
import { type TreeDifference, type TreeFile, treeDifferences } from "./tree-diff.ts";

/**
 * The trees of a history, one after the other. Neighbours differ in a handful of paths, so only the first is listed
 * (13,379 files take 60 ms); each other one is the last with what differs.
 *
 * State: the last tree that was asked for, and what stands in it. Any order gives the same trees; from neighbour to
 * neighbour is cheap.
 */
export class PastTrees {
  readonly #repository: Repository;
  #last: { readonly id: string; readonly entries: ReadonlyMap<string, TreeEntry> } | null = null;

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  /** One commit as a tree, as `gitTree` gives it. Throws `GitError`. Never ask for two at once. */
  async treeOf(
    { sha, tree: id }: { readonly sha: string; readonly tree: string },
    label = sha,
  ): Promise<Tree> {
    const entries = await this.#entriesOf(id);
    this.#last = { id, entries };
    const repository = this.#repository;
    return { label, commit: sha, entries, read: (paths) => readFiles(repository, entries, paths) };
  }

  async #entriesOf(id: string): Promise<ReadonlyMap<string, TreeEntry>> {
    const last = this.#last;
    if (last?.id === id) return last.entries;
    const delta =
      last === null || !isPlain(last.entries) ? null : await deltaOf(this.#repository, last.id, id);
    if (last === null || delta === null || !isPlain(delta)) {
      const entries = await readListing(this.#repository, id);
      await addTargets(this.#repository, entries);
      return entries;
    }
    const entries = applied(last.entries, delta);
    const changed = [...delta.keys()].flatMap((path) => entries.get(path) ?? []);
    await addTargets(this.#repository, entries, changed);
    return entries;
  }
}

/** A path that is not UTF-8 has a name of our own making, with a backslash: such a tree is listed as a whole. */
function isPlain(paths: ReadonlyMap<string, unknown>): boolean {
  for (const path of paths.keys()) if (path.includes("\\")) return false;
  return true;
}

type Delta = ReadonlyMap<string, TreeDifference>;

async function deltaOf(repository: Repository, before: string, after: string): Promise<Delta | null> {
  const differences = await treeDifferences(repository, before, after);
  return differences === null
    ? null
    : new Map(differences.map((difference) => [difference.path, difference]));
}

/** In the order of a listing, which is that of the paths' bytes. */
function applied(before: ReadonlyMap<string, TreeEntry>, delta: Delta): Map<string, TreeEntry> {
  const added = [...delta].flatMap(([path, { before: gone, after }]) =>
    gone === null && after !== null ? [entryOf(path, after)] : [],
  );
  added.sort((left, right) => compareBytes(left.path, right.path));
  const entries = new Map<string, TreeEntry>();
  let next = 0;
  for (const [path, entry] of before) {
    for (
      let more = added[next];
      more !== undefined && compareBytes(more.path, path) < 0;
      more = added[next]
    ) {
      entries.set(more.path, more);
      next += 1;
    }
    const change = delta.get(path);
    if (change === undefined) entries.set(path, entry);
    else if (change.after !== null) entries.set(path, entryOf(path, change.after));
  }
  for (const more of added.slice(next)) entries.set(more.path, more);
  return entries;
}

function entryOf(path: string, { mode, id }: TreeFile): TreeEntry {
  return { path, mode: modeOf(mode), blob: id, sizeBytes: null };
}

/** As git sorts: UTF-16 has another order than UTF-8 only beyond the basic plane. */
function compareBytes(left: string, right: string): number {
  if (surrogate.test(left) || surrogate.test(right))
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

const surrogate = /[\uD800-\uDFFF]/;
