import { checkName } from "../model/publication.ts";
import type {
  BranchRules,
  ForeignCheck,
  GitHubSurvey,
  OpenPull,
  RepositoryRef,
  RequiredCheck,
} from "./ports.ts";
import { openPullsAnswer } from "./pull/answer.ts";
import { present } from "./pull/facts.ts";
import { parsed } from "./pull/parsed.ts";
import { openPullsQuery } from "./pull/query.ts";
import { orNull } from "./reader.ts";
import type { Client } from "./transport/client.ts";
import { faultError, graphql } from "./transport/graphql.ts";

const pageSize = 100;
/** A sweep looks at those that changed last; what nobody has touched behind two thousand others waits for its event. */
const openPullsMax = 2_000;

export function createSurvey(client: Client, appId: number): GitHubSurvey {
  return {
    repositories: () => repositories(client),
    openPulls: (repository) => openPulls(client, repository),
    branchHead: async ({ owner, name: repo }, branch) => {
      const answer = await orNull(() => client.octokit.rest.repos.getBranch({ owner, repo, branch }));
      return answer?.data.commit.sha ?? null;
    },
    protectedBranches: ({ owner, name: repo }) => protectedBranches(client, owner, repo),
    branchRules: (repository, branch) => branchRules(client, repository, branch),
    foreignChecks: (repository, commit) => foreignChecks(client, repository, commit, appId),
    pullsOfCommit: async ({ owner, name: repo }, commit_sha) => {
      const list = client.octokit.rest.repos.listPullRequestsAssociatedWithCommit;
      const { data } = await list({ owner, repo, commit_sha, per_page: pageSize });
      return data.map(({ number }) => number);
    },
  };
}

async function repositories({ octokit }: Client): ReturnType<GitHubSurvey["repositories"]> {
  const list = octokit.rest.apps.listReposAccessibleToInstallation;
  const all = await octokit.paginate(list, { per_page: pageSize });
  return all.map(({ id, owner, name, default_branch: defaultBranch, archived, disabled }) => ({
    id,
    owner: owner.login,
    name,
    defaultBranch,
    archived: archived || disabled,
  }));
}

async function openPulls(client: Client, ref: RepositoryRef): Promise<readonly OpenPull[]> {
  const pulls: OpenPull[] = [];
  let cursor: string | null = null;
  do {
    const { data, faults } = await graphql(client, openPullsQuery, {
      owner: ref.owner,
      name: ref.name,
      cursor,
    });
    const fatal = faults.find(({ type, path }) => type !== "NOT_FOUND" || path !== "repository");
    if (fatal !== undefined) throw faultError(fatal);
    const { repository } = parsed(openPullsAnswer, data, "list of pull requests");
    if (repository === null || repository.databaseId !== ref.id) return [];
    const { nodes, pageInfo } = repository.pullRequests;
    for (const node of present(nodes))
      pulls.push({
        number: node.number,
        draft: node.isDraft,
        head: node.headRefOid,
        base: { ref: node.baseRefName, sha: node.baseRef?.target?.oid ?? node.baseRefOid },
        updatedAt: node.updatedAt,
      });
    cursor = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (cursor !== null && pulls.length < openPullsMax);
  return pulls;
}

async function protectedBranches(
  { octokit }: Client,
  owner: string,
  repo: string,
): ReturnType<GitHubSurvey["protectedBranches"]> {
  const list = octokit.rest.repos.listBranches;
  const branches = await octokit.paginate(list, { owner, repo, protected: true, per_page: pageSize });
  return branches.map(({ name, commit }) => ({ name, head: commit.sha }));
}

/** Rulesets, of the organisation too, and the older branch protection: either may require the check. */
async function branchRules(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  branch: string,
): Promise<BranchRules> {
  const list = octokit.rest.repos.getBranchRules;
  const rules = await octokit.paginate(list, { owner, repo, branch, per_page: pageSize });
  const requiredChecks: RequiredCheck[] = [];
  for (const rule of rules) {
    if (rule.type !== "required_status_checks") continue;
    const upToDate = rule.parameters?.strict_required_status_checks_policy ?? false;
    for (const { context, integration_id: appId } of rule.parameters?.required_status_checks ?? [])
      requiredChecks.push({ name: context, appId: appId ?? null, by: "ruleset", upToDate });
  }
  const answer = await orNull(() => octokit.rest.repos.getBranch({ owner, repo, branch }));
  const protection = answer?.data.protection.required_status_checks;
  for (const check of protection?.checks ?? [])
    requiredChecks.push({
      name: check.context,
      // -1 stands for "any source".
      appId: check.app_id === null || check.app_id < 0 ? null : check.app_id,
      by: "branch-protection",
      upToDate: protection?.strict ?? false,
    });
  return { requiredChecks, mergeQueue: rules.some(({ type }) => type === "merge_queue") };
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
