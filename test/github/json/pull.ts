import { createHash } from "node:crypto";
import { changesOf } from "../git/changes.ts";
import type { Account, Pull, Repository } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { type JsonBody, nodeId, simpleUser, teamWithParent, timestamp } from "./basic.ts";
import { pullRepository, repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

export function labelBody(world: World, repository: Repository, name: string): JsonBody {
  const id = Number.parseInt(
    createHash("sha1").update(`${repository.id}/${name}`).digest("hex").slice(0, 8),
    16,
  );
  return {
    id,
    node_id: nodeId("LA", id),
    url: `${repositoryUrl(world, repository)}/labels/${encodeURIComponent(name)}`,
    name,
    color: "ededed",
    default: false,
    description: null,
  };
}

/** OWNER, MEMBER, COLLABORATOR, CONTRIBUTOR or NONE. */
export function association(repository: Repository, account: Account): string {
  if (repository.owner.id === account.id) return "OWNER";
  if (repository.organisation?.members.has(account.id) === true) return "MEMBER";
  return repository.collaborators.has(account.id) ? "COLLABORATOR" : "NONE";
}

function side(world: World, repository: Repository, ref: string, sha: string): JsonBody {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: simpleUser(world, repository.owner),
    repo: pullRepository(world, repository),
  };
}

/** As lists have it, without anything that has to be counted. */
export function simplePull(world: World, pull: Pull): JsonBody {
  const { repository } = pull;
  const url = `${repositoryUrl(world, repository)}/pulls/${pull.number}`;
  const issue = `${repositoryUrl(world, repository)}/issues/${pull.number}`;
  const html = pullHtmlUrl(world, pull);
  const statuses = `${repositoryUrl(world, repository)}/statuses/${pull.head.sha}`;
  const comment = `${repositoryUrl(world, repository)}/pulls/comments{/number}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: comment,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    active_lock_reason: null,
    title: pull.title,
    user: simpleUser(world, pull.author),
    body: pull.body,
    labels: pull.labels.map((name) => labelBody(world, repository, name)),
    milestone: null,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: pull.closedAt === null ? null : timestamp(pull.closedAt),
    merged_at: pull.mergedAt === null ? null : timestamp(pull.mergedAt),
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [...pull.requestedUsers].flatMap((id) => {
      const account = world.accounts.get(id);
      return account === undefined ? [] : [simpleUser(world, account)];
    }),
    requested_teams: [...pull.requestedTeams].map((team) => teamWithParent(world, team)),
    head: side(world, pull.head.repository, pull.head.ref, pull.head.sha),
    base: side(world, repository, pull.base.ref, pull.base.sha),
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: comment },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: association(repository, pull.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

/** A pull request that is asked for by itself, and that of its own webhooks. */
export function pullBody(world: World, pull: Pull): JsonBody {
  const { repository } = pull;
  const base = repository.commits.mergeBase(pull.base.sha, pull.head.sha);
  const changes = changesOf(repository, base, pull.head.sha);
  const lines = (key: "additions" | "deletions"): number => changes.reduce((sum, file) => sum + file[key], 0);
  return {
    ...simplePull(world, pull),
    merged: pull.mergedAt !== null,
    mergeable: pull.state === "open" ? true : null,
    rebaseable: pull.state === "open" ? true : null,
    mergeable_state: pull.draft ? "draft" : pull.state === "open" ? "clean" : "unknown",
    merged_by: pull.mergedBy === null ? null : simpleUser(world, pull.mergedBy),
    comments: [...repository.comments.values()].filter((comment) => comment.pull === pull).length,
    review_comments: pull.reviews.reduce((sum, review) => sum + review.comments.length, 0),
    maintainer_can_modify: false,
    commits: repository.commits.between(pull.base.sha, pull.head.sha).length,
    additions: lines("additions"),
    deletions: lines("deletions"),
    changed_files: changes.length,
  };
}

export function pullHtmlUrl(world: World, pull: Pull): string {
  return `${repositoryHtmlUrl(world, pull.repository)}/pull/${pull.number}`;
}

export function pullUrl(world: World, pull: Pull): string {
  return `${repositoryUrl(world, pull.repository)}/pulls/${pull.number}`;
}
