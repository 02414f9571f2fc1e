import { nodeId } from "../json/basic.ts";
import { labelBody } from "../json/pull.ts";
import { announcePull } from "../world/announce.ts";
import { addCommit, type CommitSpec, commitOn, filesWith, github, signatureOf } from "../world/commits.ts";
import {
  baseTipOf,
  closePull,
  filesMerged,
  type MergeMethod,
  markMerged,
  mergeCommitOf,
  replay,
} from "../world/merging.ts";
import { moveBranch, requestSuite } from "../world/pushes.ts";
import { tipOf } from "../world/refs.ts";
import type { Pull } from "../world/types.ts";
import { setRef } from "../world/world.ts";
import { type ActContext, type Doer, type PullName, pullNamed } from "./context.ts";

export interface OpenPullSpec extends Doer {
  readonly repository: string;
  readonly title?: string;
  readonly body?: string;
  /** Branch; made, if there are commits for it. Counted where it is left out. */
  readonly head?: string;
  readonly base?: string;
  readonly draft?: boolean;
  /** One commit with these files, */
  readonly files?: CommitSpec["files"];
  /** or several. */
  readonly commits?: readonly CommitSpec[];
  /** The repository that the branch is in, where it is a fork. */
  readonly headRepository?: string;
  readonly labels?: readonly string[];
}

/** Pull requests from opening to merging. */
export function pullActs({ world }: ActContext) {
  const announced = (
    name: PullName & Doer,
    action: string,
    more: Readonly<Record<string, unknown>> = {},
  ): void => {
    announcePull(world, pullNamed(world, name), action, world.account(name.by), more);
  };
  return {
    openPull: (given: OpenPullSpec) => {
      const pull = opened(given);
      return { number: pull.number, head: pull.head.sha, id: nodeId("PR", pull.id) };
    },
    editPull: (given: PullName & Doer & { readonly title?: string; readonly body?: string }) => {
      const pull = pullNamed(world, given);
      const from = { title: { from: pull.title }, body: { from: pull.body ?? "" } };
      pull.title = given.title ?? pull.title;
      pull.body = given.body ?? pull.body;
      pull.updatedAt = world.now();
      const { title, body } = given;
      announced(given, "edited", {
        changes: {
          ...(title === undefined ? {} : { title: from.title }),
          ...(body === undefined ? {} : { body: from.body }),
        },
      });
    },
    retarget: (given: PullName & Doer & { readonly base: string }) => {
      const pull = pullNamed(world, given);
      const tip = tipOf(pull.repository, given.base);
      if (tip === null) throw new Error(`There is no branch ${given.base}.`);
      const from = { ref: { from: pull.base.ref }, sha: { from: pull.base.sha } };
      pull.base.ref = given.base;
      pull.base.sha = tip;
      pull.updatedAt = world.now();
      announced(given, "edited", { changes: { base: from } });
    },
    setDraft: (given: PullName & Doer & { readonly draft: boolean }) => {
      const pull = pullNamed(world, given);
      pull.draft = given.draft;
      pull.updatedAt = world.now();
      announced(given, given.draft ? "converted_to_draft" : "ready_for_review");
    },
    closePull: (given: PullName & Doer) => {
      closePull(world, pullNamed(world, given), world.account(given.by));
    },
    reopenPull: (given: PullName & Doer) => {
      const pull = pullNamed(world, given);
      pull.state = "open";
      pull.closedAt = null;
      pull.updatedAt = world.now();
      announced(given, "reopened");
    },
    label: (given: PullName & Doer & { readonly label: string }) => {
      const pull = pullNamed(world, given);
      if (!pull.labels.includes(given.label)) pull.labels.push(given.label);
      announced(given, "labeled", { label: labelBody(world, pull.repository, given.label) });
    },
    unlabel: (given: PullName & Doer & { readonly label: string }) => {
      const pull = pullNamed(world, given);
      const place = pull.labels.indexOf(given.label);
      if (place >= 0) pull.labels.splice(place, 1);
      announced(given, "unlabeled", { label: labelBody(world, pull.repository, given.label) });
    },
    /** Nobody is asked whether all checks are green: that is the ruleset's to say, on GitHub. */
    mergePull: (given: PullName & Doer & { readonly method?: MergeMethod }) => {
      const pull = pullNamed(world, given);
      const by = world.account(given.by);
      const commit = mergeCommitOf(world, pull, baseTipOf(pull), given.method ?? "merge", by);
      moveBranch(world, pull.repository, pull.base.ref, commit.sha, by);
      if (pull.state === "open") markMerged(world, pull, by, commit.sha);
      return { commit: commit.sha };
    },
    /** The button "Update branch": a merge of base, or a rebase, made by GitHub for somebody. */
    updateBranch: (given: PullName & Doer & { readonly method?: "merge" | "rebase" }) => {
      const pull = pullNamed(world, given);
      const { repository } = pull.head;
      const by = world.account(given.by);
      const tip = baseTipOf(pull);
      const after =
        given.method === "rebase"
          ? replay(repository, repository.commits.between(tip, pull.head.sha), tip)
          : addCommit(repository, {
              parents: [pull.head.sha, tip],
              files: filesMerged(repository, tip, pull.head.sha),
              message: `Merge branch '${pull.base.ref}' into ${pull.head.ref}`,
              author: signatureOf(world, given.by),
              committer: github,
              onWeb: true,
            });
      moveBranch(world, repository, pull.head.ref, after.sha, by);
      return { head: after.sha };
    },
    /** As a person merges base on a laptop. With `files` it is more than the automatic merge. */
    mergeBase: (given: PullName & Doer & { readonly files?: CommitSpec["files"] }) => {
      const pull = pullNamed(world, given);
      const { repository } = pull.head;
      const by = world.account(given.by);
      const tip = baseTipOf(pull);
      const who = signatureOf(world, given.by);
      const merged = addCommit(repository, {
        parents: [pull.head.sha, tip],
        files: filesWith(repository, filesMerged(repository, tip, pull.head.sha), given.files ?? {}),
        message: `Merge branch '${pull.base.ref}'`,
        author: who,
        committer: who,
        onWeb: false,
      });
      moveBranch(world, repository, pull.head.ref, merged.sha, by);
      return { head: merged.sha };
    },
  };

  function opened(given: OpenPullSpec): Pull {
    const repository = world.repository(given.repository);
    const by = world.account(given.by);
    const headRepository =
      given.headRepository === undefined ? repository : world.repository(given.headRepository);
    const number = repository.nextNumber;
    const ref = given.head ?? `change-${number}`;
    const baseRef = given.base ?? repository.defaultBranch;
    const baseTip = tipOf(repository, baseRef);
    if (baseTip === null) throw new Error(`There is no branch ${baseRef}.`);
    const commits =
      given.commits ??
      (given.files === undefined ? [] : [{ files: given.files, message: given.title ?? "Change" }]);
    const start = tipOf(headRepository, ref) ?? baseTip;
    const head = commits.reduce((tip, spec) => commitOn(world, headRepository, [tip], by, spec).sha, start);
    if (head === baseTip) throw new Error(`No commits between ${baseRef} and ${ref}.`);
    repository.nextNumber += 1;
    moveBranch(world, headRepository, ref, head, by);
    const now = world.now();
    const pull: Pull = {
      id: world.nextId("pull"),
      number,
      repository,
      author: by,
      title: given.title ?? `Change ${number}`,
      body: given.body ?? null,
      state: "open",
      draft: given.draft ?? false,
      mergedAt: null,
      mergedBy: null,
      mergeCommit: null,
      head: { repository: headRepository, ref, sha: head },
      base: { ref: baseRef, sha: baseTip },
      labels: [...(given.labels ?? [])],
      requestedUsers: new Set(),
      requestedTeams: new Set(),
      reviews: [],
      createdAt: now,
      updatedAt: now,
      closedAt: null,
    };
    repository.pulls.set(number, pull);
    setRef(repository, `refs/pull/${number}/head`, head);
    if (headRepository !== repository) requestSuite(world, repository, head, by);
    announcePull(world, pull, "opened", by);
    return pull;
  }
}
