import { GitHubError, type GitHubReader } from "../../github/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import { configuredTeams } from "../../model/configured-teams.ts";
import type { Log } from "../../model/log.ts";
import type { Account } from "../../model/pull.ts";
import type { StoredRepositoryRecord } from "../../model/record.ts";
import { type TeamBindings, type TeamFacts, type TeamStanding, teamStanding } from "../../model/team.ts";
import type { NewRecord, Records } from "../../store/index.ts";

export interface TeamReader {
  readonly read: Pick<GitHubReader, "teams">;
  readonly log: Pick<Log, "warn">;
}

export interface BindingPorts extends TeamReader {
  readonly records: Pick<Records, "ofRepository" | "append">;
}

/**
 * Binds the names of an organisation's teams in its settings to the teams that have them now, where they were not bound
 * before, and gives all that are. A name keeps its team whatever happens on GitHub, until `teamIds` says which it means
 * instead: whoever founds a team under a name that became free gets nothing with it. What cannot be bound means nobody.
 */
export async function bindTeams(
  organisation: string,
  settings: Configuration,
  ports: BindingPorts,
): Promise<TeamBindings> {
  const own = `${organisation.toLowerCase()}/`;
  const names = [...configuredTeams(settings).keys()].filter((name) => name.startsWith(own));
  const records = await ports.records.ofRepository(null, "team-bound");
  const known = bindingsOf(records);
  const said = Object.entries(settings.teamIds ?? {})
    .map(([name, id]) => ({ team: name.toLowerCase(), id }))
    .filter(({ team, id }) => team.startsWith(own) && known.get(team) !== id);
  const told = new Set(said.map(({ team }) => team));
  const unbound = names.filter((name) => !known.has(name) && !told.has(name));
  const found = unbound.length === 0 ? [] : ((await existingTeams(organisation, ports)) ?? []);
  const byName = new Map(found.map(({ name, id }) => [name.toLowerCase(), id]));
  const learned = unbound.flatMap((team) => {
    const id = byName.get(team);
    return id === undefined ? [] : [{ team, id }];
  });
  const added = [...said, ...learned].map((binding) => recordOf(binding, records));
  if (added.length === 0) return known;
  await ports.records.append(added);
  // Another process may have been first, and then its word counts.
  return bindingsOf(await ports.records.ofRepository(null, "team-bound"));
}

/** What stands in the records. */
export async function keptBindings(records: Pick<Records, "ofRepository">): Promise<TeamBindings> {
  return bindingsOf(await records.ofRepository(null, "team-bound"));
}

/** The last word on each name. */
function bindingsOf(records: readonly StoredRepositoryRecord[]): TeamBindings {
  return new Map(
    records.flatMap(({ body }) => (body.kind === "team-bound" ? [[body.team, body.id] as const] : [])),
  );
}

function recordOf(
  { team, id }: { readonly team: string; readonly id: number },
  records: readonly StoredRepositoryRecord[],
): NewRecord {
  const before = records.filter(({ body }) => body.kind === "team-bound" && body.team === team).length;
  const body = { kind: "team-bound", team, id } as const;
  return { scope: "repository", repositoryId: null, key: `${team} ${before}`, body };
}

/** What has become of teams that settings name; left out is what nobody knows: teams of others, or of a closed book. */
export async function standingsOf(
  organisation: string,
  names: readonly string[],
  bindings: TeamBindings,
  reader: TeamReader,
): Promise<ReadonlyMap<string, TeamStanding>> {
  const own = names.filter((name) => name.toLowerCase().startsWith(`${organisation.toLowerCase()}/`));
  if (own.length === 0) return new Map();
  const existing = await existingTeams(organisation, reader);
  if (existing === undefined) return new Map();
  return new Map(own.map((name) => [name, teamStanding(name, bindings, existing)]));
}

/** Members of the team that a name means, whatever it is called now. `null`: it is not there, or cannot be seen. */
export function membersBehind(
  organisation: string,
  bindings: TeamBindings,
  { read, log }: { readonly read: Pick<GitHubReader, "teams" | "teamMembers"> } & Pick<TeamReader, "log">,
): (team: string) => Promise<readonly Account[] | null> {
  return async (team) => {
    const standing = (await standingsOf(organisation, [team], bindings, { read, log })).get(team);
    if (standing === undefined) return read.teamMembers(team);
    return standing.kind === "there" ? read.teamMembers(standing.team.name) : null;
  };
}

/** `undefined`: GitHub does not tell, and would not on another try. */
async function existingTeams(
  organisation: string,
  { read, log }: TeamReader,
): Promise<readonly TeamFacts[] | undefined> {
  try {
    return (await read.teams(organisation)) ?? [];
  } catch (error) {
    if (!(error instanceof GitHubError) || error.retryAfterMs !== null) throw error;
    if (error.code !== "forbidden" && error.code !== "invalid") throw error;
    log.warn({ organisation, error }, "The teams of an organisation cannot be listed.");
    return undefined;
  }
}
