import { isFile, type Tree, type TreeEntry } from "../model/tree.ts";
import { GitError } from "./git-error.ts";
import { completeClone, failureOf } from "./git-process.ts";
import type { GitObject } from "./object-stream.ts";
import { answerBytesMax } from "./reading.ts";
import type { Repository } from "./repository.ts";
import { parseListing } from "./tree-listing.ts";

/** Objects asked for at once: few enough that {@link answerBytesMax} is overrun by little, enough to keep git busy. */
const objectsPerRequest = 32;

/**
 * One commit as a tree, without a checkout: no filter, attribute or hook sees it. `commit` is an object id, as
 * `resolveRef` returns it; `label` what a person called it. Throws {@link GitError}.
 */
export async function gitTree(repository: Repository, commit: string, label = commit): Promise<Tree> {
  const entries = await readListing(repository, commit);
  await addTargets(repository, entries);
  return { label, commit, entries, read: (paths) => readFiles(repository, entries, paths) };
}

/** What stands in a commit, its links without their targets. Throws {@link GitError}. */
export async function readListing(repository: Repository, commit: string): Promise<Map<string, TreeEntry>> {
  const listing = await repository.run(["ls-tree", "-r", "-z", "--full-tree", commit]);
  if (listing.exitCode !== 0) throw failureOf(repository.path, listing.stderr);
  return parseListing(listing.stdout);
}

/** A partial clone may lack them: its links stay without a target, so that the tree can be listed at all. */
export async function addTargets(
  repository: Repository,
  entries: Map<string, TreeEntry>,
  candidates: Iterable<TreeEntry> = entries.values(),
): Promise<void> {
  const links = [...candidates].filter((entry) => entry.mode === "symlink");
  if (links.length === 0 || (await isPartial(repository))) return;
  const targets = await readBlobs(repository, links);
  for (const link of links) {
    const target = targets.get(link.blob);
    if (target !== undefined)
      entries.set(link.path, { ...link, target: Buffer.from(target).toString("utf8") });
  }
}

async function isPartial(repository: Repository): Promise<boolean> {
  const pattern = "^(extensions\\.partialclone|remote\\..*\\.promisor)$";
  return (await repository.run(["config", "--get-regexp", pattern])).exitCode === 0;
}

/** Contents by path, of those entries that are files. Throws {@link GitError} where one is not there. */
export async function readFiles(
  repository: Repository,
  entries: ReadonlyMap<string, TreeEntry>,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = paths.flatMap((path) => entries.get(path) ?? []).filter(isFile);
  const contents = await readBlobs(repository, wanted);
  const answer = new Map<string, Uint8Array>();
  for (const entry of wanted) {
    const content = contents.get(entry.blob);
    if (content !== undefined) answer.set(entry.path, content);
  }
  return answer;
}

/** Contents by id, as far as {@link answerBytesMax} reaches. Throws {@link GitError} where one is not there. */
export async function readBlobs(
  repository: Repository,
  wanted: readonly TreeEntry[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  const firsts = new Map(wanted.map((entry) => [entry.blob, entry]));
  const entries = [...firsts.values()];
  let bytes = 0;
  for (let start = 0; start < entries.length && bytes < answerBytesMax; start += objectsPerRequest) {
    const asked = entries.slice(start, start + objectsPerRequest);
    const objects = await repository.objects.read(asked.map((entry) => entry.blob));
    for (const [index, entry] of asked.entries()) {
      const content = contentOf(repository, entry, objects[index]);
      if (content === null || bytes + content.length > answerBytesMax) continue;
      bytes += content.length;
      contents.set(entry.blob, content);
    }
  }
  return contents;
}

function contentOf(
  repository: Repository,
  entry: TreeEntry,
  object: GitObject | undefined,
): Uint8Array | null {
  if (object?.kind === "found") return object.content;
  throw new GitError(
    "missing-object",
    `${JSON.stringify(repository.path)} does not hold the content of ${JSON.stringify(entry.path)} (${entry.blob}). ` +
      `It is a partial clone. ${completeClone}`,
  );
}
