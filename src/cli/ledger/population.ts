import { askPopulation, type PopulationAnswer } from "../../app/population/ask.ts";
import { populationCsv } from "../../app/population/csv.ts";
import type { LineCommit } from "../../app/population/entries.ts";
import { repositoryIdOf } from "../../app/repository-names.ts";
import { readRuntimeEnvironment } from "../../config/index.ts";
import { isShallow, openRepository, ownLine, type Repository, resolveRef } from "../../git/index.ts";
import type { Locale } from "../../model/configuration.ts";
import type { PopulationPeriod } from "../../model/population.ts";
import { visibleJson } from "../../report/neutral.ts";
import type { StoreReader } from "../../store/index.ts";
import { oneOf, type ParsedArguments, readArguments } from "../arguments.ts";
import { openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";
import { dateOf, timezoneOf } from "./period.ts";
import { populationText } from "./population-text.ts";

const options = [
  "from",
  "to",
  "repository",
  "branch",
  "repo",
  "ref",
  "timezone",
  "format",
  "locale",
] as const;

/**
 * `sekisho ledger population`: every commit that reached a protected branch in a period, explained. Exits with 1 where
 * one is not, or where the list has a gap.
 */
export async function ledgerPopulation(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readLedgerFlags(list);
  const given = readArguments(rest, options, 0);
  const format = oneOf("format", given.value("format"), ["pretty", "csv", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const dates = { from: dateOf("from", given, "population"), to: dateOf("to", given, "population") };
  if (dates.from > dates.to) throw new UsageError(`--from ${dates.from} is after --to ${dates.to}.`);
  const history = await historyOf(given);
  const store = await openRecords(flags);
  try {
    const repositories = await repositoriesOf(given, store);
    const timezone = await timezoneOf(given.value("timezone"), repositories, store);
    const period: PopulationPeriod = { ...dates, timezone };
    const branch = given.value("branch");
    const now = new Date();
    const answer = await askPopulation({ period, repositories, branch, history, now }, store);
    if (branch !== null && answer.reconciliation.branches.length === 0)
      throw new UsageError(
        `--branch: no commit of ${JSON.stringify(branch)} was ever recorded. Check its name, and that it is protected.`,
      );
    await write(textOf(answer, format, locale));
    const { branches, totals } = answer.reconciliation;
    const whole = totals.unexplained === 0 && branches.every(({ unbroken }) => unbroken !== false);
    return whole ? exitCodes.pass : exitCodes.blocked;
  } finally {
    await store.close();
  }
}

function textOf(answer: PopulationAnswer, format: "pretty" | "csv" | "json", locale: Locale): string {
  if (format === "csv") return populationCsv(answer.rows);
  if (format === "json") return `${visibleJson(answer)}\n`;
  const { colour } = readRuntimeEnvironment();
  const coloured = colour === "always" || (colour === "auto" && process.stdout.isTTY === true);
  return populationText(answer, { locale, colour: coloured });
}

async function repositoriesOf(given: ParsedArguments, store: StoreReader): Promise<readonly number[]> {
  const name = given.value("repository");
  if (name === null) return await store.records.repositoriesWith("branch-commit");
  const id = await repositoryIdOf(store.notes, name);
  if (id === null)
    throw new UsageError(
      `--repository: nothing is recorded about ${JSON.stringify(name)}. It is written owner/name, and the App has to have seen it.`,
    );
  return [id];
}

/** What was fetched last is newer than what was checked out once. */
async function commitOf(repository: Repository, ref: string | null, branch: string): Promise<string> {
  if (ref !== null) return await resolveRef(repository, ref);
  try {
    return await resolveRef(repository, `refs/remotes/origin/${branch}`);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "GitError") throw error;
    return await resolveRef(repository, `refs/heads/${branch}`);
  }
}

/** The first-parent history of one branch of a clone: what an auditor can fetch without asking us. */
async function historyOf(given: ParsedArguments): Promise<readonly LineCommit[] | null> {
  const [path, branch, ref] = [given.value("repo"), given.value("branch"), given.value("ref")];
  if (path === null) {
    if (ref !== null) throw new UsageError("--ref names a commit of the repository that --repo names.");
    return null;
  }
  if (given.value("repository") === null || branch === null)
    throw new UsageError("--repo is the history of one branch: name it with --repository and --branch.");
  const repository = await openRepository(path);
  try {
    if (await isShallow(repository))
      throw new UsageError(
        `--repo: ${JSON.stringify(path)} is a shallow clone and does not hold the whole history. Run git fetch --unshallow there.`,
      );
    return await ownLine(repository, await commitOf(repository, ref, branch));
  } finally {
    repository.close();
  }
}
