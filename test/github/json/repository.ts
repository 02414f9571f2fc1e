import type { Repository } from "../world/types.ts";
import { fullName, type World } from "../world/world.ts";
import { apiUrl, type JsonBody, namedRepository, simpleUser, timestamp } from "./basic.ts";

/** Addresses below a repository's own, by the name of their field. */
const addresses: Readonly<Record<string, string>> = {
  archive_url: "{archive_format}{/ref}",
  assignees_url: "assignees{/user}",
  blobs_url: "git/blobs{/sha}",
  branches_url: "branches{/branch}",
  collaborators_url: "collaborators{/collaborator}",
  comments_url: "comments{/number}",
  commits_url: "commits{/sha}",
  compare_url: "compare/{base}...{head}",
  contents_url: "contents/{+path}",
  contributors_url: "contributors",
  deployments_url: "deployments",
  downloads_url: "downloads",
  events_url: "events",
  forks_url: "forks",
  git_commits_url: "git/commits{/sha}",
  git_refs_url: "git/refs{/sha}",
  git_tags_url: "git/tags{/sha}",
  hooks_url: "hooks",
  issue_comment_url: "issues/comments{/number}",
  issue_events_url: "issues/events{/number}",
  issues_url: "issues{/number}",
  keys_url: "keys{/key_id}",
  labels_url: "labels{/name}",
  languages_url: "languages",
  merges_url: "merges",
  milestones_url: "milestones{/number}",
  notifications_url: "notifications{?since,all,participating}",
  pulls_url: "pulls{/number}",
  releases_url: "releases{/id}",
  stargazers_url: "stargazers",
  statuses_url: "statuses/{sha}",
  subscribers_url: "subscribers",
  subscription_url: "subscription",
  tags_url: "tags",
  teams_url: "teams",
  trees_url: "git/trees{/sha}",
};

const counts = {
  forks: 0,
  forks_count: 0,
  open_issues: 0,
  open_issues_count: 0,
  size: 1,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
};

const features = {
  archived: false,
  disabled: false,
  has_discussions: false,
  has_downloads: true,
  has_issues: true,
  has_pages: false,
  has_projects: true,
  has_wiki: false,
  is_template: false,
};

const merging = {
  allow_auto_merge: false,
  allow_merge_commit: true,
  allow_rebase_merge: true,
  allow_squash_merge: true,
  allow_update_branch: true,
  delete_branch_on_merge: false,
  merge_commit_message: "PR_TITLE",
  merge_commit_title: "MERGE_MESSAGE",
  squash_merge_commit_message: "COMMIT_MESSAGES",
  squash_merge_commit_title: "COMMIT_OR_PR_TITLE",
  use_squash_pr_title_as_default: false,
};

export function repositoryUrl(world: World, repository: Repository): string {
  return `${apiUrl(world)}/repos/${fullName(repository)}`;
}

export function repositoryHtmlUrl(world: World, repository: Repository): string {
  return `${world.origin}/${fullName(repository)}`;
}

/** A repository as most answers and all webhooks have it. */
export function repositoryBody(world: World, repository: Repository): JsonBody {
  const url = repositoryUrl(world, repository);
  const html = repositoryHtmlUrl(world, repository);
  return {
    ...namedRepository(repository),
    ...Object.fromEntries(Object.entries(addresses).map(([field, path]) => [field, `${url}/${path}`])),
    ...counts,
    ...features,
    owner: simpleUser(world, repository.owner),
    html_url: html,
    url,
    description: null,
    fork: repository.forkOf !== null,
    git_url: `${html.replace(/^https?/, "git")}.git`,
    ssh_url: `git@${html.replace(/^https?:\/\//, "")}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    topics: [],
    visibility: repository.private ? "private" : "public",
    default_branch: repository.defaultBranch,
    allow_forking: true,
    web_commit_signoff_required: false,
    created_at: timestamp(repository.createdAt),
    updated_at: timestamp(repository.pushedAt),
    pushed_at: timestamp(repository.pushedAt),
  };
}

/** What is told of a repository that is asked for by itself. */
export function fullRepository(world: World, repository: Repository): JsonBody {
  return {
    ...repositoryBody(world, repository),
    ...merging,
    permissions: { admin: false, maintain: false, push: false, triage: false, pull: true },
    network_count: 0,
    subscribers_count: 0,
    temp_clone_token: null,
    ...(repository.organisation === null ? {} : { organization: simpleUser(world, repository.owner) }),
  };
}

/** Webhooks of pushes give times as numbers, and call some things otherwise. */
export function pushedRepository(world: World, repository: Repository): JsonBody {
  return {
    ...repositoryBody(world, repository),
    created_at: Math.floor(repository.createdAt / 1000),
    pushed_at: Math.floor(repository.pushedAt / 1000),
    stargazers: 0,
    master_branch: repository.defaultBranch,
    ...(repository.organisation === null ? {} : { organization: repository.owner.login }),
  };
}

/** A pull request's own repositories say how they merge as well. */
export function pullRepository(world: World, repository: Repository): JsonBody {
  return { ...repositoryBody(world, repository), ...merging };
}
