import { isFile, type Tree, type TreeEntry } from "../../model/tree.ts";
import { readListing } from "../git-tree.ts";
import { SnapshotBlobs } from "./blobs.ts";
import { type Fetching, fetchCommits } from "./fetching.ts";
import type { Listings, MirrorSnapshot, MirrorSource, Want } from "./ports.ts";
import { withMirror } from "./with-mirror.ts";

/**
 * Fetches the commits, lists their trees, and fetches at once what will surely be read: links, whose text belongs to
 * the listing, and what the caller expects. A mirror that turns out to be broken is fetched anew, once.
 */
export async function takeSnapshot(
  source: MirrorSource,
  want: Want,
  fetching: Fetching,
): Promise<MirrorSnapshot> {
  return withMirror(source, "objects", fetching, async (mirror) => {
    const { tip, mergeBase, head } = want.commits;
    const alongside = want.alongside?.slice(0, 2 * fetching.limits.pullCommitsMax) ?? [];
    const commits = await fetchCommits(mirror, source, [tip, mergeBase, head, ...alongside], fetching);
    const blobs = await SnapshotBlobs.open(mirror, source, fetching);
    try {
      return await snapshotOf(want, blobs, commits);
    } catch (error) {
      blobs.close();
      throw error;
    }
  });
}

async function snapshotOf(want: Want, blobs: SnapshotBlobs, commitFetches: number): Promise<MirrorSnapshot> {
  const { commits, labels, expected } = want;
  const listings = await listAll(want, blobs);
  const links = [...new Set(Object.values(listings))].flatMap(linksOf);
  await blobs.fetch([...links, ...(expected?.(listings) ?? [])]);
  const targets = await blobs.read(links);
  const treeOf = (commit: string, listed: Map<string, TreeEntry>, label: string): Tree => {
    const entries = withTargets(listed, targets);
    return {
      label,
      commit,
      entries,
      read: (paths) => readPaths(blobs, entries, paths),
      prefetch: (paths) => blobs.fetch(filesAt(entries, paths)),
    };
  };
  const base = labels?.base ?? commits.mergeBase;
  return {
    base: treeOf(commits.mergeBase, listings.base, base),
    head: treeOf(commits.head, listings.head, labels?.head ?? commits.head),
    tip:
      commits.tip === commits.mergeBase
        ? null
        : treeOf(commits.tip, listings.tip, labels?.base ?? commits.tip),
    fetches: () => commitFetches + blobs.fetches,
    close: () => blobs.close(),
  };
}

type Listed = { readonly [Name in keyof Listings]: Map<string, TreeEntry> };

async function listAll({ commits }: Want, blobs: SnapshotBlobs): Promise<Listed> {
  const { tip, mergeBase, head } = commits;
  const [base, after, last] = await Promise.all([
    readListing(blobs.repository, mergeBase),
    readListing(blobs.repository, head),
    tip === mergeBase ? null : readListing(blobs.repository, tip),
  ]);
  return { base, head: after, tip: last ?? base };
}

function linksOf(listed: ReadonlyMap<string, TreeEntry>): readonly TreeEntry[] {
  return [...listed.values()].filter(({ mode }) => mode === "symlink");
}

function withTargets(
  listed: Map<string, TreeEntry>,
  targets: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, TreeEntry> {
  for (const link of linksOf(listed)) {
    const target = targets.get(link.blob);
    if (target !== undefined) {
      listed.set(link.path, { ...link, target: Buffer.from(target).toString("utf8") });
    }
  }
  return listed;
}

function filesAt(entries: ReadonlyMap<string, TreeEntry>, paths: readonly string[]): readonly TreeEntry[] {
  return paths.flatMap((path) => entries.get(path) ?? []).filter(isFile);
}

async function readPaths(
  blobs: SnapshotBlobs,
  entries: ReadonlyMap<string, TreeEntry>,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = filesAt(entries, paths);
  const contents = await blobs.read(wanted);
  return new Map(
    wanted.flatMap(({ path, blob }) => {
      const content = contents.get(blob);
      return content === undefined ? [] : [[path, content] as const];
    }),
  );
}
