import { checkName } from "../model/publication.ts";
import { openPulls } from "./open-pulls.ts";
import type { ForeignCheck, GitHubSurvey, RepositoryRef } from "./ports.ts";
import { orNull } from "./reader.ts";
import type { BranchDemands, MergedPull, SweepReader, SweptRepository } from "./sweep-ports.ts";
import type { Client } from "./transport/client.ts";

const pageSize = 100;

export function createSurvey(client: Client, appId: number): GitHubSurvey {
  return {
    repositories: () => repositories(client),
    openPulls: (some) => openPulls(client, some),
    branchHead: async ({ owner, name: repo }, branch) => {
      const answer = await orNull(() => client.octokit.rest.repos.getBranch({ owner, repo, branch }));
      return answer?.data.commit.sha ?? null;
    },
    protectedBranches: (repository) => protectedBranches(client, repository),
    branchDemands: (repository, branch) => branchDemands(client, repository, branch),
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

async function protectedBranches(
  { octokit }: Client,
  { owner, name: repo, defaultBranch }: SweptRepository,
): Promise<readonly string[]> {
  const list = octokit.rest.repos.listBranches;
  const branches = await octokit.paginate(list, { owner, repo, protected: true, per_page: pageSize });
  return [...new Set([defaultBranch, ...branches.map(({ name }) => name)])].toSorted();
}

/** Rulesets, of the organisation too, and the older branch protection: either may require the check. */
async function branchDemands(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  branch: string,
): Promise<BranchDemands> {
  const list = octokit.rest.repos.getBranchRules;
  const rules = await octokit.paginate(list, { owner, repo, branch, per_page: pageSize });
  const checkRules = rules.filter((rule) => rule.type === "required_status_checks");
  const byRulesets = checkRules.flatMap(({ parameters }) =>
    (parameters?.required_status_checks ?? []).map(({ context, integration_id: appId }) => {
      return { name: context, appId: appId ?? null };
    }),
  );
  const answer = await orNull(() => octokit.rest.repos.getBranch({ owner, repo, branch }));
  const protection = answer?.data.protection.required_status_checks;
  const byProtection = (protection?.checks ?? []).map(({ context, app_id: appId }) => {
    // -1 stands for "any source".
    return { name: context, appId: appId === null || appId < 0 ? null : appId };
  });
  const strict = checkRules.some(({ parameters }) => parameters?.strict_required_status_checks_policy);
  return {
    requiredChecks: [...byRulesets, ...byProtection],
    upToDate: strict || (protection?.strict ?? false),
    mergeQueue: rules.some(({ type }) => type === "merge_queue"),
  };
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
