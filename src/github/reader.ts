import { z } from "zod";
import type { RepositoryFacts } from "../model/pull.ts";
import { mergeGroupPulls } from "./merge-group.ts";
import { GitHubError, type GitHubReader, type RepositoryRef } from "./ports.ts";
import { parsed } from "./pull/parsed.ts";
import { type PullReaderSettings, readPull } from "./pull/read-pull.ts";
import { Remembered } from "./remembered.ts";
import { Teams } from "./teams.ts";
import type { Client } from "./transport/client.ts";

/** A repository is renamed rarely, and what is read by an old name is told by its number. */
const repositoryKnownForMs = 10 * 60_000;
/** What is pushed to a repository of policies counts a minute later; many pull requests are looked at meanwhile. */
const tipKnownForMs = 60_000;

const repositoryAnswer = z.object({
  id: z.int().positive(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  default_branch: z.string(),
});

export type Reader = GitHubReader & {
  /** Teams are asked for anew: their members or rights have changed. */
  forgetTeams(): void;
};

export function createReader(client: Client, settings: PullReaderSettings): Reader {
  const teams = new Teams(client);
  const repositories = new Remembered<RepositoryFacts | null>(client.time, (found) =>
    found === null ? 0 : repositoryKnownForMs,
  );
  const tips = new Remembered<Awaited<ReturnType<GitHubReader["defaultTip"]>>>(client.time, (found) =>
    found === null ? 0 : tipKnownForMs,
  );
  return {
    defaultTip: (owner, name) =>
      tips.get(`${owner}/${name}`.toLowerCase(), () => readDefaultTip(client, owner, name)),
    pull: (repository, number) => readPull(client, repository, number, settings),
    head: (repository, number) => readHead(client, repository, number),
    mergeBase: (repository, base, head) => readMergeBase(client, repository, base, head),
    mergeGroupPulls: (repository, group) => mergeGroupPulls(client, repository, group),
    teamMembers: (team) => teams.members(team),
    teamsOf: (organisation, login) => teams.of(organisation, login),
    teams: (organisation) => teams.all(organisation),
    forgetTeams: () => teams.forget(),
    repository: (id, how) => {
      if (how === "anew") repositories.forgetOne(String(id));
      return repositories.get(String(id), () => repositoryBy(client, "GET /repositories/{id}", { id }));
    },
  };
}

/**
 * GitHub answers by number on the address that it redirects renamed repositories to. `null`: it is not there, or not
 * within reach.
 */
export async function repositoryBy(
  client: Client,
  route: string,
  parameters: Readonly<Record<string, string | number>>,
): Promise<RepositoryFacts | null> {
  const data = await orNull(async () => (await client.octokit.request(route, parameters)).data);
  if (data === null) return null;
  const { id, owner, name, default_branch } = parsed(repositoryAnswer, data, "repository");
  return { id, owner: owner.login, name, defaultBranch: default_branch };
}

async function readDefaultTip(
  client: Client,
  owner: string,
  repo: string,
): ReturnType<GitHubReader["defaultTip"]> {
  const repository = await repositoryBy(client, "GET /repos/{owner}/{repo}", { owner, repo });
  if (repository === null) return null;
  const { owner: login, name, defaultBranch: branch } = repository;
  const { getBranch } = client.octokit.rest.repos;
  const answer = await orNull(() => getBranch({ owner: login, repo: name, branch }));
  return answer === null ? null : { repository, commit: answer.data.commit.sha };
}

/** `null` where GitHub knows nothing of it. */
export async function orNull<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof GitHubError && error.code === "not-found") return null;
    throw error;
  }
}

async function readHead(
  { octokit }: Client,
  ref: RepositoryRef,
  number: number,
): ReturnType<GitHubReader["head"]> {
  const { owner, name: repo } = ref;
  const answer = await orNull(() => octokit.rest.pulls.get({ owner, repo, pull_number: number }));
  if (answer === null || answer.data.base.repo.id !== ref.id) return null;
  const { head, base, merged, state } = answer.data;
  return { sha: head.sha, baseRef: base.ref, state: merged ? "merged" : state };
}

/**
 * The second page of a comparison has no files: GitHub need not make the diff, which takes long or fails for the
 * largest pull requests.
 */
async function readMergeBase(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  base: string,
  head: string,
): Promise<string> {
  const basehead = `${base}...${head}`;
  const parameters = { owner, repo, basehead, per_page: 1 };
  const compare = octokit.rest.repos.compareCommitsWithBasehead;
  const answer =
    (await orNull(() => compare({ ...parameters, page: 2 }))) ?? (await compare({ ...parameters, page: 1 }));
  return answer.data.merge_base_commit.sha;
}
