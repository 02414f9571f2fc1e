import { accountNodeId, nodeId } from "../json/basic.ts";
import type { Caller } from "../server/answer.ts";
import { childrenOf, membersOf } from "../world/teams.ts";
import type { Account, Organisation, Team } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { connection, type PageArguments } from "./connection.ts";
import { forbidden, Unanswered } from "./unanswered.ts";

export type Node = Readonly<Record<string, unknown>>;

/** GraphQL leaves `[bot]` away, and knows nobody whose account is gone. */
export function actorNode(world: World, account: Account): Node | null {
  if (account.deleted === true) return null;
  const login = account.login.replace(/\[bot\]$/, "");
  return {
    __typename: account.type,
    id: accountNodeId(account),
    databaseId: account.id,
    login,
    name: account.name,
    email: "",
    avatarUrl: `${world.origin}/avatars/u/${account.id}`,
    resourcePath: `/${login}`,
    url: `${world.origin}/${login}`,
  };
}

export function organisationNode(world: World, caller: Caller, organisation: Organisation): Node {
  return {
    ...(actorNode(world, organisation.account) ?? {}),
    team: ({ slug }: { slug: string }) => {
      const team = organisation.teams.get(slug.toLowerCase());
      return team === undefined ? null : teamNode(world, caller, team);
    },
    teams: (given: PageArguments & Node) => {
      refuseWithoutMembers(caller);
      return connection(
        "teams",
        teamsWith(world, organisation, given["userLogins"]),
        given,
        (team) => teamNode(world, caller, team),
        ["rootTeamsOnly", "userLogins"],
      );
    },
  };
}

/** Those that somebody of these logins is in directly; all where nobody is named. */
function teamsWith(world: World, organisation: Organisation, logins: unknown): readonly Team[] {
  const teams = [...organisation.teams.values()];
  if (!Array.isArray(logins) || logins.length === 0) return teams;
  const ids = logins.flatMap((login: unknown) => world.findAccount(String(login))?.id ?? []);
  return teams.filter(({ members }) => ids.some((id) => members.has(id)));
}

export function teamNode(world: World, caller: Caller, team: Team): Node {
  refuseWithoutMembers(caller);
  const accountsOf = (ids: Iterable<number>): readonly Account[] =>
    [...ids].flatMap((id) => world.accounts.get(id) ?? []);
  return {
    __typename: "Team",
    id: nodeId("T", team.id),
    databaseId: team.id,
    name: team.name,
    slug: team.slug,
    combinedSlug: `${team.organisation.account.login}/${team.slug}`,
    organization: () => organisationNode(world, caller, team.organisation),
    parentTeam: () => (team.parent === null ? null : teamNode(world, caller, team.parent)),
    ancestors: (given: PageArguments & Node) =>
      connection("ancestors", ancestorsOf(team), given, (above) => teamNode(world, caller, above), []),
    childTeams: (given: PageArguments & Node) =>
      connection("childTeams", childrenOf(team), given, (child) => teamNode(world, caller, child), [
        "immediateOnly",
      ]),
    members: (given: PageArguments & Node) => {
      const members = given["membership"] === "IMMEDIATE" ? team.members : membersOf(team);
      return connection(
        "members",
        accountsOf(members.keys()),
        given,
        (account) => actorNode(world, account),
        ["membership"],
      );
    },
  };
}

/** Nearest first. */
function ancestorsOf({ parent }: Team): readonly Team[] {
  return parent === null ? [] : [parent, ...ancestorsOf(parent)];
}

function refuseWithoutMembers(caller: Caller): void {
  if (caller.kind === "installation" && caller.permissions["members"] === undefined) throw forbidden();
}

export function organisationNamed(world: World, caller: Caller, login: string): Node {
  const found = world.organisations.get(login.toLowerCase());
  if (found === undefined)
    throw new Unanswered("NOT_FOUND", `Could not resolve to an Organization with the login of '${login}'.`);
  return organisationNode(world, caller, found);
}
