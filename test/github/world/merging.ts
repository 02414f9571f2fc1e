import type { Commit } from "../git/commits.ts";
import { announcePull } from "./announce.ts";
import { addCommit, github, mergedFiles, signatureOf } from "./commits.ts";
import { tipOf } from "./refs.ts";
import type { Account, Pull, Repository } from "./types.ts";
import type { World } from "./world.ts";

export const mergeMethods = ["merge", "squash", "rebase"] as const;
export type MergeMethod = (typeof mergeMethods)[number];

/** The commit that `onto` becomes when a pull request is merged that way. Moves nothing. */
export function mergeCommitOf(
  world: World,
  pull: Pull,
  onto: string,
  method: MergeMethod,
  by: Account,
): Commit {
  const { repository } = pull;
  const commits = repository.commits.between(onto, pull.head.sha);
  if (method === "rebase") return replay(repository, commits, onto);
  const merged = filesMerged(repository, pull.head.sha, onto);
  const title = `${pull.title} (#${pull.number})`;
  return addCommit(repository, {
    parents: method === "squash" ? [onto] : [onto, pull.head.sha],
    files: merged,
    message:
      method === "squash"
        ? title
        : `Merge pull request #${pull.number} from ${pull.head.ref}\n\n${pull.title}`,
    author: signatureOf(world, (method === "squash" ? pull.author : by).login),
    committer: github,
    onWeb: true,
  });
}

/** The commits again, one after the other, on another one. */
export function replay(repository: Repository, commits: readonly Commit[], onto: string): Commit {
  let tip = commitOf(repository, onto);
  for (const commit of commits) {
    if (commit.parents.length > 1) continue;
    const before = repository.commits.get(commit.parents[0] ?? "");
    const files = mergedFiles(before?.files ?? new Map(), commit.files, tip.files);
    const { author, message } = commit;
    tip = addCommit(repository, {
      parents: [tip.sha],
      files,
      message,
      author,
      committer: github,
      onWeb: false,
    });
  }
  return tip;
}

export function filesMerged(repository: Repository, head: string, onto: string): Commit["files"] {
  const base = repository.commits.mergeBase(onto, head);
  const before = base === null ? undefined : repository.commits.get(base)?.files;
  return mergedFiles(before ?? new Map(), commitOf(repository, head).files, commitOf(repository, onto).files);
}

export function commitOf(repository: Repository, sha: string): Commit {
  const found = repository.commits.get(sha);
  if (found === null)
    throw new Error(`There is no commit ${sha} in ${repository.owner.login}/${repository.name}.`);
  return found;
}

export function baseTipOf(pull: Pull): string {
  const tip = tipOf(pull.repository, pull.base.ref);
  if (tip === null) throw new Error(`There is no branch ${pull.base.ref} any more.`);
  return tip;
}

export function closePull(world: World, pull: Pull, by: Account): void {
  pull.state = "closed";
  pull.closedAt = world.now();
  pull.updatedAt = world.now();
  announcePull(world, pull, "closed", by);
}

export function markMerged(world: World, pull: Pull, by: Account, commit: string): void {
  const now = world.now();
  pull.state = "closed";
  pull.mergedAt = now;
  pull.closedAt = now;
  pull.updatedAt = now;
  pull.mergedBy = by;
  pull.mergeCommit = commit;
  announcePull(world, pull, "closed", by);
}
