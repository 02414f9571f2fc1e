import { checkName } from "../model/publication.ts";
import { branchDemands, branchRules, bypasses } from "./branch-rules.ts";
import { openPulls } from "./open-pulls.ts";
import type { ForeignCheck, GitHubSurvey, RepositoryRef } from "./ports.ts";
import type { PullReaderSettings } from "./pull/read-pull.ts";
import { orNull } from "./reader.ts";
import type { MergedPull, SweepReader, SweptRepository } from "./sweep-ports.ts";
import type { Client } from "./transport/client.ts";

const pageSize = 100;

export function createSurvey(
  client: Client,
  appId: number,
  settings: Pick<PullReaderSettings, "configurationRepository" | "configurationFile">,
): GitHubSurvey {
  return {
    repositories: () => repositories(client),
    openPulls: (some) => openPulls(client, some),
    branchHead: async ({ owner, name: repo }, branch) => {
      const answer = await orNull(() => client.octokit.rest.repos.getBranch({ owner, repo, branch }));
      return answer?.data.commit.sha ?? null;
    },
    protectedBranches: (repository) => protectedBranches(client, repository),
    branchDemands: (repository, branch) => branchDemands(client, repository, branch),
    branchRules: (repository, branch) => branchRules(client, repository, branch),
    bypasses: (repository, branch) => bypasses(client, repository, branch),
    organisationFile: (organisation) => organisationFile(client, organisation, settings),
    foreignChecks: (repository, commit) => foreignChecks(client, repository, commit, appId),
    mergedPullsOf: (repository, commit) => mergedPullsOf(client, repository, commit),
    openPullsAt: (repository, head) => openPullsAt(client, repository, head),
  };
}

/** An archived repository cannot change, and a disabled one is not there for anybody. */
async function repositories({ octokit }: Client): ReturnType<SweepReader["repositories"]> {
  const list = octokit.rest.apps.listReposAccessibleToInstallation;
  const all = await octokit.paginate(list, { per_page: pageSize });
  return all
    .filter(({ archived, disabled }) => !archived && !disabled)
    .map(({ id, owner, name, default_branch: defaultBranch }) => {
      return { id, owner: owner.login, name, defaultBranch };
    });
}

async function organisationFile(
  { octokit }: Client,
  owner: string,
  {
    configurationRepository: repo,
    configurationFile: path,
  }: Pick<PullReaderSettings, "configurationRepository" | "configurationFile">,
): ReturnType<GitHubSurvey["organisationFile"]> {
  const answer = await orNull(() => octokit.rest.repos.getContent({ owner, repo, path }));
  if (answer === null) return null;
  const { data } = answer;
  // A folder or a link stands there and cannot be read, which is not the same as nothing.
  const file = !Array.isArray(data) && data.type === "file" && data.encoding === "base64" ? data : null;
  return { path, text: file === null ? null : Buffer.from(file.content, "base64").toString("utf8") };
}

async function protectedBranches(
  { octokit }: Client,
  { owner, name: repo, defaultBranch }: SweptRepository,
): Promise<readonly string[]> {
  const list = octokit.rest.repos.listBranches;
  const branches = await octokit.paginate(list, { owner, repo, protected: true, per_page: pageSize });
  return [...new Set([defaultBranch, ...branches.map(({ name }) => name)])].toSorted();
}

async function mergedPullsOf(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  commit_sha: string,
): Promise<readonly MergedPull[]> {
  const list = octokit.rest.repos.listPullRequestsAssociatedWithCommit;
  const { data } = await list({ owner, repo, commit_sha, per_page: pageSize });
  return data
    .filter(({ merged_at }) => merged_at !== null)
    .map(({ number, base, head, merge_commit_sha: mergeCommit }) => {
      return { number, baseRef: base.ref, head: head.sha, mergeCommit };
    });
}

async function openPullsAt(
  { octokit }: Client,
  { id, owner, name: repo }: RepositoryRef,
  head: string,
): Promise<readonly number[]> {
  const list = octokit.rest.repos.listPullRequestsAssociatedWithCommit;
  const answer = await orNull(() => list({ owner, repo, commit_sha: head, per_page: pageSize }));
  return (answer?.data ?? [])
    .filter((pull) => pull.state === "open" && pull.head.sha === head && pull.base.repo.id === id)
    .map((pull) => pull.number);
}

async function foreignChecks(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  ref: string,
  appId: number,
): Promise<readonly ForeignCheck[]> {
  const runs = await octokit.rest.checks.listForRef({
    owner,
    repo,
    ref,
    check_name: checkName,
    filter: "all",
    per_page: pageSize,
  });
  const statuses = await octokit.rest.repos.getCombinedStatusForRef({ owner, repo, ref, per_page: pageSize });
  return [
    ...runs.data.check_runs
      .filter(({ app, name }) => app?.id !== appId && name === checkName)
      .map(({ app, name }) => ({
        kind: "check-run" as const,
        name,
        appId: app?.id ?? null,
        appSlug: app?.slug ?? null,
      })),
    ...statuses.data.statuses
      .filter(({ context }) => context === checkName)
      .map(({ context: name }) => ({ kind: "status" as const, name, appId: null, appSlug: null })),
  ];
}
