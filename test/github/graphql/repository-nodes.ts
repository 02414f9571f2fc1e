import { nodeId } from "../json/basic.ts";
import { repositoryHtmlUrl } from "../json/repository.ts";
import { maySee } from "../server/answer.ts";
import { resolveCommit } from "../world/refs.ts";
import { rulesetsOver } from "../world/rulesets.ts";
import type { Pull } from "../world/types.ts";
import { fullName } from "../world/world.ts";
import { actorNode, type Node } from "./actors.ts";
import { connection, type PageArguments } from "./connection.ts";
import { commitNode, type GitContext, objectNode } from "./git-nodes.ts";
import { pullNode } from "./pull-nodes.ts";
import { forbidden, Unanswered } from "./unanswered.ts";

export function repositoryNode(context: GitContext): Node | null {
  const { world, caller, repository } = context;
  if (!maySee(caller, repository)) return null;
  return {
    __typename: "Repository",
    id: nodeId("R", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: fullName(repository),
    owner: actorNode(world, repository.owner),
    isPrivate: repository.private,
    isArchived: false,
    isFork: repository.forkOf !== null,
    url: repositoryHtmlUrl(world, repository),
    defaultBranchRef: () => {
      demandRead(context, "contents");
      return refNode(context, `refs/heads/${repository.defaultBranch}`);
    },
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) => {
      demandRead(context, "contents");
      return (
        refNode(context, qualifiedName) ??
        refNode(context, `refs/heads/${qualifiedName}`) ??
        refNode(context, `refs/${qualifiedName}`)
      );
    },
    object: ({ expression, oid }: { readonly expression?: string; readonly oid?: string }) => {
      demandRead(context, "contents");
      const asked = oid ?? expression ?? "";
      const sha = resolveCommit(repository, asked.split(":")[0] ?? "");
      const commit = sha === null ? null : repository.commits.get(sha);
      return commit === null ? null : objectNode(context, asked, commit);
    },
    mergeQueue: ({ branch }: { readonly branch?: string }) => {
      demandRead(context, "merge_queues");
      return queueNode(context, branch ?? repository.defaultBranch);
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      demandRead(context, "pull_requests");
      const pull = repository.pulls.get(number);
      if (pull === undefined)
        throw new Unanswered("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullNode(context, pull);
    },
    pullRequests: (given: PageArguments & Node) => {
      demandRead(context, "pull_requests");
      const pulls = [...repository.pulls.values()]
        .filter((pull) => fits(pull, given))
        .sort(orderOf(given["orderBy"]));
      const followed = ["states", "baseRefName", "headRefName", "orderBy"];
      return connection("pullRequests", pulls, given, (pull) => pullNode(context, pull), followed);
    },
  };
}

/** Each entry stands on the one before. `null`: the branch has no queue. */
function queueNode(context: GitContext, branch: string): Node | null {
  const { repository } = context;
  const demanded = rulesetsOver(repository, branch).some(({ rules }) =>
    rules.some(({ type }) => type === "merge_queue"),
  );
  const groups = [...repository.groups.values()].filter(({ baseRef }) => baseRef === `refs/heads/${branch}`);
  if (!demanded && groups.length === 0) return null;
  const commit = (sha: string): Node | null => {
    const found = repository.commits.get(sha);
    return found === null ? null : commitNode(context, found);
  };
  return {
    id: nodeId("MQ", repository.id),
    url: `${repositoryHtmlUrl(context.world, repository)}/queue/${branch}`,
    entries: (given: PageArguments & Node) =>
      connection("entries", groups, given, (group) => {
        const pull = repository.pulls.get(group.pulls.at(-1) ?? 0);
        return {
          id: nodeId("MQE", pull?.id ?? 0),
          headCommit: () => commit(group.head),
          baseCommit: () => commit(group.base),
          position: groups.indexOf(group) + 1,
          state: "AWAITING_CHECKS",
          pullRequest: () => (pull === undefined ? null : pullNode(context, pull)),
        };
      }),
  };
}

function demandRead({ caller, repository }: GitContext, permission: string): void {
  if (caller.kind !== "installation" || !repository.private) return;
  if (caller.permissions[permission] === undefined) throw forbidden();
}

function fits(pull: Pull, { states, baseRefName, headRefName }: Node): boolean {
  const state = pull.mergedAt !== null ? "MERGED" : pull.state.toUpperCase();
  return (
    (!Array.isArray(states) || states.includes(state)) &&
    (typeof baseRefName !== "string" || pull.base.ref === baseRefName) &&
    (typeof headRefName !== "string" || pull.head.ref === headRefName)
  );
}

function orderOf(order: unknown): (a: Pull, b: Pull) => number {
  const given: Node = typeof order === "object" && order !== null ? { ...order } : {};
  const key = given["field"] === "UPDATED_AT" ? "updatedAt" : "createdAt";
  const sign = given["direction"] === "DESC" ? -1 : 1;
  return (a, b) => (a[key] - b[key] || a.number - b.number) * sign;
}

export function refNode(context: GitContext, name: string): Node | null {
  const { repository } = context;
  const sha = repository.refs.get(name);
  if (sha === undefined) return null;
  const prefix = /^refs\/(?:heads|tags)\//.exec(name)?.[0] ?? "refs/";
  return {
    __typename: "Ref",
    id: nodeId("REF", repository.id),
    name: name.slice(prefix.length),
    prefix,
    target: () => {
      const commit = repository.commits.get(sha);
      return commit === null ? null : commitNode(context, commit);
    },
    associatedPullRequests: (given: PageArguments & Node) => {
      const pulls = [...repository.pulls.values()].filter(
        (pull) =>
          `refs/heads/${pull.head.ref}` === name && pull.head.repository === repository && fits(pull, given),
      );
      return connection("associatedPullRequests", pulls, given, (pull) => pullNode(context, pull), [
        "states",
        "baseRefName",
      ]);
    },
  };
}
