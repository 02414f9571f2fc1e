import { changesOf } from "../git/changes.ts";
import { nodeId, timestamp } from "../json/basic.ts";
import { association, labelBody, pullHtmlUrl } from "../json/pull.ts";
import { accountAccess } from "../world/teams.ts";
import type { Pull, Review } from "../world/types.ts";
import { actorNode, type Node, teamNode } from "./actors.ts";
import { connection, type PageArguments } from "./connection.ts";
import { commitNode, type GitContext } from "./git-nodes.ts";
import { refNode, repositoryNode } from "./repository-nodes.ts";

/** `databaseId` ends at 31 bits: beyond them GitHub gives none. */
const databaseIdMax = 2 ** 31 - 1;

function ids(prefix: string, id: number): Node {
  return { id: nodeId(prefix, id), databaseId: id > databaseIdMax ? null : id, fullDatabaseId: String(id) };
}

/** GitHub shows at most so many commits of a pull request. */
const commitsMax = 250;

export function pullNode(context: GitContext, pull: Pull): Node {
  const { world, caller, repository } = context;
  const of = (shown: GitContext["repository"]): GitContext => ({ world, caller, repository: shown });
  const changes = (): ReturnType<typeof changesOf> =>
    changesOf(repository, repository.commits.mergeBase(pull.base.sha, pull.head.sha), pull.head.sha);
  const sum = (key: "additions" | "deletions"): number =>
    changes().reduce((total, file) => total + file[key], 0);
  return {
    __typename: "PullRequest",
    ...ids("PR", pull.id),
    number: pull.number,
    title: pull.title,
    body: pull.body ?? "",
    state: pull.mergedAt !== null ? "MERGED" : pull.state.toUpperCase(),
    isDraft: pull.draft,
    merged: pull.mergedAt !== null,
    mergedAt: pull.mergedAt === null ? null : timestamp(pull.mergedAt),
    mergedBy: () => (pull.mergedBy === null ? null : actorNode(world, pull.mergedBy)),
    closed: pull.state === "closed",
    author: () => actorNode(world, pull.author),
    authorAssociation: association(repository, pull.author),
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    headRef: () => refNode(of(pull.head.repository), `refs/heads/${pull.head.ref}`),
    headRepository: () => repositoryNode(of(pull.head.repository)),
    isCrossRepository: pull.head.repository !== repository,
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    baseRef: () => refNode(context, `refs/heads/${pull.base.ref}`),
    baseRepository: () => repositoryNode(context),
    repository: () => repositoryNode(context),
    labels: (given: PageArguments & Node) =>
      connection(
        "labels",
        pull.labels,
        given,
        (name) => ({ ...labelBody(world, repository, name), id: name }),
        ["orderBy"],
      ),
    commits: (given: PageArguments & Node) => commitsOf(context, pull, given),
    reviews: (given: PageArguments & Node) => reviewsOf(context, pull, given),
    reviewRequests: (given: PageArguments & Node) => requestsOf(context, pull, given),
    comments: (given: PageArguments & Node) => commentsOf(context, pull, given),
    mergeCommit: () => {
      const commit = pull.mergeCommit === null ? null : repository.commits.get(pull.mergeCommit);
      return commit === null ? null : commitNode(context, commit);
    },
    mergeable: "MERGEABLE",
    createdAt: timestamp(pull.createdAt),
    updatedAt: timestamp(pull.updatedAt),
    changedFiles: () => changes().length,
    additions: () => sum("additions"),
    deletions: () => sum("deletions"),
    url: pullHtmlUrl(world, pull),
  };
}

function commitsOf(context: GitContext, pull: Pull, given: PageArguments & Node): Node {
  const all = context.repository.commits.between(pull.base.sha, pull.head.sha);
  const shown = connection("commits", all.slice(0, commitsMax), given, (commit) => ({
    id: nodeId("PURC", commit.at),
    commit: commitNode(context, commit),
    pullRequest: () => pullNode(context, pull),
  }));
  return { ...shown, totalCount: all.length };
}

function reviewsOf(context: GitContext, pull: Pull, given: PageArguments & Node): Node {
  const { states, author } = given;
  const fitting = pull.reviews
    .filter((review) => !Array.isArray(states) || states.includes(review.state))
    .filter((review) => typeof author !== "string" || review.by.login === author);
  return connection("reviews", fitting, given, (review) => reviewNode(context, pull, review), [
    "states",
    "author",
  ]);
}

function reviewNode(context: GitContext, pull: Pull, review: Review): Node {
  const access = accountAccess(pull.repository, review.by);
  return {
    ...ids("PRR", review.id),
    author: actorNode(context.world, review.by),
    authorAssociation: association(pull.repository, review.by),
    authorCanPushToRepository: access !== null && access !== "pull" && access !== "triage",
    state: review.state,
    body: review.body,
    commit: () => {
      const commit = context.repository.commits.get(review.commit);
      return commit === null ? null : commitNode(context, commit);
    },
    createdAt: timestamp(review.submittedAt),
    submittedAt: timestamp(review.submittedAt),
    updatedAt: timestamp(review.submittedAt),
    url: `${pullHtmlUrl(context.world, pull)}#pullrequestreview-${review.id}`,
  };
}

function requestsOf({ world, caller }: GitContext, pull: Pull, given: PageArguments & Node): Node {
  const users = [...pull.requestedUsers].flatMap((id) => world.accounts.get(id) ?? []);
  const reviewers = [
    ...users.map((user) => ({ id: user.id, node: () => actorNode(world, user) })),
    ...[...pull.requestedTeams].map((team) => ({ id: team.id, node: () => teamNode(world, caller, team) })),
  ];
  return connection("reviewRequests", reviewers, given, ({ id, node }) => ({
    id: nodeId("RR", id),
    databaseId: id,
    asCodeOwner: false,
    requestedReviewer: node,
  }));
}

function commentsOf({ world, repository }: GitContext, pull: Pull, given: PageArguments & Node): Node {
  const comments = [...repository.comments.values()].filter((comment) => comment.pull === pull);
  return connection("comments", comments, given, (comment) => ({
    ...ids("IC", comment.id),
    author: actorNode(world, comment.by),
    body: comment.body,
    createdAt: timestamp(comment.createdAt),
    updatedAt: timestamp(comment.updatedAt),
    url: `${pullHtmlUrl(world, pull)}#issuecomment-${comment.id}`,
  }));
}
