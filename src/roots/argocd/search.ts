import { isFile, type Tree } from "../../model/tree.ts";
import { isKustomizationPath, isManifestPath, toolCopyOf } from "../paths.ts";
import { type Definition, definitionsOfFile, mayDefine } from "./definition.ts";

/** Blobs of which is known whether they may define something: equal ids mean equal bytes, so this is never wrong. */
const known = new Map<string, boolean>();
/** About 30 MB of ids: the files of ten large repositories. Beyond, everything is forgotten at once. */
const knownMax = 200_000;
/** Files that are asked for at once. */
const readMax = 500;

/**
 * The Applications and ApplicationSets that stand in a tree as they are. Everything that may be a manifest is looked
 * into, because the folder of an Application has no name of its own. What a chart or a kustomization renders is left to
 * those, but looked into here, together with all others: whoever has to fetch it fetches it once.
 */
export async function searchDefinitions(
  tree: Tree,
  isRendered: (path: string) => boolean,
): Promise<readonly Definition[]> {
  const wanted = [...tree.entries.values()].flatMap((entry) => {
    const { path, blob } = entry;
    if (!isFile(entry) || known.get(blob) === false || toolCopyOf(path) !== null) return [];
    return isRendered(path) || (isManifestPath(path) && !isKustomizationPath(path)) ? [path] : [];
  });
  const found: Definition[] = [];
  for (let start = 0; start < wanted.length; start += readMax) {
    const contents = await readDefining(tree, wanted.slice(start, start + readMax));
    for (const [path, bytes] of contents)
      if (!isRendered(path)) found.push(...definitionsOfFile(path, bytes));
  }
  return found;
}

/** Those of some files that may define an Application, with their bytes. */
export async function readDefining(
  tree: Tree,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const blobOf = (path: string): string => tree.entries.get(path)?.blob ?? "";
  const contents = await tree.read(paths.filter((path) => known.get(blobOf(path)) !== false));
  const found = new Map<string, Uint8Array>();
  for (const [path, bytes] of contents) {
    const may = mayDefine(bytes);
    if (known.size >= knownMax) known.clear();
    known.set(blobOf(path), may);
    if (may) found.set(path, bytes);
  }
  return found;
}
