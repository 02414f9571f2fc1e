import type { Comment, Pull, Review, ReviewComment } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { integration, type JsonBody, nodeId, simpleUser, timestamp } from "./basic.ts";
import { association, pullHtmlUrl, pullUrl, simplePull } from "./pull.ts";
import { repositoryUrl } from "./repository.ts";

export function reviewBody(world: World, pull: Pull, review: Review): JsonBody {
  const html = `${pullHtmlUrl(world, pull)}#pullrequestreview-${review.id}`;
  const url = pullUrl(world, pull);
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: simpleUser(world, review.by),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: url,
    author_association: association(pull.repository, review.by),
    _links: { html: { href: html }, pull_request: { href: url } },
    submitted_at: timestamp(review.submittedAt),
    commit_id: review.commit,
  };
}

export function reviewCommentBody(
  world: World,
  pull: Pull,
  review: Review,
  comment: ReviewComment,
): JsonBody {
  const url = `${repositoryUrl(world, pull.repository)}/pulls/comments/${comment.id}`;
  const html = `${pullHtmlUrl(world, pull)}#discussion_r${comment.id}`;
  return {
    id: comment.id,
    node_id: nodeId("PRRC", comment.id),
    url,
    pull_request_review_id: review.id,
    diff_hunk: "@@",
    path: comment.path,
    position: 1,
    original_position: 1,
    commit_id: pull.head.sha,
    original_commit_id: review.commit,
    user: simpleUser(world, review.by),
    body: comment.body,
    created_at: timestamp(review.submittedAt),
    updated_at: timestamp(review.submittedAt),
    html_url: html,
    pull_request_url: pullUrl(world, pull),
    author_association: association(pull.repository, review.by),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pullUrl(world, pull) } },
    start_line: comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startLine === null ? null : "RIGHT",
    line: comment.line,
    original_line: comment.line,
    side: "RIGHT",
    subject_type: "line",
    reactions: noReactions(`${url}/reactions`),
  };
}

function noReactions(url: string): JsonBody {
  return {
    url,
    total_count: 0,
    "+1": 0,
    "-1": 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  };
}

export function commentBody(world: World, comment: Comment): JsonBody {
  const { repository, number } = comment.pull;
  const url = `${repositoryUrl(world, repository)}/issues/comments/${comment.id}`;
  const counts: Record<string, number> = {};
  for (const { content } of comment.reactions) counts[content] = (counts[content] ?? 0) + 1;
  return {
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    url,
    html_url: `${pullHtmlUrl(world, comment.pull)}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(world, repository)}/issues/${number}`,
    user: simpleUser(world, comment.by),
    body: comment.body,
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: association(repository, comment.by),
    performed_via_github_app: comment.viaApp ? integration(world, world.app) : null,
    reactions: { ...noReactions(`${url}/reactions`), ...counts, total_count: comment.reactions.length },
  };
}

/** A pull request is an issue as well; webhooks about its comments tell it so. */
export function issueBody(world: World, pull: Pull): JsonBody {
  const { repository } = pull;
  const url = `${repositoryUrl(world, repository)}/issues/${pull.number}`;
  const simple = simplePull(world, pull);
  const html = pullHtmlUrl(world, pull);
  return {
    url,
    repository_url: repositoryUrl(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: html,
    id: pull.id + 1,
    node_id: nodeId("PR", pull.id),
    number: pull.number,
    title: pull.title,
    user: simple["user"],
    labels: simple["labels"],
    state: pull.state,
    state_reason: null,
    locked: false,
    active_lock_reason: null,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: [...repository.comments.values()].filter((comment) => comment.pull === pull).length,
    created_at: simple["created_at"],
    updated_at: simple["updated_at"],
    closed_at: simple["closed_at"],
    author_association: simple["author_association"],
    performed_via_github_app: null,
    draft: pull.draft,
    body: pull.body,
    reactions: noReactions(`${url}/reactions`),
    pull_request: {
      url: simple["url"],
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: simple["merged_at"],
    },
  };
}
