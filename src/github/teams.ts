import { z } from "zod";
import type { Account } from "../model/pull.ts";
import type { TeamFacts } from "../model/team.ts";
import { GitHubError } from "./ports.ts";
import { restAccount } from "./pull/account.ts";
import { present } from "./pull/facts.ts";
import { parsed } from "./pull/parsed.ts";
import { Remembered } from "./remembered.ts";
import type { Client } from "./transport/client.ts";
import { faultError, graphql } from "./transport/graphql.ts";

/** Events clear the cache at once; this is for another process that did not get them. */
const knownForMs = 5 * 60_000;
/** Somebody may be about to create the team that the configuration names. */
const unknownForMs = 30_000;
const pageSize = 100;
/** A team of more is no group of reviewers, and would take the installation's requests for an hour. */
const membersMax = 5_000;
/** Nobody is in so many teams; it bounds what one person costs. */
const teamPagesMax = 10;
/** More would take a request of minutes, and nobody founds so many by hand. */
const teamsMax = 10_000;
/** GitHub nests teams as deep as anybody likes; nobody likes it deeper. */
const ancestorsMax = 20;

export const teamsQuery = `query teams($organisation: String!, $login: String!, $cursor: String) {
  organization(login: $organisation) {
    teams(first: ${pageSize}, userLogins: [$login], after: $cursor) {
      pageInfo { hasNextPage endCursor }
      nodes { combinedSlug databaseId ancestors(first: ${ancestorsMax}) { nodes { combinedSlug databaseId } } }
    }
  }
}`;

const slug = z.object({ combinedSlug: z.string(), databaseId: z.int() });

const teamsAnswer = z.object({
  organization: z
    .object({
      teams: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        nodes: z.array(slug.extend({ ancestors: z.object({ nodes: z.array(slug.nullable()) }) }).nullable()),
      }),
    })
    .nullable(),
});

/** Teams and who is in them, child teams included, each asked for once in a while. */
export class Teams {
  readonly #client: Client;
  readonly #members: Remembered<readonly Account[] | null>;
  readonly #teams: Remembered<readonly TeamFacts[]>;
  readonly #all: Remembered<readonly TeamFacts[] | null>;

  constructor(client: Client) {
    this.#client = client;
    this.#members = new Remembered(client.time, (found) => (found === null ? unknownForMs : knownForMs));
    this.#teams = new Remembered(client.time, () => knownForMs);
    this.#all = new Remembered(client.time, (found) => (found === null ? unknownForMs : knownForMs));
  }

  /** `org/team`. `null`: there is no such team, or it cannot be seen. */
  members(team: string): Promise<readonly Account[] | null> {
    return this.#members.get(team.toLowerCase(), () => this.#askMembers(team));
  }

  /** Every team of an organisation. `null`: there is no such organisation, or it cannot be seen. */
  all(organisation: string): Promise<readonly TeamFacts[] | null> {
    return this.#all.get(organisation.toLowerCase(), () => this.#askAll(organisation));
  }

  /** Teams of one person, sorted by name. Bots are in no team. */
  async of(organisation: string, login: string): Promise<readonly TeamFacts[]> {
    if (login.endsWith("[bot]")) return [];
    const key = `${organisation}/${login}`.toLowerCase();
    return this.#teams.get(key, () => this.#askTeams(organisation, login));
  }

  forget(): void {
    this.#members.forget();
    this.#teams.forget();
    this.#all.forget();
  }

  async #askMembers(team: string): Promise<readonly Account[] | null> {
    const [org, team_slug, ...rest] = team.split("/");
    if (!org || !team_slug || rest.length > 0) return null;
    const { octokit } = this.#client;
    const list = octokit.rest.teams.listMembersInOrg;
    const members: Account[] = [];
    try {
      for await (const { data } of octokit.paginate.iterator(list, { org, team_slug, per_page: pageSize })) {
        members.push(...data.map(restAccount));
        if (members.length > membersMax) throw tooMany(team);
      }
    } catch (error) {
      if (error instanceof GitHubError && error.code === "not-found") return null;
      throw error;
    }
    return members;
  }

  async #askAll(org: string): Promise<readonly TeamFacts[] | null> {
    const { octokit } = this.#client;
    const found: TeamFacts[] = [];
    try {
      for await (const { data } of octokit.paginate.iterator(octokit.rest.teams.list, {
        org,
        per_page: pageSize,
      })) {
        found.push(...data.map(({ slug: name, id }) => ({ name: `${org}/${name}`, id })));
        if (found.length > teamsMax)
          throw new GitHubError("invalid", `${org} has more than ${teamsMax} teams: they are not listed.`);
      }
    } catch (error) {
      if (error instanceof GitHubError && error.code === "not-found") return null;
      throw error;
    }
    return found.sort(byName);
  }

  /** Whoever is in a team is in the teams above it. */
  async #askTeams(organisation: string, login: string): Promise<readonly TeamFacts[]> {
    const teams = new Map<number, TeamFacts>();
    let cursor: string | null = null;
    for (let page = 0; page < teamPagesMax; page++) {
      const { data, faults } = await graphql(this.#client, teamsQuery, { organisation, login, cursor });
      const fatal = faults.find(({ type, path }) => type !== "NOT_FOUND" || path !== "organization");
      if (fatal !== undefined) throw faultError(fatal);
      const found = parsed(teamsAnswer, data, "person's teams").organization?.teams;
      for (const team of present(found?.nodes)) {
        for (const { combinedSlug: name, databaseId: id } of [team, ...present(team.ancestors.nodes)])
          teams.set(id, { name, id });
      }
      if (found?.pageInfo.hasNextPage !== true) break;
      cursor = found.pageInfo.endCursor ?? null;
    }
    return [...teams.values()].sort(byName);
  }
}

function byName(left: TeamFacts, right: TeamFacts): number {
  return left.name < right.name ? -1 : 1;
}

function tooMany(team: string): GitHubError {
  return new GitHubError(
    "invalid",
    `The team ${team} has more than ${membersMax} members. Name a smaller team as reviewers.`,
  );
}
