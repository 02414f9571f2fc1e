export type EntryMode = "file" | "executable" | "symlink" | "submodule";

/**
 * The largest file that is read. Manifests of real estates stay below 1 MiB, and the largest bundles of custom resource
 * definitions below 8 MiB: whatever is larger is data, or an attempt to exhaust memory.
 */
export const fileBytesMax = 10 * 1024 * 1024;

/** One path of a tree. `path` is relative to the repository, with `/`, and comes from the tree, never from a user. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: EntryMode;
  /** Git's object id, or for folders the same digest made by us: equal ids mean equal bytes. */
  readonly blob: string;
  /** `null` where the tree does not know before reading: git would have to open every object (12 µs each) to tell. */
  readonly sizeBytes: number | null;
  /** What a symlink points at, as written. Only symlinks have one. */
  readonly target?: string;
}

/** Whether an entry has bytes of its own; links and submodules name something else. */
export function isFile({ mode }: TreeEntry): boolean {
  return mode === "file" || mode === "executable";
}

/** One state of a repository: what is in it, and the bytes when somebody asks. */
export interface Tree {
  /** What a person calls this state: a ref or a folder. */
  readonly label: string;
  /** The commit, where the tree comes from git. */
  readonly commit: string | null;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /**
   * Bytes by path. Left out of the answer: paths that the tree does not hold as files, and files above
   * {@link fileBytesMax}. Throws only where the storage fails.
   */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Brings near, in one go, what will be read soon: there where reading takes a round trip each time. */
  prefetch?(paths: readonly string[]): Promise<void>;
}
