import { closest } from "../../model/closest.ts";
import type { EvidenceQuery } from "../../model/evidence.ts";
import type { PopulationRow, Reconciliation } from "../../model/population.ts";
import { branchesIn, populationOf, reconciliationOf } from "../population/reconcile.ts";
import { ExportRefused } from "./ports.ts";
import type { NamedGathered } from "./view/decisions.ts";

export interface Populations {
  /** By repository, branch and place in the branch. */
  readonly rows: readonly PopulationRow[];
  readonly reconciliation: Reconciliation;
}

/**
 * The commits of every branch that was asked for. `asOf`: ISO 8601, when the log that it rests on ends. Throws
 * `ExportRefused` for a branch that the log knows in none of the repositories: that none of its commits is listed would
 * look as if none had been made.
 */
export function populationsOf(
  repositories: readonly NamedGathered[],
  query: Pick<EvidenceQuery, "from" | "to" | "timezone" | "branches">,
  asOf: string,
): Populations {
  const { from, to, timezone, branches } = query;
  const known = new Set(repositories.flatMap(({ outside }) => branchesIn(outside)));
  for (const branch of branches) if (!known.has(branch)) throw unknownBranch(branch, [...known]);
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

function unknownBranch(branch: string, known: readonly string[]): ExportRefused {
  const near = closest(branch, known);
  const hint =
    near === null
      ? `It has ${known.length === 0 ? "commits of no branch yet" : known.toSorted().slice(0, listedMax).join(", ")}.`
      : `Is it ${near}?`;
  return new ExportRefused(
    `--branch: the ledger has no commit of a protected branch ${JSON.stringify(branch)} in these repositories. ${hint}`,
  );
}

/** As many as a person looks through. */
const listedMax = 10;
