import { availableParallelism } from "node:os";
import { packageVersion } from "../../app/installation.ts";
import { engineDigests } from "../../app/replay/record.ts";
import { type RecordedRow, recordedDecisions } from "../../app/replay/recorded-decisions.ts";
import { replayCase } from "../../app/replay/replay.ts";
import { ReplayRunner } from "../../app/replay/runner.ts";
import { sampled } from "../../app/replay/sample.ts";
import { readRuntimeEnvironment } from "../../config/index.ts";
import type { Locale } from "../../model/configuration.ts";
import type { ReplayOutcome } from "../../model/replay-outcome.ts";
import { visibleJson } from "../../report/neutral.ts";
import {
  type ReplayedRow,
  type ReplayTally,
  replayLines,
  replayTable,
} from "../../report/operator/replay-texts.ts";
import type { StoreReader } from "../../store/index.ts";
import { oneOf, readArguments } from "../arguments.ts";
import { openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";

/** `sekisho ledger replay ID… | --sample N | --all`: makes decisions again. Exits with 1 where one does not come out as it was recorded. */
export async function ledgerReplay(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readLedgerFlags(list);
  const all = rest.includes("--all");
  const options = ["sample", "seed", "format", "locale"];
  const given = readArguments(
    rest.filter((argument) => argument !== "--all"),
    options,
    idsMax,
  );
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const sample = countOf(given.value("sample"));
  const ids = given.positionals;
  if (Number(ids.length > 0) + Number(all) + Number(sample !== null) !== 1)
    throw new UsageError("sekisho ledger replay takes ids of decisions, --sample N, or --all.");
  const environment = readRuntimeEnvironment();
  const store = await openRecords(flags);
  const workersMax = Math.min(workersWanted, availableParallelism());
  const runner = new ReplayRunner({ cacheFolder: environment.cacheDirectory, workersMax });
  try {
    const rows = await recordedDecisions(store);
    const chosen = sample === null ? named(rows, ids) : sampled(rows, sample, given.value("seed") ?? "1");
    const tally = await replayAll(chosen, { store, runner, workersMax }, (row) => {
      const text = format === "json" ? [jsonOf(row)] : replayLines(row, locale);
      return write(`${text.join("\n")}\n`);
    });
    if (format === "pretty") await write(`${replayTable(tally, locale).join("\n")}\n`);
    const good = tally.identical + tally.agrees;
    return good === chosen.length && good > 0 ? exitCodes.pass : exitCodes.blocked;
  } finally {
    await runner.close();
    await store.close();
  }
}

/** Ids of one command line: who wants more takes a sample, or all. */
const idsMax = 1_000;
/** Each takes memory for a policy set and an input of some megabytes. */
const workersWanted = 4;

function countOf(given: string | null): number | null {
  if (given === null) return null;
  if (!/^[1-9]\d{0,6}$/.test(given))
    throw new UsageError(`--sample is how many decisions are taken, from 1, not ${JSON.stringify(given)}.`);
  return Number(given);
}

/** Decisions by their ids, or the beginnings of these; all where none is named. */
function named(rows: readonly RecordedRow[], ids: readonly string[]): readonly RecordedRow[] {
  if (ids.length === 0) return rows;
  return ids.map((id) => {
    const found = rows.filter(({ decisionId }) => decisionId.startsWith(id.toLowerCase()));
    const [first] = found;
    if (first === undefined || id.length < idCharactersMin)
      throw new UsageError(`There is no decision ${JSON.stringify(id)} in this ledger (of ${rows.length}).`);
    if (new Set(found.map(({ decisionId }) => decisionId)).size > 1)
      throw new UsageError(`${found.length} decisions begin with ${JSON.stringify(id)}: name more of it.`);
    return first;
  });
}

/** Fewer characters name any decision. */
const idCharactersMin = 6;

interface Replaying {
  readonly store: StoreReader;
  readonly runner: ReplayRunner;
  readonly workersMax: number;
}

/** As many at a time as there are workers; told in their order. */
async function replayAll(
  rows: readonly RecordedRow[],
  { store, runner, workersMax }: Replaying,
  tell: (row: ReplayedRow) => Promise<void>,
): Promise<ReplayTally> {
  const tools = { program: packageVersion(), node: process.versions.node, engines: engineDigests() };
  const tally = { identical: 0, agrees: 0, different: 0, incomplete: 0, "not-recorded": 0, failed: 0 };
  const replayed = (row: RecordedRow): Promise<ReplayOutcome> =>
    row.replay === null
      ? Promise.resolve({ kind: "not-recorded" })
      : replayCase(row.replay, { blobs: store.blobs, runner, tools });
  for (let start = 0; start < rows.length; start += workersMax) {
    const batch = rows.slice(start, start + workersMax);
    const outcomes = await Promise.all(batch.map(replayed));
    for (const [index, { decisionId, about }] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) continue;
      tally[outcome.kind] += 1;
      await tell({ decisionId, about, outcome });
    }
  }
  return tally;
}

function jsonOf(row: ReplayedRow): string {
  return visibleJson(row).replaceAll(/\n\s*/g, "");
}
