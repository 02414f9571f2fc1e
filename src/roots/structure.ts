import type { Tree } from "../model/tree.ts";
import { Charts } from "./charts.ts";
import { FolderIndex } from "./folder-index.ts";
import type { KnownContents } from "./known-contents.ts";
import { Kustomizations } from "./kustomizations.ts";

/** What a tree is made of, told by its own files alone. */
export interface Structure {
  readonly tree: Tree;
  readonly index: FolderIndex;
  readonly charts: Charts;
  readonly kustomizations: Kustomizations;
  /** What files were found to hold in other trees. */
  readonly contents: KnownContents;
}

export async function readStructure(tree: Tree, contents: KnownContents): Promise<Structure> {
  const index = new FolderIndex(tree.entries.keys());
  const charts = await Charts.read(tree, index);
  return { tree, index, charts, kustomizations: await Kustomizations.read(tree, charts), contents };
}
