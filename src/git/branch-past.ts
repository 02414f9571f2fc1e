import type { BranchPast, PastWant } from "../model/past.ts";
import type { Tree } from "../model/tree.ts";
import { GitError } from "./git-error.ts";
import { failureOf } from "./git-process.ts";
import { gitTree } from "./git-tree.ts";
import type { Repository } from "./repository.ts";
import { type DatedCommit, statesInForce, statesMax } from "./states-in-force.ts";

/** Commits of a branch that are looked at: a hundred a day for a month. */
const commitsMax = 3_000;
/** Paths that tell states apart: more belong to a change that brings back nothing in particular. */
const pathsMax = 2_000;

/**
 * What was in force on a branch whose last commit is `tip`, from a repository that holds its history. Whoever asks about
 * many neighbours gives a cheaper way to their trees.
 */
export function branchPast(
  repository: Repository,
  tip: string,
  treeOf: (commit: string) => Promise<Tree> = (commit) => gitTree(repository, commit),
): BranchPast {
  const trees = new Map<string, Promise<Tree>>();
  return {
    states: async (want) => {
      if (want.paths.length === 0 || want.paths.length > pathsMax) return [];
      const commits = await firstParents(repository, tip);
      return statesInForce(commits, await touchingCommits(repository, tip, commits, want), want);
    },
    tree: (commit) => {
      const known = trees.get(commit) ?? treeOf(commit).then(asFarAsThere);
      trees.set(commit, known);
      return known;
    },
  };
}

/** A partial clone may lack what stood there once: then nothing is proven, and the review goes on without. */
function asFarAsThere(tree: Tree): Tree {
  return {
    ...tree,
    read: async (paths) => {
      try {
        return await tree.read(paths);
      } catch (error) {
        if (error instanceof GitError && error.code === "missing-object") return new Map();
        throw error;
      }
    },
  };
}

/** Newest first. A shallow clone ends where its history does. */
async function firstParents(repository: Repository, tip: string): Promise<readonly DatedCommit[]> {
  const listed = await lines(repository, [
    "rev-list",
    "--first-parent",
    "--timestamp",
    `--max-count=${commitsMax}`,
    tip,
  ]);
  return listed.map((line) => {
    const [seconds, sha = ""] = line.split(" ");
    return { sha, committedAtSeconds: Number(seconds) };
  });
}

/** Those that change one of the paths against their first parent. */
async function touchingCommits(
  repository: Repository,
  tip: string,
  commits: readonly DatedCommit[],
  { paths }: PastWant,
): Promise<ReadonlySet<string>> {
  const oldest = commits.at(-1)?.sha;
  if (oldest === undefined || oldest === tip) return new Set();
  // A path of a tree may hold anything but NUL, also a newline, which ends a line of what git reads.
  const readable = paths.filter((path) => !path.includes("\n"));
  const patterns = readable.map((path) => `:(top,literal)${path}`);
  const input = [tip, `^${oldest}`, "--", ...patterns].join("\n");
  const options = ["--first-parent", `--max-count=${statesMax + 1}`, "--stdin"];
  return new Set(await lines(repository, ["rev-list", ...options], `${input}\n`));
}

async function lines(
  repository: Repository,
  arguments_: readonly string[],
  input?: string,
): Promise<readonly string[]> {
  const output = await repository.run(arguments_, input);
  if (output.exitCode !== 0) throw failureOf(repository.path, output.stderr);
  return output.stdout
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "");
}
