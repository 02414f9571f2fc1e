import { createHash } from "node:crypto";
import { nodeId, timestamp } from "../json/basic.ts";
import { repositoryUrl } from "../json/repository.ts";
import { workflowRunBody } from "../json/workflow-run.ts";
import { notFound } from "../server/answer.ts";
import { type Call, type Endpoints, paged, repositoryOf } from "../server/call.ts";
import type { Repository, WorkflowRun } from "../world/types.ts";
import type { World } from "../world/world.ts";

const read = { permission: "actions", level: "read" } as const;

/** GitHub keeps artifacts for 90 days. */
const keptMs = 90 * 24 * 3_600_000;

export const runEndpoints: Endpoints = {
  "actions/list-workflow-runs-for-repo": {
    need: read,
    handle: (call) => {
      const repository = repositoryOf(call);
      const [head, status] = [call.query.get("head_sha"), call.query.get("status")];
      const runs = [...repository.runs.values()]
        .filter((run) => head === null || run.head === head)
        .filter((run) => status !== "completed" || run.conclusion !== null)
        .toReversed();
      const page = paged(call, runs);
      return {
        status: 200,
        headers: page.headers,
        body: {
          total_count: runs.length,
          workflow_runs: page.items.map((run) => workflowRunBody(call.world, repository, run)),
        },
      };
    },
  },
  "actions/get-workflow-run": {
    need: read,
    handle: (call) => ({ status: 200, body: workflowRunBody(call.world, repositoryOf(call), runOf(call)) }),
  },
  "actions/list-workflow-run-artifacts": {
    need: read,
    handle: (call) => {
      const [repository, run] = [repositoryOf(call), runOf(call)];
      const name = call.query.get("name");
      const artifacts = run.artifacts.filter((artifact) => name === null || artifact.name === name);
      const page = paged(call, artifacts);
      const body = page.items.map((artifact) => artifactBody(call.world, repository, run, artifact));
      return {
        status: 200,
        headers: page.headers,
        body: { total_count: artifacts.length, artifacts: body },
      };
    },
  },
  /** GitHub answers with the address of a store on another host, which wants no token. */
  "actions/download-artifact": {
    need: read,
    handle: (call) => {
      const id = Number(call.parameters["artifact_id"]);
      const found = [...repositoryOf(call).runs.values()]
        .flatMap((run) => run.artifacts)
        .find((one) => one.id === id);
      if (found === undefined || call.parameters["archive_format"] !== "zip") throw notFound();
      const store = call.world.origin.replace("127.0.0.1", "localhost");
      const headers = { location: `${store}/_artifacts/${id}`, "content-type": "text/html" };
      return { status: 302, headers };
    },
  },
};

function runOf(call: Call): WorkflowRun {
  const found = repositoryOf(call).runs.get(Number(call.parameters["run_id"]));
  if (found === undefined) throw notFound();
  return found;
}

function artifactBody(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  artifact: WorkflowRun["artifacts"][number],
): Readonly<Record<string, unknown>> {
  const url = `${repositoryUrl(world, repository)}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: nodeId("AF", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.zip.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    digest: `sha256:${createHash("sha256").update(artifact.zip).digest("hex")}`,
    created_at: timestamp(run.createdAt),
    updated_at: timestamp(run.createdAt),
    expires_at: timestamp(run.createdAt + keptMs),
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: run.headRepository.id,
      head_branch: run.branch,
      head_sha: run.head,
    },
  };
}
