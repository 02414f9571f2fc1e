import { nodeId, simpleUser, timestamp } from "../json/basic.ts";
import { repositoryBody, repositoryUrl } from "../json/repository.ts";
import { invalid, Refusal } from "../server/answer.ts";
import { type Call, type Endpoints, paged, repositoryOf, textField } from "../server/call.ts";
import type { Status } from "../world/check-types.ts";
import { resolveCommit } from "../world/refs.ts";
import type { Repository } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { speaker } from "./comments.ts";

const states = ["error", "failure", "pending", "success"] as const;

export const statusEndpoints: Endpoints = {
  "repos/create-commit-status": {
    need: { permission: "statuses", level: "write" },
    handle: (call) => {
      const repository = repositoryOf(call);
      const sha = call.parameters["sha"] ?? "";
      if (repository.commits.get(sha) === null) throw invalid(`No commit found for SHA: ${sha}`);
      const state = states.find((known) => known === textField(call.body, "state"));
      if (state === undefined) throw invalid("Validation Failed");
      const status: Status = {
        id: call.world.nextId("status"),
        sha,
        context: textField(call.body, "context") ?? "default",
        state,
        description: textField(call.body, "description"),
        targetUrl: textField(call.body, "target_url"),
        by: speaker(call),
        at: call.world.now(),
      };
      repository.statuses.push(status);
      return { status: 201, body: statusBody(call.world, repository, status) };
    },
  },
  "repos/get-combined-status-for-ref": {
    need: { permission: "statuses", level: "read" },
    handle: (call) => combined(call),
  },
};

/** The newest of each context counts. */
function combined(call: Call): {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
} {
  const { world } = call;
  const repository = repositoryOf(call);
  const sha = resolveCommit(repository, call.parameters["ref"] ?? "");
  if (sha === null) throw new Refusal(404, "Not Found");
  const all = repository.statuses.filter((status) => status.sha === sha);
  const newest = [...new Map(all.map((status) => [status.context, status])).values()];
  const page = paged(call, newest);
  const bad = newest.some(({ state }) => state === "error" || state === "failure");
  const pending = newest.length === 0 || newest.some(({ state }) => state === "pending");
  const url = `${repositoryUrl(world, repository)}/commits/${sha}`;
  return {
    status: 200,
    headers: page.headers,
    body: {
      state: bad ? "failure" : pending ? "pending" : "success",
      statuses: page.items.map((status) => {
        const { creator: _creator, ...simple } = statusBody(world, repository, status);
        return simple;
      }),
      sha,
      total_count: newest.length,
      repository: repositoryBody(world, repository),
      commit_url: url,
      url: `${url}/status`,
    },
  };
}

function statusBody(world: World, repository: Repository, status: Status): Readonly<Record<string, unknown>> {
  return {
    url: `${repositoryUrl(world, repository)}/statuses/${status.sha}`,
    avatar_url: `${world.origin}/avatars/u/${status.by.id}`,
    id: status.id,
    node_id: nodeId("SC", status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: timestamp(status.at),
    updated_at: timestamp(status.at),
    creator: simpleUser(world, status.by),
  };
}
