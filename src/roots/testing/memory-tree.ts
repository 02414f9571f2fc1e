import { sha256Hex } from "../../model/digest.ts";
import { type EntryMode, fileBytesMax, type Tree, type TreeEntry } from "../../model/tree.ts";

export interface Link {
  readonly mode: EntryMode;
  readonly target?: string;
}

export type Files = Readonly<Record<string, string | Uint8Array | Link>>;

function isLink(content: string | Uint8Array | Link): content is Link {
  return typeof content === "object" && "mode" in content;
}

/** A tree that holds what a test wrote down. */
export function memoryTree(files: Files): Tree {
  const contents = new Map<string, Uint8Array>();
  const entries = Object.entries(files).map(([path, content]): [string, TreeEntry] => {
    if (isLink(content))
      return [path, { path, blob: sha256Hex(content.target ?? "1"), sizeBytes: null, ...content }];
    const bytes = Buffer.from(content);
    if (bytes.length <= fileBytesMax) contents.set(path, bytes);
    return [path, { path, mode: "file", blob: sha256Hex(bytes), sizeBytes: bytes.length }];
  });
  const read: Tree["read"] = async (paths) =>
    new Map(
      paths.flatMap((path) => {
        const bytes = contents.get(path);
        return bytes === undefined ? [] : [[path, bytes] as const];
      }),
    );
  return { label: "", commit: null, entries: new Map(entries), read };
}
