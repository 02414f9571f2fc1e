import type { Account } from "../model/pull.ts";
import { permitted } from "./branch-rules.ts";
import type { EstateReader, EstateRepository } from "./estate-ports.ts";
import type { RepositoryRef } from "./places.ts";
import { restAccount } from "./pull/account.ts";
import { orNull } from "./reader.ts";
import type { Client } from "./transport/client.ts";

const pageSize = 100;

export function createEstate(client: Client): EstateReader {
  return {
    installed: () => installed(client),
    visible: (organisation) => visible(client, organisation),
    owners: (organisation) => owners(client, organisation),
    administrators: (repository) => administrators(client, repository),
    paths: (repository, commit) => paths(client, repository, commit),
  };
}

interface Listed {
  readonly id: number;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly default_branch?: string;
  readonly archived?: boolean;
  readonly disabled?: boolean;
  readonly pushed_at?: string | null;
}

function estateRepository(listed: Listed): EstateRepository {
  const { id, name, owner, default_branch: defaultBranch = null, archived, disabled, pushed_at } = listed;
  const asleep = archived === true || disabled === true;
  return { id, owner: owner.login, name, defaultBranch, asleep, pushedAt: pushed_at ?? null };
}

async function installed({ octokit }: Client): Promise<readonly EstateRepository[]> {
  const list = octokit.rest.apps.listReposAccessibleToInstallation;
  return (await octokit.paginate(list, { per_page: pageSize })).map(estateRepository);
}

async function visible({ octokit }: Client, org: string): Promise<readonly EstateRepository[] | null> {
  const list = octokit.rest.repos.listForOrg;
  const all = await permitted(() => orNull(() => octokit.paginate(list, { org, per_page: pageSize })));
  return all === null || all === "forbidden" ? null : all.map(estateRepository);
}

async function owners({ octokit }: Client, org: string): Promise<readonly Account[] | null> {
  const list = octokit.rest.orgs.listMembers;
  const asked = { org, role: "admin", per_page: pageSize } as const;
  const all = await permitted(() => orNull(() => octokit.paginate(list, asked)));
  return all === null || all === "forbidden" ? null : all.map(restAccount);
}

async function administrators(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
): Promise<readonly Account[] | null> {
  const list = octokit.rest.repos.listCollaborators;
  const asked = { owner, repo, permission: "admin", per_page: pageSize } as const;
  const all = await permitted(() => orNull(() => octokit.paginate(list, asked)));
  return all === null || all === "forbidden" ? null : all.map(restAccount);
}

async function paths(
  { octokit }: Client,
  { owner, name: repo }: RepositoryRef,
  tree_sha: string,
): ReturnType<EstateReader["paths"]> {
  const ask = () => octokit.rest.git.getTree({ owner, repo, tree_sha, recursive: "1" });
  const answer = await permitted(() => orNull(ask));
  if (answer === null || answer === "forbidden") return null;
  const files = answer.data.tree.filter(({ type }) => type === "blob");
  return { paths: files.map(({ path }) => path), complete: !answer.data.truncated };
}
