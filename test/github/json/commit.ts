import { changesOf, type FileChange } from "../git/changes.ts";
import type { Commit, Signature } from "../git/commits.ts";
import type { Account, Repository } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { type JsonBody, nodeId, simpleUser, timestamp } from "./basic.ts";
import { repositoryHtmlUrl, repositoryUrl } from "./repository.ts";

/** The account of an address, as GitHub finds it: by address, or by the form that hides it. */
export function accountOf(world: World, { email }: Signature): Account | null {
  const hidden = /^(\d+)\+[^@]+@users\.noreply\.github\.com$/.exec(email)?.[1];
  if (hidden !== undefined) return world.accounts.get(Number(hidden)) ?? null;
  for (const account of world.accounts.values()) if (account.email === email) return account;
  return null;
}

export function commitBody(world: World, repository: Repository, commit: Commit): JsonBody {
  const url = `${repositoryUrl(world, repository)}/commits/${commit.sha}`;
  const git = `${repositoryUrl(world, repository)}/git`;
  const person = (who: Signature): JsonBody => ({ ...who, date: timestamp(commit.at * 1000) });
  const user = (who: Signature): JsonBody | null => {
    const account = accountOf(world, who);
    return account === null ? null : simpleUser(world, account);
  };
  return {
    sha: commit.sha,
    node_id: nodeId("C", commit.at),
    url,
    html_url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${git}/commits/${commit.sha}`,
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${git}/trees/${commit.tree}` },
      verification: {
        verified: false,
        reason: "unsigned",
        payload: null,
        signature: null,
        verified_at: null,
      },
    },
    author: user(commit.author),
    committer: user(commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${repositoryUrl(world, repository)}/commits/${sha}`,
      html_url: `${repositoryHtmlUrl(world, repository)}/commit/${sha}`,
    })),
  };
}

/** As webhooks of pushes have it. */
export function pushedCommit(world: World, repository: Repository, commit: Commit): JsonBody {
  const changes = changesOf(repository, commit.parents[0] ?? null, commit.sha);
  const person = (who: Signature): JsonBody => {
    const account = accountOf(world, who);
    return account === null ? { ...who } : { ...who, username: account.login };
  };
  const paths = (status: FileChange["status"]): readonly string[] =>
    changes.filter((change) => change.status === status).map((change) => change.path);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: timestamp(commit.at * 1000),
    url: `${repositoryHtmlUrl(world, repository)}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: paths("added"),
    removed: paths("removed"),
    modified: paths("modified"),
  };
}

export function fileBody(world: World, repository: Repository, head: string, change: FileChange): JsonBody {
  const path = change.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: change.oid,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${repositoryHtmlUrl(world, repository)}/blob/${head}/${path}`,
    raw_url: `${repositoryHtmlUrl(world, repository)}/raw/${head}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${head}`,
  };
}
