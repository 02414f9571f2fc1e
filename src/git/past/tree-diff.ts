import { isUtf8 } from "node:buffer";
import { GitError } from "../git-error.ts";
import type { Repository } from "../repository.ts";

/** A path of a tree as git has it. */
export interface TreeFile {
  /** Octal, without leading zeros. */
  readonly mode: string;
  readonly id: string;
}

/** `null`: not there. */
export interface TreeDifference {
  readonly path: string;
  readonly before: TreeFile | null;
  readonly after: TreeFile | null;
}

/**
 * What differs between two trees, in no order, from git's own objects: only folders that differ are opened, by the one
 * process that answers anyway. (Starting `git diff-tree` costs a process of this size 20 ms and more, for each pair.)
 * `null` where that cannot be told: a path that is not UTF-8, or a folder too large to be read as a whole.
 */
export async function treeDifferences(
  repository: Repository,
  before: string,
  after: string,
): Promise<readonly TreeDifference[] | null> {
  const found: TreeDifference[] = [];
  let pairs: readonly FolderPair[] = [{ prefix: "", before, after }];
  while (pairs.length > 0) {
    const deeper: FolderPair[] = [];
    const folders = await readFolders(
      repository,
      pairs.flatMap((pair) => [pair.before, pair.after]).filter((id) => id !== null),
    );
    if (folders === null) return null;
    for (const pair of pairs) compare(pair, folders, found, deeper);
    pairs = deeper;
  }
  return found;
}

interface FolderPair {
  /** "" or ends with `/`. */
  readonly prefix: string;
  /** `null`: there is no folder of this name on that side. */
  readonly before: string | null;
  readonly after: string | null;
}

type Folder = ReadonlyMap<string, TreeFile>;

const noFolder: Folder = new Map();
const folderMode = "40000";

function compare(
  pair: FolderPair,
  folders: ReadonlyMap<string, Folder>,
  found: TreeDifference[],
  deeper: FolderPair[],
): void {
  const [before, after] = [pair.before, pair.after].map(
    (id) => (id === null ? null : folders.get(id)) ?? noFolder,
  );
  if (before === undefined || after === undefined) return;
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null];
    if (was?.id === is?.id && was?.mode === is?.mode) continue;
    const [wasFolder, isFolder] = [was?.mode === folderMode, is?.mode === folderMode];
    const path = `${pair.prefix}${name}`;
    if (wasFolder || isFolder)
      deeper.push({
        prefix: `${path}/`,
        before: wasFolder && was !== null ? was.id : null,
        after: isFolder && is !== null ? is.id : null,
      });
    const [fileBefore, fileAfter] = [wasFolder ? null : was, isFolder ? null : is];
    if (fileBefore !== null || fileAfter !== null) found.push({ path, before: fileBefore, after: fileAfter });
  }
}

/** Folders by id; `null` where one of them cannot be told apart by text. Throws {@link GitError} where one is not there. */
async function readFolders(
  repository: Repository,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Folder> | null> {
  const unique = [...new Set(ids)];
  const objects = await repository.objects.read(unique);
  const folders = new Map<string, Folder>();
  for (const [index, id] of unique.entries()) {
    const object = objects[index];
    if (object?.kind !== "found")
      throw new GitError(
        "missing-object",
        `${JSON.stringify(repository.path)} does not hold the tree ${id}. Fetch what is missing: git fetch --refetch --no-filter.`,
      );
    const folder = object.content === null ? null : parseFolder(Buffer.from(object.content), id.length / 2);
    if (folder === null) return null;
    folders.set(id, folder);
  }
  return folders;
}

/** `mode SP name NUL id`, again and again, the id as bytes. */
function parseFolder(bytes: Buffer, idBytes: number): Folder | null {
  if (!isUtf8Names(bytes, idBytes)) return null;
  const folder = new Map<string, TreeFile>();
  for (let start = 0; start < bytes.length; ) {
    const space = bytes.indexOf(0x20, start);
    const end = bytes.indexOf(0, space);
    const id = bytes.toString("hex", end + 1, end + 1 + idBytes);
    folder.set(bytes.toString("utf8", space + 1, end), { mode: bytes.toString("latin1", start, space), id });
    start = end + 1 + idBytes;
  }
  return folder;
}

function isUtf8Names(bytes: Buffer, idBytes: number): boolean {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return false;
    start = end + 1 + idBytes;
  }
  return true;
}
