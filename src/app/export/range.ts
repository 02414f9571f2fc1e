import type { SignedCheckpoint } from "../../model/ledger.ts";
import type { PopulationPeriod } from "../../model/population.ts";
import { boundsOf } from "../population/reconcile.ts";
import type { Looked } from "./look-through.ts";
import type { Populations } from "./populations.ts";
import type { ExportLedger } from "./ports.ts";
import type { DrawnCommit } from "./sample.ts";
import { indexAt } from "./time.ts";
import { lastBefore } from "./view/in-force.ts";

/** Which entries a package holds: from an index to another, without the latter. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

interface RangeWant {
  readonly period: PopulationPeriod;
  readonly looked: Looked;
  readonly populations: Populations;
  readonly drawn: readonly DrawnCommit[];
  readonly checkpoint: SignedCheckpoint;
}

/**
 * How much of the log before the period is taken along for what was in force when it began: rule sets, settings, access,
 * coverage. What was last said longer ago is told with its index, and proved by a package of that time.
 */
export const earlierEntriesMax = 200_000;

/**
 * The entry before the first of the period, so that nothing can be missing at the front; or an earlier one, where a commit
 * of the period rests on it, or where it says what was in force when the period began.
 */
export async function rangeOf(want: RangeWant, ledger: ExportLedger): Promise<Range> {
  const { period, looked, populations, drawn, checkpoint } = want;
  const { start } = boundsOf(period);
  const first = Math.max(0, (await indexAt(ledger, start, checkpoint.size)) - 1);
  const rested = populations.rows.flatMap(({ index, restsOn }) => [index ?? first, restsOn ?? first]);
  const pulls = drawn.flatMap(({ row }) => pullStart(looked, row.repositoryId, row.number) ?? []);
  const inForce = lastBefore(looked, start).filter((index) => index >= first - earlierEntriesMax);
  return { from: least([first, ...rested, ...pulls, ...inForce]), to: checkpoint.size };
}

/** Where the log begins to tell of a pull request. */
function pullStart({ repositories }: Looked, repositoryId: number, number: number | null): number | null {
  const pulls = repositories.find(({ id }) => id === repositoryId)?.pulls;
  return (number === null ? undefined : pulls?.get(number)?.[0]?.index) ?? null;
}

/** A year has too many for the arguments of one call. */
function least(indexes: readonly number[]): number {
  return indexes.reduce((low, index) => Math.min(low, index), Number.MAX_SAFE_INTEGER);
}
