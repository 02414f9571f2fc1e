import type { ChangedPath } from "../model/changed-path.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";

/**
 * Every path that differs between two trees, sorted. A removed and an added file with the same bytes are one renamed
 * file (the one with the same name in another folder first); a rename with edits stays a removal and an addition.
 */
export function changedPaths(base: Tree, head: Tree): readonly ChangedPath[] {
  const removed = [...base.entries.values()].filter((entry) => !head.entries.has(entry.path));
  const added = [...head.entries.values()].filter((entry) => !base.entries.has(entry.path));
  const origins = pairRenames(removed, added);
  const moved = new Set(origins.values());
  const changes: ChangedPath[] = [
    ...modified(base, head),
    ...removed.filter((entry) => !moved.has(entry.path)).map((entry) => change(entry.path, "removed")),
    ...added.map((entry) => addition(entry.path, origins.get(entry.path))),
  ];
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function modified(base: Tree, head: Tree): readonly ChangedPath[] {
  return [...head.entries.values()]
    .filter((after) => {
      const before = base.entries.get(after.path);
      return before !== undefined && (before.blob !== after.blob || before.mode !== after.mode);
    })
    .map((entry) => change(entry.path, "modified"));
}

function change(path: string, status: "added" | "modified" | "removed"): ChangedPath {
  return { path, previousPath: null, status };
}

function addition(path: string, previousPath: string | undefined): ChangedPath {
  return previousPath === undefined ? change(path, "added") : { path, previousPath, status: "renamed" };
}

/** Added path to the removed path that it was. */
function pairRenames(
  removed: readonly TreeEntry[],
  added: readonly TreeEntry[],
): ReadonlyMap<string, string> {
  const free = new Map<string, TreeEntry[]>();
  for (const entry of sorted(removed)) push(free, contentKey(entry), entry);
  const origins = new Map<string, string>();
  for (const sameName of [true, false]) {
    for (const entry of sorted(added)) {
      if (origins.has(entry.path)) continue;
      const origin = take(
        free.get(contentKey(entry)),
        (candidate) => !sameName || baseName(candidate.path) === baseName(entry.path),
      );
      if (origin !== undefined) origins.set(entry.path, origin.path);
    }
  }
  return origins;
}

/** A file that becomes a symlink with the same bytes is another thing; one that becomes executable is not. */
function contentKey(entry: TreeEntry): string {
  return `${entry.mode === "executable" ? "file" : entry.mode} ${entry.blob}`;
}

/** Candidates with one content that are looked at for a name: a thousand copies must not cost a million comparisons. */
const sameContentMax = 50;

function take(
  candidates: TreeEntry[] | undefined,
  wanted: (entry: TreeEntry) => boolean,
): TreeEntry | undefined {
  const index = candidates?.slice(0, sameContentMax).findIndex(wanted) ?? -1;
  return index < 0 ? undefined : candidates?.splice(index, 1)[0];
}

function push(groups: Map<string, TreeEntry[]>, key: string, entry: TreeEntry): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [entry]);
  else group.push(entry);
}

function sorted(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  return [...entries].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
