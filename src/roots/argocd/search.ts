import { isFile } from "../../model/tree.ts";
import { isKustomizationPath, isManifestPath, toolCopyOf } from "../paths.ts";
import type { Structure } from "../structure.ts";
import { type Definition, definitionsOfFile, mayDefine } from "./definition.ts";

/** Files that are asked for at once. */
const readMax = 500;

type Searched = Pick<Structure, "tree" | "contents">;

/**
 * The Applications and ApplicationSets that stand in a tree as they are. Everything that may be a manifest is looked
 * into, because the folder of an Application has no name of its own. What a chart or a kustomization renders is left to
 * those, but looked into here, together with all others: whoever has to fetch it fetches it once.
 */
export async function searchDefinitions(
  searched: Searched,
  isRendered: (path: string) => boolean,
): Promise<readonly Definition[]> {
  const { tree, contents: known } = searched;
  const wanted = [...tree.entries.values()].flatMap((entry) => {
    const { path, blob } = entry;
    if (!isFile(entry) || known.of(blob).defines === false || toolCopyOf(path) !== null) return [];
    return isRendered(path) || (isManifestPath(path) && !isKustomizationPath(path)) ? [path] : [];
  });
  const found: Definition[] = [];
  for (let start = 0; start < wanted.length; start += readMax) {
    const contents = await readDefining(searched, wanted.slice(start, start + readMax));
    for (const [path, bytes] of contents)
      if (!isRendered(path)) found.push(...definitionsOfFile(path, bytes));
  }
  return found;
}

/** Those of some files that may define an Application, with their bytes. */
export async function readDefining(
  { tree, contents: known }: Searched,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const blobOf = (path: string): string => tree.entries.get(path)?.blob ?? "";
  const contents = await tree.read(paths.filter((path) => known.of(blobOf(path)).defines !== false));
  const found = new Map<string, Uint8Array>();
  for (const [path, bytes] of contents) {
    const defines = mayDefine(bytes);
    known.keep(blobOf(path), { defines });
    if (defines) found.set(path, bytes);
  }
  return found;
}
