import { timestamp } from "../json/basic.ts";
import { announce, announcePull } from "../world/announce.ts";
import { baseTipOf, commitOf, markMerged, mergeCommitOf } from "../world/merging.ts";
import { moveBranch, requestSuite } from "../world/pushes.ts";
import type { Account, MergeGroup, Repository } from "../world/types.ts";
import { setRef } from "../world/world.ts";
import { type ActContext, type Doer, type PullName, pullNamed } from "./context.ts";

/** The merge queue: groups are built one on the other, each as a branch that only the queue writes. */
export function queueActs({ world }: ActContext) {
  const announceGroup = (
    repository: Repository,
    group: MergeGroup,
    action: string,
    by: Account,
    more: Readonly<Record<string, unknown>> = {},
  ): void => {
    const commit = commitOf(repository, group.head);
    announce(world, repository, "merge_group", action, by, {
      merge_group: {
        head_sha: group.head,
        head_ref: group.headRef,
        base_sha: group.base,
        base_ref: group.baseRef,
        head_commit: {
          id: commit.sha,
          tree_id: commit.tree,
          message: commit.message,
          timestamp: timestamp(commit.at * 1000),
          author: commit.author,
          committer: commit.committer,
        },
      },
      ...more,
    });
  };
  const groupAt = (given: {
    readonly repository: string;
    readonly head: string;
  }): { readonly repository: Repository; readonly group: MergeGroup } => {
    const repository = world.repository(given.repository);
    const group = repository.groups.get(given.head);
    if (group === undefined) throw new Error(`There is no merge group ${given.head}.`);
    return { repository, group };
  };
  /** Takes a group and everything that was built on it away. */
  const remove = (
    repository: Repository,
    group: MergeGroup,
    by: Account,
    reason: "merged" | "invalidated" | "dequeued",
  ): void => {
    repository.groups.delete(group.head);
    setRef(repository, group.headRef, null);
    announceGroup(repository, group, "destroyed", by, { reason });
  };
  return {
    /** "Merge when ready". */
    enqueue: (given: PullName & Doer) => {
      const pull = pullNamed(world, given);
      const { repository } = pull;
      const by = world.account(given.by);
      const before = [...repository.groups.values()].findLast(
        ({ baseRef }) => baseRef === `refs/heads/${pull.base.ref}`,
      );
      const base = before?.head ?? baseTipOf(pull);
      const head = mergeCommitOf(world, pull, base, "merge", by).sha;
      const headRef = `refs/heads/gh-readonly-queue/${pull.base.ref}/pr-${pull.number}-${base}`;
      const group = {
        head,
        headRef,
        base,
        baseRef: `refs/heads/${pull.base.ref}`,
        pulls: [...(before?.pulls ?? []), pull.number],
      };
      announcePull(world, pull, "enqueued", by);
      repository.groups.set(head, group);
      setRef(repository, headRef, head);
      requestSuite(world, repository, head, by);
      announceGroup(repository, group, "checks_requested", by);
      return { head, base, headRef };
    },
    /** All checks are green: the base becomes the group. */
    mergeGroup: (given: { readonly repository: string; readonly head: string }) => {
      const { repository, group } = groupAt(given);
      const queue = world.account("web-flow");
      moveBranch(world, repository, group.baseRef.slice("refs/heads/".length), group.head, queue);
      for (const number of group.pulls) {
        const pull = repository.pulls.get(number);
        if (pull?.state === "open") markMerged(world, pull, queue, group.head);
      }
      for (const one of [...repository.groups.values()])
        if (one.pulls.every((number) => group.pulls.includes(number)))
          remove(repository, one, queue, "merged");
    },
    /** A check has failed, or somebody takes the pull request out: what was built on it goes too. */
    failGroup: (given: {
      readonly repository: string;
      readonly head: string;
      readonly reason?: "invalidated" | "dequeued";
    }) => {
      const { repository, group } = groupAt(given);
      const queue = world.account("web-flow");
      const last = group.pulls.at(-1) ?? 0;
      const pull = repository.pulls.get(last);
      if (pull !== undefined) announcePull(world, pull, "dequeued", queue, { reason: "CI_FAILURE" });
      for (const one of [...repository.groups.values()])
        if (one.pulls.includes(last)) remove(repository, one, queue, given.reason ?? "invalidated");
    },
  };
}
