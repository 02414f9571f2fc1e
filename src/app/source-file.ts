import type { Tree } from "../model/tree.ts";

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A file of a tree as text, or `null` where the tree has none. */
export async function readSource(tree: Tree, path: string): Promise<SourceFile | null> {
  const bytes = (await tree.read([path])).get(path);
  return bytes === undefined ? null : { path, text: Buffer.from(bytes).toString("utf8") };
}
