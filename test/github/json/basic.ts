import type { App } from "../world/check-types.ts";
import type { Account, Installation, Organisation, Repository, Team } from "../world/types.ts";
import { fullName, type World } from "../world/world.ts";

export type JsonBody = Readonly<Record<string, unknown>>;

export function apiUrl(world: World): string {
  return `${world.origin}/api/v3`;
}

/** Ids of GraphQL: opaque, and different for different kinds, as GitHub's. */
export function nodeId(prefix: string, id: number): string {
  return `${prefix}_${Buffer.from(`sekisho:${id}`).toString("base64url")}`;
}

/** GitHub gives whole seconds. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}

const nodePrefixes = { User: "U", Bot: "BOT", Organization: "O" };

export function accountNodeId(account: Account): string {
  return nodeId(nodePrefixes[account.type], account.id);
}

/** Who stands for everybody that is gone. */
const ghost: Account = {
  id: 10_137,
  login: "ghost",
  type: "User",
  name: "Deleted user",
  email: "ghost@users.noreply.github.com",
  createdAt: 0,
};

export function simpleUser(world: World, given: Account): JsonBody {
  const account = given.deleted === true ? ghost : given;
  const url = `${apiUrl(world)}/users/${encodeURIComponent(account.login)}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    avatar_url: `${world.origin}/avatars/u/${account.id}`,
    gravatar_id: "",
    url,
    html_url: `${world.origin}/${account.type === "Bot" ? `apps/${account.login.replace("[bot]", "")}` : account.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.type,
    user_view_type: "public",
    site_admin: false,
  };
}

export function simpleOrganisation(world: World, { account }: Organisation): JsonBody {
  const url = `${apiUrl(world)}/orgs/${account.login}`;
  return {
    login: account.login,
    id: account.id,
    node_id: accountNodeId(account),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.origin}/avatars/u/${account.id}`,
    description: null,
  };
}

/** A team with its parent beside it, as most answers have it. */
export function teamWithParent(world: World, team: Team): JsonBody {
  return { ...simpleTeam(world, team), parent: team.parent === null ? null : simpleTeam(world, team.parent) };
}

export function simpleTeam(world: World, team: Team): JsonBody {
  const { account } = team.organisation;
  const url = `${apiUrl(world)}/organizations/${account.id}/team/${team.id}`;
  return {
    id: team.id,
    node_id: nodeId("T", team.id),
    url,
    html_url: `${world.origin}/orgs/${account.login}/teams/${team.slug}`,
    name: team.name,
    slug: team.slug,
    description: "",
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: "organization",
    organization_id: account.id,
  };
}

export function integration(world: World, app: App): JsonBody {
  return {
    id: app.id,
    slug: app.slug,
    client_id: `Iv23li${String(app.id).padStart(14, "0")}`,
    node_id: nodeId("A", app.id),
    owner: simpleUser(world, app.owner),
    name: app.name,
    description: "",
    external_url: `${world.origin}/${app.slug}`,
    html_url: `${world.origin}/apps/${app.slug}`,
    created_at: timestamp(app.owner.createdAt),
    updated_at: timestamp(app.owner.createdAt),
    permissions: app.permissions,
    events: app.events,
  };
}

export function installationBody(world: World, installation: Installation): JsonBody {
  const { account } = installation;
  const url = `${apiUrl(world)}/app/installations/${installation.id}`;
  return {
    id: installation.id,
    client_id: integration(world, world.app)["client_id"],
    account: simpleUser(world, account),
    repository_selection: installation.repositories === null ? "all" : "selected",
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${apiUrl(world)}/installation/repositories`,
    html_url: `${world.origin}/organizations/${account.login}/settings/installations/${installation.id}`,
    app_id: world.app.id,
    app_slug: world.app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: timestamp(installation.createdAt),
    updated_at: timestamp(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installation.suspended ? simpleUser(world, account) : null,
    suspended_at: installation.suspended ? timestamp(world.now()) : null,
  };
}

/** As lists of an installation's webhooks have it. */
export function namedRepository(repository: Repository): JsonBody {
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
  };
}
