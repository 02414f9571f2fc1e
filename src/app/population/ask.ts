import type { PopulationPeriod, PopulationRow, Reconciliation } from "../../model/population.ts";
import type { Notes, Records } from "../../store/index.ts";
import { repositoryNameOf } from "../repository-names.ts";
import type { LineCommit } from "./entries.ts";
import { entriesFrom, type PopulationStore } from "./from-records.ts";
import { boundsOf, branchesIn, populationOf, reconciliationOf } from "./reconcile.ts";

export interface PopulationRequest {
  readonly period: PopulationPeriod;
  /** In the order in which they are to be told. */
  readonly repositories: readonly number[];
  /** `null`: every branch that was followed. One that never was is in no answer. */
  readonly branch: string | null;
  /** Of the one branch that is asked for, oldest first; `null`: our own list counts. */
  readonly history: readonly LineCommit[] | null;
  readonly now: Date;
}

export interface PopulationAnswer {
  readonly rows: readonly PopulationRow[];
  readonly reconciliation: Reconciliation;
}

interface AskStore extends PopulationStore {
  readonly records: PopulationStore["records"] & Pick<Records, "repositoriesWith">;
  readonly notes: Pick<Notes, "get">;
}

/** The population of a period, from a store. */
export async function askPopulation(
  { period, repositories, branch, history, now }: PopulationRequest,
  store: AskStore,
): Promise<PopulationAnswer> {
  const asOf = now.toISOString();
  const { start } = boundsOf(period);
  const found = [];
  for (const id of repositories) {
    const repository = { id, name: await repositoryNameOf(store.notes, id) };
    const entries = await entriesFrom({ repository, start, history }, store);
    const followed = branchesIn(entries.outside).filter((name) => branch === null || name === branch);
    for (const name of followed) found.push(populationOf(entries, { branch: name, period, history, asOf }));
  }
  return {
    rows: found.flatMap(({ rows }) => rows),
    reconciliation: reconciliationOf(
      period,
      found.map(({ reconciliation }) => reconciliation),
    ),
  };
}
