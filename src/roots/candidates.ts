import { mayHoldObjects } from "../formats/recognise.ts";
import { type Root, rootKey } from "../model/root.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { isPlan } from "./content.ts";
import { type Holding, type KnownContent, type KnownContents, lookedUpBytesMax } from "./known-contents.ts";
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

/** Looks into the candidates, as far as nobody knows what they hold. */
export async function sortOut(
  tree: Tree,
  candidates: readonly TreeEntry[],
  known: KnownContents,
): Promise<Candidates> {
  const manifests: TreeEntry[] = [];
  const plans: TreeEntry[] = [];
  const tooLarge: TreeEntry[] = [];
  const holdings = await holdingsOf(tree, candidates, known);
  for (const entry of candidates) {
    const as = holdings.get(entry.blob)?.as;
    if (as === undefined) tooLarge.push(entry);
    else if (as === "plan") plans.push(entry);
    else if (as === "objects") manifests.push(entry);
  }
  return { manifests, plans, tooLarge };
}

type Held = KnownContent["held"];

/** By blob; what is absent is too large to be read. */
async function holdingsOf(
  tree: Tree,
  candidates: readonly TreeEntry[],
  known: KnownContents,
): Promise<ReadonlyMap<string, Held>> {
  const found = new Map<string, Held>();
  for (const { blob } of candidates) {
    const { held } = known.of(blob);
    if (held !== undefined) found.set(blob, held);
  }
  const unknown = candidates.filter(({ blob }) => !found.has(blob));
  for (const [blob, held] of await look(tree, unknown)) {
    found.set(blob, held);
    known.keep(blob, { held });
  }
  const bytes = [...found.values()].reduce((total, held) => total + (held?.bytes ?? 0), 0);
  return bytes > lookedUpBytesMax ? look(tree, candidates) : found;
}

async function look(
  tree: Tree,
  candidates: readonly TreeEntry[],
): Promise<ReadonlyMap<string, NonNullable<Held>>> {
  const contents = await tree.read(candidates.map(({ path }) => path));
  const found = new Map<string, NonNullable<Held>>();
  for (const { path, blob } of candidates) {
    const bytes = contents.get(path);
    if (bytes !== undefined && !found.has(blob))
      found.set(blob, { as: holdingOf(bytes), bytes: bytes.length });
  }
  return found;
}

function holdingOf(bytes: Uint8Array): Holding {
  if (isPlan(bytes)) return "plan";
  return mayHoldObjects(bytes) ? "objects" : "nothing";
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
