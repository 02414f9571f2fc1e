import { nodeId, timestamp } from "../json/basic.ts";
import { type Caller, maySee } from "../server/answer.ts";
import type { Repository } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { actorNode, type Node, organisationNamed } from "./actors.ts";
import { pullNode } from "./pull-nodes.ts";
import { repositoryNode } from "./repository-nodes.ts";
import { forbidden, Unanswered } from "./unanswered.ts";

/** The fields of `Query`, for one caller. */
export function rootOf(world: World, caller: Caller): Node {
  const byId = ({ id }: { readonly id: string }): Node | null => {
    const found = findNode(world, caller, id);
    if (found === null)
      throw new Unanswered("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
    return found;
  };
  return {
    id: "root",
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const repository = world.findRepository(owner, name);
      if (repository === null || !maySee(caller, repository))
        throw new Unanswered(
          "NOT_FOUND",
          `Could not resolve to a Repository with the name '${owner}/${name}'.`,
        );
      return repositoryNode({ world, caller, repository });
    },
    node: byId,
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => byId({ id })),
    organization: ({ login }: { readonly login: string }) => organisationNamed(world, caller, login),
    user: ({ login }: { readonly login: string }) => {
      const account = world.findAccount(login);
      if (account?.type !== "User")
        throw new Unanswered("NOT_FOUND", `Could not resolve to a User with the login of '${login}'.`);
      return actorNode(world, account);
    },
    viewer: () => {
      if (caller.kind !== "user") throw forbidden();
      return actorNode(world, caller.account);
    },
    rateLimit: () => ({
      cost: 1,
      limit: 5_000,
      nodeCount: 0,
      remaining: 4_999,
      resetAt: timestamp(world.now() + 3_600_000),
      used: 1,
    }),
  };
}

/** Repositories and pull requests can be asked for by their id. */
function findNode(world: World, caller: Caller, id: string): Node | null {
  const visible = [...world.repositories.values()].filter((repository: Repository) =>
    maySee(caller, repository),
  );
  for (const repository of visible) {
    const context = { world, caller, repository };
    if (nodeId("R", repository.id) === id) return repositoryNode(context);
    for (const pull of repository.pulls.values())
      if (nodeId("PR", pull.id) === id) return pullNode(context, pull);
  }
  return null;
}
