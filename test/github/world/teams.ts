import type { Account, Permission, Repository, Team } from "./types.ts";
import { permissions } from "./types.ts";
import type { World } from "./world.ts";

/** A team counts the members of its children as its own. */
export function membersOf(team: Team): ReadonlyMap<number, "member" | "maintainer"> {
  const members = new Map(team.members);
  for (const child of childrenOf(team))
    for (const [id, role] of membersOf(child)) if (!members.has(id)) members.set(id, role);
  return members;
}

export function childrenOf(team: Team): readonly Team[] {
  return [...team.organisation.teams.values()].filter((one) => one.parent === team);
}

export function isInTeam(team: Team, account: Account): boolean {
  return membersOf(team).has(account.id);
}

/** A child has what its parents have. `null`: none. */
export function teamAccess(team: Team, repository: Repository): Permission | null {
  const own = team.access.get(repository.id) ?? null;
  const inherited = team.parent === null ? null : teamAccess(team.parent, repository);
  return higher(own, inherited);
}

export function accountAccess(repository: Repository, account: Account): Permission | null {
  if (repository.owner.id === account.id) return "admin";
  const organisation = repository.organisation;
  const role = organisation?.members.get(account.id);
  const base: Permission | null = role === "admin" ? "admin" : role === "member" ? "pull" : null;
  const teams = [...(organisation?.teams.values() ?? [])].filter((team) => isInTeam(team, account));
  return teams
    .map((team) => teamAccess(team, repository))
    .reduce(higher, higher(base, repository.collaborators.get(account.id) ?? null));
}

function higher(a: Permission | null, b: Permission | null): Permission | null {
  const rank = (permission: Permission | null): number =>
    permission === null ? -1 : permissions.indexOf(permission);
  return rank(a) >= rank(b) ? a : b;
}

export function findTeam(world: World, organisation: string, slug: string): Team | null {
  return world.organisations.get(organisation.toLowerCase())?.teams.get(slug.toLowerCase()) ?? null;
}
