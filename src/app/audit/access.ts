import type { AccessRights, AccessSnapshot } from "../../model/access-snapshot.ts";
import type { BranchControl } from "../../model/branch-control.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Account } from "../../model/pull.ts";

/** What is known of who may do what in one repository. */
export interface PlaceAccess {
  /** `owner/name`. */
  readonly name: string;
  /** `null`: nothing was ever judged there. */
  readonly configuration: Configuration | null;
  /** Everybody who may administer it; `null`: GitHub does not tell. */
  readonly administrators: readonly Account[] | null;
  /** What protects its branches, as it is known. */
  readonly controls: readonly { readonly branch: string; readonly control: BranchControl }[];
}

export interface AccessReading {
  readonly places: readonly PlaceAccess[];
  /** Of the organisation; `null`: GitHub does not tell. */
  readonly owners: readonly Account[] | null;
  /** `null`: there is no such team, or it cannot be seen. */
  readonly membersOf: (team: string) => Promise<readonly Account[] | null>;
}

/** Who may do what, in one picture. What cannot be read is named instead of being left out. */
export async function accessSnapshot({ places, owners, membersOf }: AccessReading): Promise<AccessSnapshot> {
  const rights = places.map((place) => ({ name: place.name, rights: rightsIn(place, owners ?? []) }));
  const everywhere = together(rights.map((each) => each.rights));
  const { teams, unseen } = await teamsIn(everywhere, membersOf);
  const unread = [...places.flatMap(unreadIn), ...unseen.map((team) => `team ${team}`)];
  if (owners === null) unread.push("owners");
  return {
    teams,
    rights: everywhere,
    places: grouped(rights),
    custodians:
      places.findLast(({ configuration }) => configuration?.custodians)?.configuration?.custodians ?? {},
    unread: unread.toSorted(),
  };
}

/** Members of every team that has a right. */
export async function teamsIn(
  rights: AccessRights,
  membersOf: AccessReading["membersOf"],
): Promise<{ readonly teams: AccessSnapshot["teams"]; readonly unseen: readonly string[] }> {
  const named = new Set(
    Object.values(rights)
      .flat()
      .filter((who) => who.includes("/")),
  );
  const teams: Record<string, readonly Account[]> = {};
  const unseen: string[] = [];
  for (const team of [...named].toSorted()) {
    const members = await membersOf(team);
    if (members === null) unseen.push(team);
    else teams[team] = members.toSorted((left, right) => left.id - right.id);
  }
  return { teams, unseen };
}

function rightsIn(
  { configuration, administrators, controls }: PlaceAccess,
  owners: readonly Account[],
): AccessRights {
  const people = [...(administrators ?? []), ...owners].map(({ login }) => login);
  const bypass = controls.flatMap(({ control }) => (control.bypass ?? []).map(named));
  const told = { bypass: sorted(bypass), administer: sorted(people) };
  if (configuration === null) return told;
  const { routing, tenants, stewards, waivers, policyOwners, breakGlass } = configuration;
  const tables = [routing.byRule, routing.byTenant, routing.byEnvironment];
  const routed = tables.flatMap((table) => Object.values(table).flat());
  const owning = tenants.flatMap(({ teams }) => teams);
  return {
    approve: sorted([...routing.reviewers, ...routed, ...owning, ...stewards]),
    waive: sorted([...waivers.approvers, ...Object.values(waivers.byFamily).flat()]),
    "edit-policies": sorted(policyOwners),
    "break-glass": sorted(breakGlass?.who ?? []),
    ...told,
  };
}

function named({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return kind === "team" || kind === "user" ? name : `${kind} ${name}`;
}

function unreadIn({ name, administrators, controls }: PlaceAccess): readonly string[] {
  const branches = controls.filter(({ control }) => control.bypass === null);
  return [
    ...(administrators === null ? [`administer ${name}`] : []),
    ...branches.map(({ branch }) => `bypass ${name}@${branch}`),
  ];
}

function together(all: readonly AccessRights[]): AccessRights {
  const names = sorted(all.flatMap((rights) => Object.keys(rights)));
  return Object.fromEntries(
    names.map((right) => [right, sorted(all.flatMap((rights) => rights[right] ?? []))]),
  );
}

function grouped(
  all: readonly { readonly name: string; readonly rights: AccessRights }[],
): AccessSnapshot["places"] {
  const groups = Map.groupBy(all, ({ rights }) => JSON.stringify(rights));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      return first === undefined
        ? []
        : [{ repositories: sorted(group.map(({ name }) => name)), rights: first.rights }];
    })
    .toSorted((left, right) => ((left.repositories[0] ?? "") < (right.repositories[0] ?? "") ? -1 : 1));
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted();
}
