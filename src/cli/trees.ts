import { readFileSync, statSync } from "node:fs";
import type { EvaluationTrees } from "../app/evaluation/runner.ts";
import type { SourceFile } from "../app/source-file.ts";
import {
  branchPast,
  directoryTree,
  gitTree,
  mergeBase,
  openRepository,
  repositoryPlace,
  resolveRef,
} from "../git/index.ts";
import type { RepositoryIdentity } from "../model/repository-identity.ts";
import type { CallerPaths } from "./caller-paths.ts";
import { UsageError } from "./usage.ts";

export interface Compared {
  readonly trees: EvaluationTrees;
  readonly targetBranch: string | null;
  /** Folders belong to none. */
  readonly repository: RepositoryIdentity | null;
  /** Where the files of the head stand, if it is checked out. */
  readonly headFolder: string;
  readonly close: () => void;
}

/**
 * What `--base` and `--head` name: two folders, or two refs of the repository. Refs are compared as `git diff
 * base...head` does: from the merge base to the head; the tip of the base says what is in force.
 */
export async function openCompared(
  base: string,
  head: string,
  repository: string | null,
  paths: CallerPaths,
): Promise<Compared> {
  const folders = [base, head].filter((name) => repository === null && isFolder(paths.resolve(name)));
  if (folders.length === 2) return openFolders(base, head, paths);
  if (folders.length === 1) {
    const other = folders[0] === base ? `--head ${head}` : `--base ${base}`;
    throw new UsageError(
      `${folders[0]} is a folder and ${other} is none: give two folders, or two refs and --repo.`,
    );
  }
  return openRefs(base, head, paths.resolve(repository ?? "."));
}

async function openFolders(base: string, head: string, paths: CallerPaths): Promise<Compared> {
  const [before, after] = await Promise.all([openFolder(base, paths), openFolder(head, paths)]);
  return {
    trees: { base: before, head: after, tip: null },
    targetBranch: null,
    repository: null,
    headFolder: paths.resolve(head),
    close: () => undefined,
  };
}

/** A folder as a tree, called as the caller wrote it. Throws {@link UsageError} where there is none. */
export async function openFolder(name: string, paths: CallerPaths) {
  const path = paths.resolve(name);
  if (!isFolder(path)) throw new UsageError(`${JSON.stringify(name)} is no folder (looked at ${path}).`);
  return { ...(await directoryTree(path)), label: name };
}

async function openRefs(base: string, head: string, path: string): Promise<Compared> {
  const repository = await openRepository(path);
  try {
    const [tip, after] = await Promise.all([resolveRef(repository, base), resolveRef(repository, head)]);
    const [fork, place] = await Promise.all([mergeBase(repository, tip, after), repositoryPlace(repository)]);
    const [baseTree, headTree, tipTree] = await Promise.all([
      gitTree(repository, fork.commit, base),
      gitTree(repository, after, head),
      fork.commit === tip ? null : gitTree(repository, tip, base),
    ]);
    const trees = { base: baseTree, head: headTree, tip: tipTree, past: branchPast(repository, tip) };
    const targetBranch = branchName(base);
    return {
      trees,
      targetBranch,
      repository: { key: place.folder, name: place.name },
      headFolder: path,
      close: () => repository.close(),
    };
  } catch (error) {
    repository.close();
    throw error;
  }
}

/** `origin/main` and `refs/heads/main` are both the branch `main`; a commit id is no branch. */
function branchName(ref: string): string | null {
  if (/^[0-9a-f]{7,64}$/.test(ref)) return null;
  return ref.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, "").replace(/^origin\//, "");
}

/** A file that an option names. Throws {@link UsageError} where it cannot be read. */
export function readNamedFile(option: string, name: string | null, paths: CallerPaths): SourceFile | null {
  if (name === null) return null;
  try {
    return { path: name, text: readFileSync(paths.resolve(name), "utf8") };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`--${option} ${JSON.stringify(name)} cannot be read: ${reason}`, { cause });
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
