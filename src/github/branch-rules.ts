import type { BranchControl } from "../model/branch-control.ts";
import { GitHubError, type RepositoryRef } from "./ports.ts";
import { orNull } from "./reader.ts";
import type { BranchDemands, BranchRules, ReportedBypass } from "./sweep-ports.ts";
import type { Client } from "./transport/client.ts";

const pageSize = 100;

type Bypass = NonNullable<BranchControl["bypass"]>;

/** Rulesets, of the organisation too, and the older branch protection: either may require the check. */
export async function branchDemands(
  client: Client,
  repository: RepositoryRef,
  branch: string,
): Promise<BranchDemands> {
  const { rules, answer } = await read(client, repository, branch);
  return demandsOf(rules, answer);
}

export async function branchRules(
  client: Client,
  repository: RepositoryRef,
  branch: string,
): Promise<BranchRules> {
  const { rules, answer } = await read(client, repository, branch);
  const classic = answer?.protection.enabled === true ? await classicOf(client, repository, branch) : "none";
  const pullRules = rules.filter((rule) => rule.type === "pull_request");
  const counts = pullRules.map(({ parameters }) => parameters?.required_approving_review_count ?? 0);
  const byRulesets = Math.max(0, ...counts);
  return {
    ...demandsOf(rules, answer),
    head: answer?.commit.sha ?? null,
    approvals:
      classic === "unread"
        ? byRulesets || null
        : Math.max(byRulesets, classic === "none" ? 0 : classic.approvals),
    pullRequired: pullRules.length > 0 || (classic === "unread" ? null : classic !== "none" && classic.pulls),
    bypass: await bypassOf(client, repository, rules, classic),
  };
}

async function read({ octokit }: Client, { owner, name: repo }: RepositoryRef, branch: string) {
  const list = octokit.rest.repos.getBranchRules;
  const rules = await octokit.paginate(list, { owner, repo, branch, per_page: pageSize });
  const answer = await orNull(() => octokit.rest.repos.getBranch({ owner, repo, branch }));
  return { rules, answer: answer?.data ?? null };
}

type Read = Awaited<ReturnType<typeof read>>;

function demandsOf(rules: Read["rules"], answer: Read["answer"]): BranchDemands {
  const checkRules = rules.filter((rule) => rule.type === "required_status_checks");
  const byRulesets = checkRules.flatMap(({ parameters }) =>
    (parameters?.required_status_checks ?? []).map(({ context, integration_id: appId }) => {
      return { name: context, appId: appId ?? null };
    }),
  );
  const protection = answer?.protection.required_status_checks;
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

/** What classic protection says beyond its checks; `unread`: it is there, and only administration may read it. */
type Classic =
  | "none"
  | "unread"
  | { readonly approvals: number; readonly pulls: boolean; readonly bypass: Bypass };

async function classicOf(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  branch: string,
): Promise<Classic> {
  const answer = await permitted(() =>
    orNull(() => octokit.rest.repos.getBranchProtection({ owner, repo, branch })),
  );
  if (answer === "forbidden") return "unread";
  if (answer === null) return "none";
  const { required_pull_request_reviews: reviews, enforce_admins: admins } = answer.data;
  const allowed = reviews?.bypass_pull_request_allowances;
  const when = "pull_request";
  return {
    approvals: reviews?.required_approving_review_count ?? 0,
    pulls: reviews !== undefined,
    bypass: [
      ...(admins?.enabled === true ? [] : [{ kind: "role", name: "admin", when: "always" }]),
      ...(allowed?.users ?? []).map(({ login }) => ({ kind: "user", name: login, when })),
      ...(allowed?.teams ?? []).map(({ slug }) => ({ kind: "team", name: slug, when })),
      ...(allowed?.apps ?? []).map((app) => ({ kind: "app", name: app?.slug ?? String(app?.id), when })),
    ],
  };
}

/** Of every ruleset that holds there. The first that keeps it back says that all do: `null`. */
async function bypassOf(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  rules: Read["rules"],
  classic: Classic,
): Promise<BranchControl["bypass"]> {
  if (classic === "unread") return null;
  const found = classic === "none" ? [] : [...classic.bypass];
  const ids = new Set(rules.flatMap(({ ruleset_id: id }) => (id === undefined ? [] : [id])));
  let teams: ReadonlyMap<number, string> | null = null;
  for (const ruleset_id of ids) {
    const ask = () => orNull(() => octokit.rest.repos.getRepoRuleset({ owner, repo, ruleset_id }));
    const answer = await permitted(ask);
    if (answer === null || answer === "forbidden") return null;
    const actors = answer.data.bypass_actors;
    if (actors === undefined) return null;
    for (const { actor_type: type, actor_id: id, bypass_mode: when = "always" } of actors) {
      if (type === "Team") teams ??= await teamNames(octokit, owner);
      found.push({ ...actorOf(type, id ?? null, teams), when });
    }
  }
  return found.toSorted((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1));
}

/** GitHub's own roles that may be named in a ruleset; an organisation's own have other numbers. */
const roles: ReadonlyMap<number, string> = new Map([
  [2, "maintain"],
  [4, "write"],
  [5, "admin"],
]);

function actorOf(
  type: string,
  id: number | null,
  teams: ReadonlyMap<number, string> | null,
): { readonly kind: string; readonly name: string } {
  const numbered = id === null ? "" : `#${id}`;
  switch (type) {
    case "Team":
      return { kind: "team", name: (id === null ? undefined : teams?.get(id)) ?? numbered };
    case "RepositoryRole":
      return { kind: "role", name: (id === null ? undefined : roles.get(id)) ?? numbered };
    case "OrganizationAdmin":
      return { kind: "role", name: "organisation owner" };
    case "Integration":
      return { kind: "app", name: numbered };
    case "DeployKey":
      return { kind: "deploy key", name: numbered };
    default:
      return { kind: type, name: numbered };
  }
}

async function teamNames(octokit: Client["octokit"], org: string): Promise<ReadonlyMap<number, string>> {
  const listed = await orNull(() => octokit.paginate(octokit.rest.teams.list, { org, per_page: pageSize }));
  return new Map((listed ?? []).map(({ id, slug }) => [id, `${org}/${slug}`]));
}

/** Rule insights go back further; a day that could not be looked at is looked at the next. */
const period = "week";

export async function bypasses(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  branch: string,
): Promise<readonly ReportedBypass[] | null> {
  const list = octokit.rest.repos.getRepoRuleSuites;
  const ref = `refs/heads/${branch}`;
  const asked = {
    owner,
    repo,
    ref,
    time_period: period,
    rule_suite_result: "bypass",
    per_page: pageSize,
  } as const;
  const suites = await permitted(() => orNull(() => octokit.paginate(list, asked)));
  if (suites === null || suites === "forbidden") return null;
  return suites
    .flatMap((suite) => {
      const { id, before_sha: before = null, after_sha: after, pushed_at: pushedAt = null } = suite;
      if (id === undefined || after === undefined) return [];
      const { actor_id: actor, actor_name: login } = suite;
      const by =
        actor === undefined || login === undefined
          ? null
          : { id: actor, login, bot: login.endsWith("[bot]") };
      return [{ id, before, after, by, pushedAt }];
    })
    .toSorted((left, right) => left.id - right.id);
}

/** A permission that is optional: without it GitHub says no, which is an answer. */
export async function permitted<Answer>(ask: () => Promise<Answer>): Promise<Answer | "forbidden"> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitHubError && error.code === "forbidden") return "forbidden";
    throw error;
  }
}
