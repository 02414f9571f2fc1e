import { MirrorError } from "../../git/index.ts";
import { GitHubError, type InstallationGitHub, type RepositoryRef } from "../../github/index.ts";
import type { Account } from "../../model/pull.ts";
import type { SettingsOrigin } from "../../model/settings-origin.ts";
import type { AttendPorts } from "./ports.ts";
import type { Situation } from "./situation.ts";

/** Commits of a branch that are looked through for the one that brought a file: it was seen within days. */
const commitsMax = 100;

export interface SettingsPlace {
  readonly owner: string;
  readonly name: string;
  /** `null`: the default branch. */
  readonly branch: string | null;
}

export interface OriginPorts {
  readonly situation: Pick<Situation, "repository" | "source">;
  readonly github: InstallationGitHub;
  readonly ports: AttendPorts;
}

/**
 * The latest commit of a branch's own line that changed a file, and the pull request that it came with. `null` where
 * nobody can tell: the history may be out of reach, and no review waits for it to be found.
 */
export async function originOf(
  path: string,
  place: SettingsPlace,
  { situation, github, ports }: OriginPorts,
): Promise<SettingsOrigin | null> {
  try {
    const found = await repositoryOf(place, situation.repository, github);
    if (found === null) return null;
    const { repository, branch } = found;
    const source = {
      ...situation.source,
      repositoryId: repository.id,
      url: ports.addresses.git(repository),
    };
    const { commits } = await ports.mirrors.firstParent(source, { branch, after: null, commitsMax });
    const paths = await ports.mirrors.commitPaths(source, commits);
    const commit = commits.find(({ sha }) => paths.get(sha)?.has(path));
    if (commit === undefined) return null;
    const effectiveFrom = new Date(commit.committedAtSeconds * 1000).toISOString();
    return { commit: commit.sha, effectiveFrom, ...(await peopleOf(commit.sha, repository, github)) };
  } catch (error) {
    if (isOutOfReach(error)) return null;
    throw error;
  }
}

/** What GitHub or git will not tell on a second try either. */
function isOutOfReach(error: unknown): boolean {
  if (error instanceof GitHubError) return ["forbidden", "not-found", "invalid"].includes(error.code);
  return error instanceof MirrorError && ["too-large", "gone"].includes(error.code);
}

async function repositoryOf(
  { owner, name, branch }: SettingsPlace,
  own: RepositoryRef,
  github: InstallationGitHub,
): Promise<{ readonly repository: RepositoryRef; readonly branch: string } | null> {
  if (branch !== null) return { repository: own, branch };
  const tip = await github.read.defaultTip(owner, name);
  const facts = tip === null ? null : await github.read.repository(tip.repository.id);
  return facts === null ? null : { repository: facts, branch: facts.defaultBranch };
}

/** As GitHub has it now, which is soon after: reviews may still be added to a merged pull request. */
async function peopleOf(
  commit: string,
  repository: RepositoryRef,
  { read, survey }: InstallationGitHub,
): Promise<Pick<SettingsOrigin, "pull" | "author" | "approvers">> {
  const [merged] = await survey.mergedPullsOf(repository, commit);
  const reading = merged === undefined ? null : await read.pull(repository, merged.number);
  if (merged === undefined || reading === null) return { pull: null, author: null, approvers: [] };
  const { author, reviews } = reading.pull;
  const approvers = new Map<number, Account>();
  for (const { state, by } of reviews) if (state === "approved" && by !== null) approvers.set(by.id, by);
  return { pull: merged.number, author, approvers: [...approvers.values()] };
}
