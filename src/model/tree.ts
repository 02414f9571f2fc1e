export type EntryMode = "file" | "executable" | "symlink" | "submodule";

/** One path of a tree. `path` is relative to the repository, with `/`, and comes from the tree, never from a user. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: EntryMode;
  /** Git's object id, or for folders the same digest made by us: equal ids mean equal bytes. */
  readonly blob: string;
  readonly sizeBytes: number;
}

/** One state of a repository: what is in it, and the bytes when somebody asks. */
export interface Tree {
  /** What a person calls this state: a ref or a folder. */
  readonly label: string;
  /** The commit, where the tree comes from git. */
  readonly commit: string | null;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  /** Bytes by path. Paths that the tree does not hold as files are left out of the answer. Throws only where the storage fails. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}
