import { localeFor } from "../config/index.ts";
import type { MirrorSnapshot, Mirrors } from "../git/index.ts";
import { GitHubError, type RepositoryRef, type TokenGitHub } from "../github/index.ts";
import type { Locale } from "../model/configuration.ts";
import { configuredTeams } from "../model/configured-teams.ts";
import type { PullFacts } from "../model/pull.ts";
import { expectedFiles } from "./attend/expected.ts";
import { identityOf } from "./attend/judge-trees.ts";
import { withPolicyRepositories } from "./attend/policy-repositories.ts";
import type { EvaluationTrees } from "./evaluation/runner.ts";
import { type ReviewOutcome, type ReviewPorts, reviewUnder } from "./review.ts";
import { type ReviewSettings, readSettings } from "./settings.ts";

export interface PullReviewRequest {
  readonly owner: string;
  readonly name: string;
  readonly number: number;
  /** Language of the texts; `null` leaves it to the configuration and the author's teams. */
  readonly locale: Locale | null;
  readonly ruleSelection: string | null;
  readonly kubernetesVersion: string | null;
  /** Whether to look for repairs that hold. */
  readonly fixes: boolean;
}

export interface PullReviewPorts extends ReviewPorts {
  readonly github: TokenGitHub;
  readonly mirrors: Pick<Mirrors, "fetch">;
  /** Where git finds GitHub; no slash at its end. */
  readonly webUrl: string;
}

export type PullReview =
  | { readonly kind: "no-repository" | "no-pull" }
  /** What it changed stands in its base already: there is nothing to compare. */
  | { readonly kind: "merged" }
  | {
      readonly kind: "done";
      readonly outcome: ReviewOutcome;
      readonly trees: EvaluationTrees;
      /** The token may not see the author's teams, and rules that ask for them were silent. */
      readonly teamsHidden: boolean;
      readonly close: () => void;
    };

/**
 * Reviews a pull request as the App does, from GitHub and a mirror, and writes nothing. What was granted in comments is
 * known to the App alone. Whoever gets a `done` closes it. Throws `GitHubError` and `MirrorError`.
 */
export async function reviewPull(request: PullReviewRequest, ports: PullReviewPorts): Promise<PullReview> {
  const { github } = ports;
  const repository = await github.find(request.owner, request.name);
  if (repository === null) return { kind: "no-repository" };
  const reading = await github.read.pull(repository, request.number);
  if (reading === null) return { kind: "no-pull" };
  const { pull, organisationFile } = reading;
  if (pull.state === "merged") return { kind: "merged" };
  const snapshot = await openSnapshot(pull, repository, ports);
  try {
    const trees: EvaluationTrees = snapshot;
    const policyPorts = {
      mirrors: ports.mirrors,
      addresses: { git: (ref: RepositoryRef) => gitUrl(ref, ports) },
    };
    const read = await withPolicyRepositories(github, null, policyPorts, (policyRepositories) =>
      readSettings(
        {
          tree: snapshot.tip ?? snapshot.base,
          repositoryFile: null,
          organisationFile,
          locale: request.locale,
          policyRepositories,
        },
        ports,
      ),
    );
    const close = () => snapshot.close();
    if (read.kind === "invalid") {
      const outcome = { kind: "invalid-configuration", problems: read.problems } as const;
      return { kind: "done", outcome, trees, teamsHidden: false, close };
    }
    const teams = await teamsOf(pull, read.settings, github);
    const outcome = await judge({ request, pull, trees, teams }, read.settings, ports);
    return { kind: "done", outcome, trees, teamsHidden: teams === null, close };
  } catch (error) {
    snapshot.close();
    throw error;
  }
}

async function openSnapshot(
  { number, head, base }: PullFacts,
  repository: RepositoryRef,
  ports: PullReviewPorts,
): Promise<MirrorSnapshot> {
  const { github, mirrors } = ports;
  const source = {
    repositoryId: repository.id,
    url: gitUrl(repository, ports),
    token: () => github.token(),
  };
  const mergeBase = await github.read.mergeBase(repository, base.sha, head.sha);
  return mirrors.fetch(source, {
    commits: { tip: base.sha, mergeBase, head: head.sha },
    pullNumber: number,
    labels: { base: base.ref, head: head.ref },
    expected: expectedFiles,
  });
}

function gitUrl({ owner, name }: RepositoryRef, { webUrl }: Pick<PullReviewPorts, "webUrl">): string {
  return `${webUrl}/${owner}/${name}.git`;
}

/** Of the teams that the configuration names. `null`: the token may not see them. */
async function teamsOf(
  { author, repository }: PullFacts,
  { configuration }: ReviewSettings,
  { read }: TokenGitHub,
): Promise<readonly string[] | null> {
  const named = configuredTeams(configuration);
  if (author === null || author.bot || named.size === 0) return [];
  try {
    const teams = await read.teamsOf(repository.owner, author.login);
    return teams.flatMap(({ name }) => named.get(name.toLowerCase()) ?? []);
  } catch (error) {
    if (error instanceof GitHubError && hidden.has(error.code)) return null;
    throw error;
  }
}

const hidden: ReadonlySet<GitHubError["code"]> = new Set(["forbidden", "unauthorised", "not-found"]);

function judge(
  {
    request,
    pull,
    trees,
    teams,
  }: {
    readonly request: PullReviewRequest;
    readonly pull: PullFacts;
    readonly trees: EvaluationTrees;
    readonly teams: readonly string[] | null;
  },
  settings: ReviewSettings,
  ports: PullReviewPorts,
): Promise<ReviewOutcome> {
  const { author, base } = pull;
  return reviewUnder(
    {
      trees,
      repository: identityOf(pull.repository),
      targetBranch: base.ref,
      author: author === null ? null : { login: author.login, teams },
      locale: request.locale ?? localeFor(settings.configuration, teams ?? []),
      mode: "enforce",
      ruleSelection: request.ruleSelection,
      kubernetesVersion: request.kubernetesVersion,
      fixes: request.fixes,
    },
    settings,
    ports,
  );
}
