import {
  accountNodeId,
  apiUrl,
  simpleOrganisation,
  simpleUser,
  teamWithParent,
  timestamp,
} from "../json/basic.ts";
import { fullRepository } from "../json/repository.ts";
import { notFound } from "../server/answer.ts";
import { type Call, type Endpoints, listed } from "../server/call.ts";
import { childrenOf, findTeam, membersOf, teamAccess } from "../world/teams.ts";
import type { Account, Organisation, Team } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { speaker } from "./comments.ts";

const members = { permission: "members", level: "read" } as const;

export const organisationEndpoints: Endpoints = {
  "orgs/get": {
    need: "any",
    handle: (call) => ({ status: 200, body: fullOrganisation(call.world, organisationOf(call)) }),
  },
  "teams/list": {
    need: members,
    handle: (call) =>
      listed(call, [...organisationOf(call).teams.values()], (team) => teamWithParent(call.world, team)),
  },
  "teams/get-by-name": {
    need: members,
    handle: (call) => ({ status: 200, body: fullTeam(call.world, teamOf(call)) }),
  },
  "teams/list-child-in-org": {
    need: members,
    handle: (call) => listed(call, childrenOf(teamOf(call)), (team) => teamWithParent(call.world, team)),
  },
  "teams/list-members-in-org": {
    need: members,
    handle: (call) => {
      const role = call.query.get("role") ?? "all";
      const chosen = [...membersOf(teamOf(call))].filter(([, one]) => role === "all" || one === role);
      const accounts = chosen.flatMap(([id]) => call.world.accounts.get(id) ?? []);
      return listed(call, accounts, (account) => simpleUser(call.world, account));
    },
  },
  "teams/get-membership-for-user-in-org": {
    need: members,
    handle: (call) => {
      const team = teamOf(call);
      const account = call.world.findAccount(call.parameters["username"] ?? "");
      const role = account === null ? undefined : membersOf(team).get(account.id);
      if (account === null || role === undefined) throw notFound();
      const url = `${apiUrl(call.world)}/organizations/${team.organisation.account.id}/team/${team.id}/memberships/${account.login}`;
      return { status: 200, body: { url, role, state: "active" } };
    },
  },
  "teams/check-permissions-for-repo-in-org": {
    need: members,
    handle: (call) => {
      const team = teamOf(call);
      const { owner = "", repo = "" } = call.parameters;
      const repository = call.world.findRepository(owner, repo);
      if (repository === null || teamAccess(team, repository) === null) throw notFound();
      const wantsBody = call.parameters["accept"]?.includes("repository+json") === true;
      return wantsBody ? { status: 200, body: fullRepository(call.world, repository) } : { status: 204 };
    },
  },
  "users/get-by-username": {
    need: "any",
    handle: (call) => {
      const account = call.world.findAccount(call.parameters["username"] ?? "");
      if (account === null) throw notFound();
      return { status: 200, body: publicUser(call.world, account) };
    },
  },
  "users/get-authenticated": {
    need: "any",
    handle: (call) => ({ status: 200, body: publicUser(call.world, speaker(call)) }),
  },
};

function organisationOf(call: Call): Organisation {
  const found = call.world.organisations.get((call.parameters["org"] ?? "").toLowerCase());
  if (found === undefined) throw notFound();
  return found;
}

/** An installation sees the teams of its own organisation alone. */
function teamOf(call: Call): Team {
  const { org = "", team_slug = "" } = call.parameters;
  const team = findTeam(call.world, org, team_slug);
  if (team === null) throw notFound();
  if (
    call.caller.kind === "installation" &&
    call.caller.installation.account.id !== team.organisation.account.id
  )
    throw notFound();
  return team;
}

function fullOrganisation(world: World, organisation: Organisation): Readonly<Record<string, unknown>> {
  const { account } = organisation;
  return {
    ...simpleOrganisation(world, organisation),
    name: account.name,
    html_url: `${world.origin}/${account.login}`,
    type: "Organization",
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    archived_at: null,
    created_at: timestamp(account.createdAt),
    updated_at: timestamp(account.createdAt),
  };
}

function fullTeam(world: World, team: Team): Readonly<Record<string, unknown>> {
  return {
    ...teamWithParent(world, team),
    created_at: timestamp(team.organisation.account.createdAt),
    updated_at: timestamp(team.organisation.account.createdAt),
    members_count: membersOf(team).size,
    repos_count: team.access.size,
    organization: fullOrganisation(world, team.organisation),
  };
}

function publicUser(world: World, account: Account): Readonly<Record<string, unknown>> {
  return {
    ...simpleUser(world, account),
    node_id: accountNodeId(account),
    name: account.name,
    company: null,
    blog: "",
    location: null,
    email: account.email,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: timestamp(account.createdAt),
    updated_at: timestamp(account.createdAt),
  };
}
