import type { Tree } from "../model/tree.ts";

export interface SourceFile {
  readonly path: string;
  /** `null` where it stands there and cannot be read: a link, or larger than files are read. */
  readonly text: string | null;
}

/** A file of a tree as text, or `null` where the tree has none. */
export async function readSource(tree: Tree, path: string): Promise<SourceFile | null> {
  if (!tree.entries.has(path)) return null;
  const bytes = (await tree.read([path])).get(path);
  return { path, text: bytes === undefined ? null : Buffer.from(bytes).toString("utf8") };
}
