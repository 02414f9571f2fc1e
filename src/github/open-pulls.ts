import type { RepositoryRef } from "./ports.ts";
import { openPullsAnswer } from "./pull/answer.ts";
import { present } from "./pull/facts.ts";
import { parsed } from "./pull/parsed.ts";
import { openPullsQuery } from "./pull/query.ts";
import type { OpenPull } from "./sweep-ports.ts";
import type { Client } from "./transport/client.ts";
import { faultError, graphql } from "./transport/graphql.ts";

/** Repositories of one query. With a hundred pull requests each it costs one point, and takes GitHub a second or two. */
const repositoriesPerQuery = 50;
/** A sweep looks at those that changed last; what nobody has touched behind two thousand others waits for its event. */
const openPullsMax = 2_000;

interface Asked {
  readonly repository: RepositoryRef;
  readonly cursor: string | null;
}

/** Open pull requests of any number of repositories, those that changed last first. One that is gone has none. */
export async function openPulls(
  client: Client,
  repositories: readonly RepositoryRef[],
): Promise<ReadonlyMap<number, readonly OpenPull[]>> {
  const found = new Map<number, OpenPull[]>(repositories.map(({ id }) => [id, []]));
  let asked: readonly Asked[] = repositories.map((repository) => ({ repository, cursor: null }));
  while (asked.length > 0) {
    const now = asked.slice(0, repositoriesPerQuery);
    const further = await askOnce(client, now, found);
    asked = [...asked.slice(repositoriesPerQuery), ...further];
  }
  return found;
}

/** Adds what one query gives, and says which repositories have more. */
async function askOnce(
  client: Client,
  asked: readonly Asked[],
  found: ReadonlyMap<number, OpenPull[]>,
): Promise<readonly Asked[]> {
  const variables = asked.flatMap(({ repository: { owner, name }, cursor }, index) => [
    [`owner${index}`, owner] as const,
    [`name${index}`, name] as const,
    [`cursor${index}`, cursor] as const,
  ]);
  const { data, faults } = await graphql(client, openPullsQuery(asked.length), Object.fromEntries(variables));
  const fatal = faults.find(({ type, path }) => type !== "NOT_FOUND" || !/^r\d+$/.test(path));
  if (fatal !== undefined) throw faultError(fatal);
  const answer = parsed(openPullsAnswer, data, "list of pull requests");
  return asked.flatMap(({ repository }, index) => {
    const own = answer[`r${index}`] ?? null;
    const pulls = found.get(repository.id);
    // Another repository may have taken the name.
    if (own === null || pulls === undefined || own.databaseId !== repository.id) return [];
    for (const { number, headRefOid: head, baseRefName: baseRef } of present(own.pullRequests.nodes))
      pulls.push({ number, head, baseRef });
    const { hasNextPage, endCursor } = own.pullRequests.pageInfo;
    const more = hasNextPage && typeof endCursor === "string" && pulls.length < openPullsMax;
    return more ? [{ repository, cursor: endCursor }] : [];
  });
}
