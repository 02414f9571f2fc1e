import { sha256Hex } from "../../src/model/digest.ts";
import type { Tree, TreeEntry } from "../../src/model/tree.ts";

/** A tree that holds a few files in memory. */
export function memoryTree(label: string, files: Readonly<Record<string, string>>): Tree {
  const bytes = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  const entries = [...bytes].map(([path, content]): [string, TreeEntry] => [
    path,
    { path, mode: "file", blob: sha256Hex(content), sizeBytes: content.length },
  ]);
  return {
    label,
    commit: null,
    entries: new Map(entries),
    read: async (paths) =>
      new Map(
        paths.flatMap((path): [string, Uint8Array][] => {
          const content = bytes.get(path);
          return content === undefined ? [] : [[path, content]];
        }),
      ),
  };
}
