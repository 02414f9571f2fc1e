import type { Repository, WorkflowRun } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { type JsonBody, nodeId, simpleUser, timestamp } from "./basic.ts";
import { pullsOf, smallPull } from "./check.ts";
import { repositoryBody, repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

export function workflowRunBody(world: World, repository: Repository, run: WorkflowRun): JsonBody {
  const commit = repository.commits.get(run.head);
  const url = `${repositoryUrl(world, repository)}/actions/runs/${run.id}`;
  const workflow = `${repositoryUrl(world, repository)}/actions/workflows/${workflowId}`;
  const html = `${repositoryHtmlUrl(world, repository)}/actions/runs/${run.id}`;
  const at = timestamp(run.createdAt);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("WFR", run.id),
    check_suite_id: run.id,
    check_suite_node_id: nodeId("CS", run.id),
    head_branch: run.branch,
    head_sha: run.head,
    path: run.workflow,
    run_number: 1,
    run_attempt: run.attempt,
    referenced_workflows: [],
    event: run.event,
    status: run.conclusion === null ? "in_progress" : "completed",
    conclusion: run.conclusion,
    workflow_id: workflowId,
    url,
    html_url: html,
    // GitHub names none for the head of a fork.
    pull_requests: pullsOf(repository, run.head).map((pull) => smallPull(world, pull)),
    created_at: at,
    updated_at: at,
    run_started_at: at,
    actor: simpleUser(world, run.by),
    triggering_actor: simpleUser(world, run.by),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(world, repository)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: workflow,
    display_title: run.name,
    head_commit: {
      id: run.head,
      tree_id: commit?.tree ?? "",
      message: commit?.message ?? "",
      timestamp: timestamp((commit?.at ?? 0) * 1000),
      author: { name: commit?.author.name ?? "", email: commit?.author.email ?? "" },
      committer: { name: commit?.committer.name ?? "", email: commit?.committer.email ?? "" },
    },
    repository: repositoryBody(world, repository),
    head_repository: repositoryBody(world, run.headRepository),
  };
}

const workflowId = 515_151;

export function workflowBody(world: World, repository: Repository, run: WorkflowRun): JsonBody {
  const url = `${repositoryUrl(world, repository)}/actions/workflows/${workflowId}`;
  const at = timestamp(run.createdAt);
  return {
    id: workflowId,
    node_id: nodeId("W", workflowId),
    name: run.name,
    path: run.workflow,
    state: "active",
    created_at: at,
    updated_at: at,
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/blob/main/${run.workflow}`,
    badge_url: `${repositoryHtmlUrl(world, repository)}/workflows/${run.name}/badge.svg`,
  };
}
