import type { Download, GitHubPlans, WorkflowRun } from "./plan-ports.ts";
import { GitHubError, type RepositoryRef } from "./ports.ts";
import { orNull } from "./reader.ts";
import type { Client } from "./transport/client.ts";
import { download } from "./transport/download.ts";

const pageSize = 100;

export function createPlans(client: Client): GitHubPlans {
  const { actions } = client.octokit.rest;
  return {
    runsOf: async ({ owner, name: repo }, head_sha) => {
      const { data } = await actions.listWorkflowRunsForRepo({ owner, repo, head_sha, per_page: pageSize });
      return data.workflow_runs.map(runFrom).filter(({ head }) => head === head_sha);
    },
    endedRuns: async ({ owner, name: repo }) => {
      const asked = { owner, repo, status: "completed", per_page: pageSize } as const;
      const { data } = await actions.listWorkflowRunsForRepo(asked);
      return data.workflow_runs.map(runFrom);
    },
    run: async ({ id, owner, name: repo }, run_id) => {
      const answer = await orNull(() => actions.getWorkflowRun({ owner, repo, run_id }));
      return answer === null || answer.data.repository.id !== id ? null : runFrom(answer.data);
    },
    artifactsOf: async ({ owner, name: repo }, run_id) => {
      const asked = { owner, repo, run_id, per_page: pageSize };
      const { data } = await actions.listWorkflowRunArtifacts(asked);
      return data.artifacts
        .filter(({ expired }) => !expired)
        .map(({ id, name, size_in_bytes: bytes }) => ({ id, name, bytes }));
    },
    download: (repository, id, bytesMax) => downloadArtifact(client, repository, id, bytesMax),
  };
}

interface GivenRun {
  readonly id: number;
  readonly run_attempt?: number;
  readonly path: string;
  readonly event: string;
  readonly head_sha: string;
  readonly status: string | null;
  readonly created_at: string;
  readonly run_started_at?: string;
  readonly repository: { readonly id: number };
  /** GitHub tells none where the fork is gone. */
  readonly head_repository: { readonly id: number } | null;
}

function runFrom(given: GivenRun): WorkflowRun {
  return {
    id: given.id,
    attempt: given.run_attempt ?? 1,
    // Of a workflow that another repository requires, GitHub adds where it stands: `@refs/heads/main`.
    workflow: given.path.split("@", 1)[0] ?? given.path,
    event: given.event,
    head: given.head_sha,
    startedAt: given.run_started_at ?? given.created_at,
    ended: given.status === "completed",
    fork: given.head_repository?.id !== given.repository.id,
  };
}

/** GitHub answers with an address that is good for a minute, and for anybody. */
async function downloadArtifact(
  { octokit, baseUrl }: Client,
  { owner, name: repo }: RepositoryRef,
  artifact_id: number,
  bytesMax: number,
): Promise<Download> {
  const route = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
  const asked = { owner, repo, artifact_id, archive_format: "zip", request: { redirect: "manual" } } as const;
  const answer = await orNull(() => octokit.request(route, asked));
  if (answer === null) return { kind: "gone" };
  const { location } = answer.headers;
  if (location === undefined || !URL.canParse(location)) throw new GitHubError("unavailable", noAddress);
  const address = new URL(location);
  const plain = address.protocol === "http:" && new URL(baseUrl).protocol === "http:";
  if (address.protocol !== "https:" && !plain) throw new GitHubError("invalid", noAddress);
  return download(address, bytesMax);
}

const noAddress = "GitHub named no address from which an artifact can be had safely.";
