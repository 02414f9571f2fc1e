import { apiUrl, simpleOrganisation, simpleUser, teamWithParent } from "../json/basic.ts";
import { repositoryBody } from "../json/repository.ts";
import { announce, announceAt } from "../world/announce.ts";
import type { Permission, Team } from "../world/types.ts";
import { type ActContext, ownerOf } from "./context.ts";

/** People, their organisations and teams. */
export function peopleActs({ world, identities }: ActContext) {
  const announceTeam = (
    team: Team,
    action: string,
    by: string | undefined,
    more: Readonly<Record<string, unknown>> = {},
  ): void => {
    const { account } = team.organisation;
    const actor = by === undefined ? ownerOf(world, account) : world.account(by);
    announceAt(world, account, "team", action, actor, {
      team: teamWithParent(world, team),
      organization: simpleOrganisation(world, team.organisation),
      ...more,
    });
  };
  const announceMembership = (team: Team, login: string, action: string): void => {
    const { account } = team.organisation;
    announceAt(world, account, "membership", action, ownerOf(world, account), {
      scope: "team",
      member: simpleUser(world, world.account(login)),
      team: teamWithParent(world, team),
      organization: simpleOrganisation(world, team.organisation),
    });
  };
  return {
    createUser: (given: {
      readonly login: string;
      readonly name?: string;
      readonly email?: string;
      readonly bot?: boolean;
    }) => {
      const type = given.bot === true ? "Bot" : "User";
      return { id: world.addAccount(given.login, type, given.name, given.email).id };
    },
    /** The owner is made where there is none yet. */
    createOrganisation: (given: { readonly login: string; readonly owner?: string }) => {
      const account = world.addAccount(given.login, "Organization");
      const owner = given.owner ?? `${given.login}-owner`;
      const admin = world.findAccount(owner) ?? world.addAccount(owner, "User");
      const organisation = {
        account,
        members: new Map([[admin.id, "admin" as const]]),
        teams: new Map(),
        rulesets: new Map(),
      };
      world.organisations.set(given.login.toLowerCase(), organisation);
      return { id: account.id };
    },
    /** Members that do not exist yet are made, and become members of the organisation. */
    createTeam: (given: {
      readonly team: string;
      readonly parent?: string;
      readonly members?: readonly string[];
    }) => {
      const [login = "", slug = ""] = given.team.split("/");
      const organisation = world.organisation(login);
      const team: Team = {
        id: world.nextId("team"),
        organisation,
        slug,
        name: slug,
        parent: given.parent === undefined ? null : world.team(given.parent),
        members: new Map(),
        access: new Map(),
      };
      organisation.teams.set(slug, team);
      announceTeam(team, "created", undefined);
      for (const member of given.members ?? []) {
        const account = world.findAccount(member) ?? world.addAccount(member, "User");
        if (!organisation.members.has(account.id)) organisation.members.set(account.id, "member");
        team.members.set(account.id, "member");
        announceMembership(team, member, "added");
      }
      return { id: team.id };
    },
    /** It stays the same team: members, rights and requests stay with it, and its old name is free. */
    renameTeam: (given: { readonly team: string; readonly to: string }) => {
      const team = world.team(given.team);
      const from = team.name;
      team.organisation.teams.delete(team.slug);
      team.slug = given.to;
      team.name = given.to;
      team.organisation.teams.set(team.slug, team);
      announceTeam(team, "edited", undefined, { changes: { name: { from } } });
    },
    addToTeam: (given: { readonly team: string; readonly login: string }) => {
      const team = world.team(given.team);
      const account = world.account(given.login);
      if (!team.organisation.members.has(account.id)) team.organisation.members.set(account.id, "member");
      if (team.members.has(account.id)) return;
      team.members.set(account.id, "member");
      announceMembership(team, given.login, "added");
    },
    removeFromTeam: (given: { readonly team: string; readonly login: string }) => {
      const team = world.team(given.team);
      team.members.delete(world.account(given.login).id);
      announceMembership(team, given.login, "removed");
    },
    addMember: (given: {
      readonly organisation: string;
      readonly login: string;
      readonly role?: "admin" | "member";
    }) => {
      const account = world.findAccount(given.login) ?? world.addAccount(given.login, "User");
      const organisation = world.organisation(given.organisation);
      const role = given.role ?? "member";
      if (organisation.members.get(account.id) === role) return;
      organisation.members.set(account.id, role);
      announceAt(
        world,
        organisation.account,
        "organization",
        "member_added",
        ownerOf(world, organisation.account),
        {
          membership: {
            url: `${apiUrl(world)}/orgs/${given.organisation}/memberships/${given.login}`,
            state: "active",
            role,
            organization_url: `${apiUrl(world)}/orgs/${given.organisation}`,
            user: simpleUser(world, account),
          },
          organization: simpleOrganisation(world, organisation),
        },
      );
    },
    moveTeam: (given: { readonly team: string; readonly parent: string | null }) => {
      const team = world.team(given.team);
      team.parent = given.parent === null ? null : world.team(given.parent);
      announceTeam(team, "edited", undefined, { changes: {} });
    },
    deleteTeam: (given: { readonly team: string }) => {
      const team = world.team(given.team);
      team.organisation.teams.delete(team.slug);
      for (const child of team.organisation.teams.values()) if (child.parent === team) child.parent = null;
      for (const repository of world.repositories.values())
        for (const pull of repository.pulls.values()) pull.requestedTeams.delete(team);
      announceTeam(team, "deleted", undefined);
    },
    /** `null`: no more. */
    giveTeamAccess: (given: {
      readonly team: string;
      readonly repository: string;
      readonly permission: Permission | null;
    }) => {
      const team = world.team(given.team);
      const repository = world.repository(given.repository);
      if (given.permission === null) team.access.delete(repository.id);
      else team.access.set(repository.id, given.permission);
      const action = given.permission === null ? "removed_from_repository" : "added_to_repository";
      announceTeam(team, action, undefined, { repository: repositoryBody(world, repository) });
    },
    addCollaborator: (given: {
      readonly repository: string;
      readonly login: string;
      readonly permission: Permission;
    }) => {
      const repository = world.repository(given.repository);
      const account = world.account(given.login);
      repository.collaborators.set(account.id, given.permission);
      announce(world, repository, "member", "added", ownerOf(world, repository.owner), {
        member: simpleUser(world, account),
        changes: {
          permission: {
            to: given.permission === "pull" ? "read" : given.permission === "admin" ? "admin" : "write",
          },
        },
      });
    },
    removeCollaborator: (given: { readonly repository: string; readonly login: string }) => {
      const repository = world.repository(given.repository);
      const account = world.account(given.login);
      repository.collaborators.delete(account.id);
      announce(world, repository, "member", "removed", ownerOf(world, repository.owner), {
        member: simpleUser(world, account),
      });
    },
    deleteUser: (given: { readonly login: string }) => {
      world.account(given.login).deleted = true;
    },
    renameUser: (given: { readonly login: string; readonly to: string }) => {
      world.account(given.login).login = given.to;
    },
    /** A personal token, for reading as that person. */
    createUserToken: (given: { readonly login: string }) => ({
      token: identities.userToken(world.account(given.login).id),
    }),
  };
}
