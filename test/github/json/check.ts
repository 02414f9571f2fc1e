import type { CheckRun, CheckSuite } from "../world/check-types.ts";
import type { Pull, Repository } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { integration, type JsonBody, nodeId, timestamp } from "./basic.ts";
import { pullUrl } from "./pull.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

export function checkRunBody(world: World, repository: Repository, run: CheckRun): JsonBody {
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`;
  const html = `${repositoryHtmlUrl(world, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CR", run.id),
    head_sha: run.head,
    external_id: run.externalId ?? "",
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion,
    started_at: timestamp(run.startedAt),
    completed_at: run.completedAt === null ? null : timestamp(run.completedAt),
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suite.id },
    app: integration(world, run.app),
    pull_requests: pullsOf(repository, run.head).map((pull) => smallPull(world, pull)),
  };
}

/** As webhooks about check runs have it: with its suite, and the buttons that it shows. */
export function checkRunEvent(world: World, repository: Repository, run: CheckRun): JsonBody {
  return {
    ...checkRunBody(world, repository, run),
    check_suite: {
      ...suiteBody(world, repository, run.suite),
      status: run.status,
      conclusion: run.conclusion,
      before: null,
    },
  };
}

export function suiteBody(world: World, repository: Repository, suite: CheckSuite): JsonBody {
  const commit = repository.commits.get(suite.head);
  const url = `${repositoryUrl(world, repository)}/check-suites/${suite.id}`;
  const runs = [...repository.checks.values()].filter((run) => run.suite === suite);
  const over = runs.length > 0 && runs.every((run) => run.status === "completed");
  return {
    id: suite.id,
    node_id: nodeId("CS", suite.id),
    head_branch: suite.branch,
    head_sha: suite.head,
    status: over ? "completed" : "queued",
    conclusion: over ? (runs.at(-1)?.conclusion ?? null) : null,
    url,
    before: commit?.parents[0] ?? null,
    after: suite.head,
    pull_requests: pullsOf(repository, suite.head).map((pull) => smallPull(world, pull)),
    app: integration(world, suite.app),
    created_at: timestamp(suite.createdAt),
    updated_at: timestamp(suite.createdAt),
    rerequestable: true,
    runs_rerequestable: true,
    latest_check_runs_count: runs.length,
    check_runs_url: `${url}/check-runs`,
    head_commit: {
      id: suite.head,
      tree_id: commit?.tree ?? "",
      message: commit?.message ?? "",
      timestamp: timestamp((commit?.at ?? 0) * 1000),
      author: { name: commit?.author.name ?? "", email: commit?.author.email ?? "" },
      committer: { name: commit?.committer.name ?? "", email: commit?.committer.email ?? "" },
    },
  };
}

/** Open pull requests from the repository itself: GitHub tells none of forks here. */
export function pullsOf(repository: Repository, head: string): readonly Pull[] {
  return [...repository.pulls.values()].filter(
    (pull) => pull.state === "open" && pull.head.sha === head && pull.head.repository === repository,
  );
}

export function smallPull(world: World, pull: Pull): JsonBody {
  const side = (repository: Repository, ref: string, sha: string): JsonBody => ({
    ref,
    sha,
    repo: { id: repository.id, url: repositoryUrl(world, repository), name: repository.name },
  });
  return {
    id: pull.id,
    number: pull.number,
    url: pullUrl(world, pull),
    head: side(pull.head.repository, pull.head.ref, pull.head.sha),
    base: side(pull.repository, pull.base.ref, pull.base.sha),
  };
}
