import type { EvidenceQuery } from "../../model/evidence.ts";
import type { PopulationRow, Reconciliation } from "../../model/population.ts";
import { branchesIn, populationOf, reconciliationOf } from "../population/reconcile.ts";
import type { NamedGathered } from "./view/decisions.ts";

export interface Populations {
  /** By repository, branch and place in the branch. */
  readonly rows: readonly PopulationRow[];
  readonly reconciliation: Reconciliation;
}

/** The commits of every branch that was asked for. `asOf`: ISO 8601, when the log that it rests on ends. */
export function populationsOf(
  repositories: readonly NamedGathered[],
  query: Pick<EvidenceQuery, "from" | "to" | "timezone" | "branches">,
  asOf: string,
): Populations {
  const { from, to, timezone, branches } = query;
  const period = { from, to, timezone };
  const found = repositories.flatMap((repository) =>
    branchesIn(repository.outside)
      .filter((branch) => branches.length === 0 || branches.includes(branch))
      .map((branch) => populationOf(repository, { branch, period, history: null, asOf })),
  );
  return {
    rows: found.flatMap(({ rows }) => rows),
    reconciliation: reconciliationOf(
      period,
      found.map(({ reconciliation }) => reconciliation),
    ),
  };
}
