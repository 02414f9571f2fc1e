import { changesOf } from "../git/changes.ts";
import type { Commit } from "../git/commits.ts";
import { simpleUser, teamWithParent } from "../json/basic.ts";
import { commitBody, fileBody } from "../json/commit.ts";
import { simplePull } from "../json/pull.ts";
import { fullRepository, repositoryHtmlUrl, repositoryUrl } from "../json/repository.ts";
import { notFound, Refusal } from "../server/answer.ts";
import { type Call, type Endpoints, listed, paged, repositoryOf } from "../server/call.ts";
import { resolveCommit } from "../world/refs.ts";
import { accountAccess, teamAccess } from "../world/teams.ts";
import type { Permission, Repository } from "../world/types.ts";

const contents = { permission: "contents", level: "read" } as const;
const metadata = { permission: "metadata", level: "read" } as const;

/** What the compare API tells without pages. */
const comparedCommitsMax = 250;
const comparedFilesMax = 300;

export const repositoryEndpoints: Endpoints = {
  "repos/get": {
    need: metadata,
    handle: (call) => ({ status: 200, body: fullRepository(call.world, repositoryOf(call)) }),
  },
  "repos/get-by-id": {
    need: metadata,
    handle: (call) => ({ status: 200, body: fullRepository(call.world, repositoryOf(call)) }),
  },
  "repos/compare-commits-with-basehead": { need: contents, handle: compare },
  "repos/get-commit": {
    need: contents,
    handle: (call) => {
      const repository = repositoryOf(call);
      const commit = commitNamed(repository, call.parameters["ref"] ?? "");
      const changes = changesOf(repository, commit.parents[0] ?? null, commit.sha).slice(0, comparedFilesMax);
      const files = changes.map((change) => fileBody(call.world, repository, commit.sha, change));
      return { status: 200, body: { ...commitBody(call.world, repository, commit), files } };
    },
  },
  "repos/list-commits": {
    need: contents,
    handle: (call) => {
      const repository = repositoryOf(call);
      const tip = commitNamed(repository, call.query.get("sha") ?? repository.defaultBranch);
      const commits = [...repository.commits.ancestors(tip.sha)].flatMap(
        (sha) => repository.commits.get(sha) ?? [],
      );
      return listed(call, commits, (commit) => commitBody(call.world, repository, commit));
    },
  },
  "repos/list-pull-requests-associated-with-commit": {
    need: { permission: "pull_requests", level: "read" },
    handle: (call) => {
      const repository = repositoryOf(call);
      const { sha } = commitNamed(repository, call.parameters["commit_sha"] ?? "");
      const pulls = [...repository.pulls.values()].filter(
        (pull) =>
          pull.mergeCommit === sha ||
          // A rebase gives its commits other ids: all that it put onto the base came with it.
          [pull.head.sha, pull.mergeCommit ?? pull.head.sha].some((tip) =>
            repository.commits.between(pull.base.sha, tip).some((commit) => commit.sha === sha),
          ),
      );
      return listed(call, pulls, (pull) => simplePull(call.world, pull));
    },
  },
  "git/get-commit": {
    need: contents,
    handle: (call) => {
      const repository = repositoryOf(call);
      const commit = commitNamed(repository, call.parameters["commit_sha"] ?? "");
      const whole = commitBody(call.world, repository, commit);
      const inner = whole["commit"];
      return {
        status: 200,
        body: {
          ...(typeof inner === "object" ? inner : {}),
          sha: commit.sha,
          node_id: whole["node_id"],
          url: `${repositoryUrl(call.world, repository)}/git/commits/${commit.sha}`,
          html_url: whole["html_url"],
          parents: whole["parents"],
        },
      };
    },
  },
  "git/get-blob": {
    need: contents,
    handle: (call) => {
      const repository = repositoryOf(call);
      const sha = call.parameters["file_sha"] ?? "";
      const bytes = repository.objects.findBlob(sha);
      if (bytes === null) throw notFound();
      const url = `${repositoryUrl(call.world, repository)}/git/blobs/${sha}`;
      const content = bytes.toString("base64").replace(/(.{60})/g, "$1\n");
      return {
        status: 200,
        body: {
          sha,
          node_id: Buffer.from(sha).toString("base64"),
          size: bytes.length,
          url,
          content,
          encoding: "base64",
        },
      };
    },
  },
  "git/get-ref": {
    need: contents,
    handle: (call) => {
      const repository = repositoryOf(call);
      const ref = `refs/${call.parameters["ref"] ?? ""}`;
      const sha = repository.refs.get(ref);
      if (sha === undefined) throw notFound();
      const url = `${repositoryUrl(call.world, repository)}/git`;
      const object = { type: "commit", sha, url: `${url}/commits/${sha}` };
      return {
        status: 200,
        body: { ref, node_id: Buffer.from(ref).toString("base64"), url: `${url}/${ref}`, object },
      };
    },
  },
  "repos/list-teams": {
    need: { permission: "administration", level: "read" },
    handle: (call) => {
      const repository = repositoryOf(call);
      const teams = [...(repository.organisation?.teams.values() ?? [])].filter(
        (team) => teamAccess(team, repository) !== null,
      );
      return listed(call, teams, (team) => ({
        ...teamWithParent(call.world, team),
        permission: teamAccess(team, repository),
      }));
    },
  },
  "repos/get-collaborator-permission-level": {
    need: metadata,
    handle: (call) => {
      const repository = repositoryOf(call);
      const account = call.world.findAccount(call.parameters["username"] ?? "");
      if (account === null) throw notFound();
      const access = accountAccess(repository, account) ?? (repository.private ? null : "pull");
      return {
        status: 200,
        body: {
          permission: legacy(access),
          role_name: access === "pull" ? "read" : access === "push" ? "write" : (access ?? "none"),
          user: {
            ...simpleUser(call.world, account),
            role_name: access ?? "none",
            permissions: flags(access),
          },
        },
      };
    },
  },
};

export function commitNamed(repository: Repository, name: string): Commit {
  const sha = resolveCommit(repository, name);
  const commit = sha === null ? null : repository.commits.get(sha);
  if (commit === null) throw new Refusal(422, `No commit found for SHA: ${name}`);
  return commit;
}

function compare(call: Call): {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
} {
  const { world } = call;
  const repository = repositoryOf(call);
  const [left = "", right = ""] = (call.parameters["basehead"] ?? "").split("...");
  const [base, head] = [sideOf(repository, left), sideOf(repository, right)];
  const mergeBase = repository.commits.mergeBase(base.sha, head.sha);
  const ancestor = mergeBase === null ? null : repository.commits.get(mergeBase);
  if (ancestor === null) throw new Refusal(404, `No common ancestor between ${left} and ${right}.`);
  const ahead = repository.commits.between(base.sha, head.sha);
  const behind = repository.commits.between(head.sha, base.sha).length;
  const withPages = call.query.has("per_page") || call.query.has("page");
  const page = withPages ? paged(call, ahead) : { items: ahead.slice(-comparedCommitsMax), headers: {} };
  const url = `${repositoryUrl(world, repository)}/compare/${left}...${right}`;
  const html = `${repositoryHtmlUrl(world, repository)}/compare/${left}...${right}`;
  const filesAsked = Number(call.query.get("page") ?? 1) === 1;
  const changes = filesAsked ? changesOf(repository, ancestor.sha, head.sha).slice(0, comparedFilesMax) : [];
  return {
    status: 200,
    headers: page.headers,
    body: {
      url,
      html_url: html,
      permalink_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      base_commit: commitBody(world, repository, base),
      merge_base_commit: commitBody(world, repository, ancestor),
      status:
        ahead.length === 0 ? (behind === 0 ? "identical" : "behind") : behind === 0 ? "ahead" : "diverged",
      ahead_by: ahead.length,
      behind_by: behind,
      total_commits: ahead.length,
      commits: page.items.map((commit) => commitBody(world, repository, commit)),
      files: changes.map((change) => fileBody(world, repository, head.sha, change)),
    },
  };
}

/** `owner:branch` names a branch of a fork. Its objects are in the same network, as on GitHub. */
function sideOf(repository: Repository, name: string): Commit {
  const plain = name.includes(":") ? name.slice(name.indexOf(":") + 1) : name;
  const sha = resolveCommit(repository, plain);
  const commit = sha === null ? null : repository.commits.get(sha);
  if (commit === null) throw notFound();
  return commit;
}

function legacy(access: Permission | null): "admin" | "write" | "read" | "none" {
  if (access === null) return "none";
  if (access === "admin") return "admin";
  return access === "push" || access === "maintain" ? "write" : "read";
}

function flags(access: Permission | null): Readonly<Record<string, boolean>> {
  const order: readonly Permission[] = ["pull", "triage", "push", "maintain", "admin"];
  const rank = access === null ? -1 : order.indexOf(access);
  return Object.fromEntries(order.map((name, index) => [name, index <= rank]));
}
