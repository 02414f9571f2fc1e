import type { Diagnostic } from "../model/diagnostic.ts";
import type { TreeEntry } from "../model/tree.ts";
import { notRead } from "./not-read.ts";
import { folderOf, foldersAbove, isInfrastructurePath, nameOf, resolved } from "./paths.ts";

/** Symlinks and submodules that may stand for infrastructure: they are never followed, so what they bring is unread. */
export function linkDiagnostics(
  links: readonly TreeEntry[],
  entries: ReadonlyMap<string, TreeEntry>,
): readonly Diagnostic[] {
  const submodules = links.filter(({ mode }) => mode === "submodule");
  const symlinks = links.filter(({ mode }) => mode === "symlink");
  if (symlinks.length + submodules.length === 0) return [];
  const folders = { all: new Set<string>(), holding: new Set<string>() };
  for (const path of entries.keys()) {
    for (const folder of foldersAbove(folderOf(path))) {
      folders.all.add(folder);
      if (isInfrastructurePath(path)) folders.holding.add(folder);
    }
  }
  return [
    ...submodules.map((entry) =>
      notRead("submodule", entry.path, entry.path, [entry], { commit: entry.blob }),
    ),
    ...symlinks
      .filter((entry) => matters(entry, entries, folders))
      .map((entry) => notRead("symlink", entry.path, entry.path, [entry])),
  ];
}

interface Folders {
  readonly all: ReadonlySet<string>;
  /** Those with infrastructure somewhere inside. */
  readonly holding: ReadonlySet<string>;
}

/** A link to a file counts by what the file is, one to a folder by what stands in it, one to nowhere by its own name. */
function matters(link: TreeEntry, entries: ReadonlyMap<string, TreeEntry>, folders: Folders): boolean {
  const target = link.target === undefined ? null : resolved(folderOf(link.path), link.target);
  if (target !== null && entries.has(target))
    return isInfrastructurePath(link.path) || isInfrastructurePath(target);
  if (target !== null && folders.all.has(target)) return folders.holding.has(target);
  // By its extension, or because it has none and so may be a folder.
  return isInfrastructurePath(link.path) || !nameOf(link.path).slice(1).includes(".");
}
