import { mayHoldObjects } from "../formats/recognise.ts";
import { type Root, rootKey } from "../model/root.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { isPlan } from "./content.ts";
import { isUnsupported } from "./passed-over.ts";
import { folderOf, isKustomizationPath, isManifestPath, toolCopyOf } from "./paths.ts";

export interface Candidates {
  /** Files that may hold objects. */
  readonly manifests: readonly TreeEntry[];
  readonly plans: readonly TreeEntry[];
  readonly tooLarge: readonly TreeEntry[];
}

/** Where plain manifests are looked for. */
export interface CandidateSearch {
  /** `null` means everywhere. */
  readonly changed: ReadonlySet<string> | null;
  readonly isTaken: (path: string) => boolean;
  readonly folders: ReadonlySet<string>;
}

/**
 * The files that could be plain manifests by their place and name: of no chart and no kustomization, not of a format with
 * a reader of its own, and, in a review, in a folder in which something changed.
 */
export function candidatesOf(
  entries: readonly TreeEntry[],
  { changed, isTaken, folders }: CandidateSearch,
): readonly TreeEntry[] {
  const wanted = changed === null ? null : touchedFolders(changed).union(folders);
  return entries.filter(
    ({ path, mode }) =>
      (mode === "file" || mode === "executable") &&
      isManifestPath(path) &&
      wanted?.has(folderOf(path)) !== false &&
      !isKustomizationPath(path) &&
      !isUnsupported(path) &&
      toolCopyOf(path) === null &&
      !isTaken(path),
  );
}

function touchedFolders(changed: ReadonlySet<string>): Set<string> {
  const paths = [...changed].filter((path) => isManifestPath(path) || isKustomizationPath(path));
  return new Set(paths.map(folderOf));
}

/** Looks into the candidates. */
export async function sortOut(tree: Tree, candidates: readonly TreeEntry[]): Promise<Candidates> {
  const manifests: TreeEntry[] = [];
  const plans: TreeEntry[] = [];
  const tooLarge: TreeEntry[] = [];
  const contents = await tree.read(candidates.map(({ path }) => path));
  for (const entry of candidates) {
    const bytes = contents.get(entry.path);
    if (bytes === undefined) tooLarge.push(entry);
    else if (isPlan(bytes)) plans.push(entry);
    else if (mayHoldObjects(bytes)) manifests.push(entry);
  }
  return { manifests, plans, tooLarge };
}

/** One root for each folder. */
export function manifestRoots(manifests: readonly TreeEntry[]): readonly Root[] {
  const folders = new Map<string, string[]>();
  for (const { path } of manifests) {
    const folder = folderOf(path);
    const files = folders.get(folder);
    if (files === undefined) folders.set(folder, [path]);
    else files.push(path);
  }
  return [...folders]
    .map(([path, files]): Root => {
      return {
        key: rootKey("manifests", path),
        kind: "manifests",
        path,
        variant: null,
        files: files.toSorted(),
      };
    })
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
