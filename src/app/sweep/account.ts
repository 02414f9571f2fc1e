import type { NewRecord } from "../../store/index.ts";
import { accountsOf, daysToTell } from "../population/daily.ts";
import { entriesFrom } from "../population/from-records.ts";
import { boundsOf, populationOf } from "../population/reconcile.ts";
import type { BranchesPorts } from "./branch-ports.ts";
import type { Place } from "./places.ts";

/** The accounts of the days that have ended since the last one, of a branch of which every commit is explained. */
export async function branchAccounts(
  { repository, name }: Place,
  branch: string,
  { records, timezone: timezoneOf, now }: BranchesPorts,
): Promise<readonly NewRecord[]> {
  const told = await records.ofRepository(repository.id, "population");
  const last =
    told.findLast(({ body }) => body.kind === "population" && body.branch === branch)?.body ?? null;
  const kept = await records.ofRepository(repository.id, "branch-commit");
  const first = kept.find(({ body }) => body.kind === "branch-commit" && body.branch === branch);
  if (first === undefined) return [];
  const timezone = await timezoneOf(repository);
  const days = daysToTell(last?.kind === "population" ? last : null, first.at, now(), timezone);
  if (days === null) return [];
  const { start } = boundsOf({ ...days, timezone });
  const entries = await entriesFrom(
    { repository: { id: repository.id, name }, start, history: null },
    { records, ledger: null },
  );
  const of = (from: string, to: string) =>
    populationOf(entries, {
      branch,
      period: { from, to, timezone },
      history: null,
      asOf: now().toISOString(),
    });
  const dates = new Set(of(days.from, days.to).rows.map(({ reachedAtLocal }) => dateOf(reachedAtLocal)));
  const accounts = accountsOf(
    days.from,
    [...dates].map((date) => ({ date, population: of(date, date) })),
    timezone,
  );
  return accounts.map((body) => {
    return { scope: "repository", repositoryId: repository.id, key: `${branch} ${body.from}`, body };
  });
}

function dateOf(localTime: string): string {
  return localTime.slice(0, "YYYY-MM-DD".length);
}
