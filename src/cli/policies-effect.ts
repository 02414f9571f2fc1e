import { availableParallelism } from "node:os";
import { ReplayRunner } from "../app/replay/runner.ts";
import { type ComparedUnder, type DecisionsAmong, effectOfChange } from "../app/rule-sets/effect.ts";
import type { EffectRow } from "../model/rule-set-effect.ts";
import type { StoreReader } from "../store/index.ts";
import type { ParsedArguments } from "./arguments.ts";
import { UsageError } from "./usage.ts";

/** Enough to see what a new set does to the changes of some days, within a minute. */
const lastDefault = 50;
/** Each takes memory for policy sets and an input of some megabytes. */
const workersWanted = 4;

/** Which decisions `--effect` is about. */
export interface AskedEffect {
  readonly last: number;
  /** `owner/name`; `null`: those that are concerned. */
  readonly repository: string | null;
}

/** `--effect` of `policies diff`; `null`: not asked for. */
export function effectAsked(isAsked: boolean, given: Pick<ParsedArguments, "value">): AskedEffect | null {
  const [last, repository] = [given.value("last"), given.value("repository")];
  if (!isAsked && last !== null)
    throw new UsageError("--last says how many decisions --effect replays: give --effect, too.");
  if (!isAsked && repository !== null)
    throw new UsageError("--repository says whose decisions --effect replays: give --effect, too.");
  if (!isAsked) return null;
  if (last === null) return { last: lastDefault, repository };
  if (!/^[1-9]\d{0,6}$/.test(last))
    throw new UsageError(`--last is how many decisions are replayed, from 1, not ${JSON.stringify(last)}.`);
  return { last: Number(last), repository };
}

/** Replays the last decisions of a store under both. */
export async function replayedEffect(
  sides: ComparedUnder,
  among: DecisionsAmong,
  { store, cacheFolder }: { readonly store: StoreReader; readonly cacheFolder: string },
): Promise<readonly EffectRow[]> {
  const workersMax = Math.min(workersWanted, availableParallelism());
  const runner = new ReplayRunner({ cacheFolder, workersMax });
  try {
    return await effectOfChange(sides, among, { store, runner, atOnce: workersMax });
  } finally {
    await runner.close();
  }
}
