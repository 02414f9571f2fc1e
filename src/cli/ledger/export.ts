import { readFileSync } from "node:fs";
import { heldKeys } from "../../app/export/held-keys.ts";
import { makePackage } from "../../app/export/package.ts";
import type { ExportRequest } from "../../app/export/plan.ts";
import { installation, packageVersion } from "../../app/installation.ts";
import { keyPeriods } from "../../app/ledger/key-records.ts";
import { readRuntimeEnvironment } from "../../config/index.ts";
import type { Locale } from "../../model/configuration.ts";
import { evidenceTextsOf } from "../../report/text/locale.ts";
import { oneOf, type ParsedArguments, readArguments } from "../arguments.ts";
import { callerPaths } from "../caller-paths.ts";
import { ledgerEnvironment, openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";
import { dateOf, repositoriesNamed, timezoneOf } from "./period.ts";

const options = [
  ...["from", "to", "timezone", "repository", "branch", "sample", "seed"],
  ...["checkpoint", "blobs", "lang", "out"],
];
const repeatable = ["repository", "branch"];

/** `sekisho ledger export`: the evidence of a period, as a package that proves itself. */
export async function ledgerExport(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readLedgerFlags(list);
  const given = readArguments(rest, options, 0, repeatable);
  const locale = oneOf<Locale>("lang", given.value("lang"), ["en", "ja"], "en");
  const out = given.value("out");
  if (out === null)
    throw new UsageError(
      "export needs --out: a file that ends with .zip, or a folder that is not there yet.",
    );
  const target = callerPaths(readRuntimeEnvironment()).resolve(out);
  const asked = requestOf(given);
  const environment = ledgerEnvironment(flags);
  const store = await openRecords(flags);
  try {
    const repositories = await repositoriesNamed(asked.repositories, store);
    const timezone = await timezoneOf(given.value("timezone"), repositories, store);
    const keys = await keyPeriods(store);
    const exported = await makePackage({ ...asked, period: { ...asked.dates, timezone } }, target, {
      ...{ ledger: store.ledger, blobs: store.blobs, notes: store.notes, storage: store.kind },
      ...{ keys, held: heldKeys(environment, keys) },
      verifier: readFileSync(installation.verifier),
      program: `sekisho ${packageVersion()}`,
      now: () => new Date(),
    });
    await write(`${evidenceTextsOf(locale).made(saidOf(exported, target)).join("\n")}\n`);
    return exitCodes.pass;
  } finally {
    await store.close();
  }
}

function saidOf({ plan, files, written }: Awaited<ReturnType<typeof makePackage>>, target: string) {
  const { commits, unexplained } = plan.populations.reconciliation.totals;
  const exceptions = plan.populations.rows.filter((row) => row.exceptions.length > 0).length;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return {
    ...{ target, files: files.length, bytes, entries: written.entries, size: plan.checkpoint.size },
    ...{ commits, unexplained, exceptions },
  };
}

function requestOf(
  given: ParsedArguments,
): Omit<ExportRequest, "period"> & { readonly dates: { readonly from: string; readonly to: string } } {
  const dates = { from: dateOf("from", given, "export"), to: dateOf("to", given, "export") };
  if (dates.from > dates.to) throw new UsageError(`--from ${dates.from} is after --to ${dates.to}.`);
  const sample = sampleOf(given.value("sample"));
  const seed = given.value("seed");
  if (typeof sample === "number" && seed === null)
    throw new UsageError(
      "--sample needs --seed: a word that whoever tests chooses, so that nobody else chose the sample.",
    );
  if (seed !== null && typeof sample !== "number")
    throw new UsageError("--seed is of a sample that is drawn: say with --sample how many.");
  if (seed !== null && (seed.length > seedCharactersMax || /[\p{C}\p{Zl}\p{Zp}]/u.test(seed)))
    throw new UsageError(`--seed has to be one line of at most ${seedCharactersMax} characters.`);
  return {
    dates,
    repositories: given.values("repository").map(nameOf),
    branches: given.values("branch"),
    ...{ sample, seed },
    checkpoint: sizeOf(given.value("checkpoint")),
    blobs: oneOf("blobs", given.value("blobs"), ["sample", "all"], "sample"),
  };
}

/** It stands in the page and in the manifest. */
const seedCharactersMax = 200;

function nameOf(name: string): string {
  const isName = /^[\w.-]+\/[\w.-]+$/.test(name) && !name.split("/").some((part) => /^\.+$/.test(part));
  if (!isName)
    throw new UsageError(`--repository is ${JSON.stringify(name)}; it has to be written owner/name.`);
  return name;
}

function sampleOf(given: string | null): number | "all" | null {
  if (given === null || given === "all") return given;
  if (!/^[1-9]\d{0,5}$/.test(given))
    throw new UsageError(`--sample is ${JSON.stringify(given)}; it has to be a number such as 25, or all.`);
  return Number(given);
}

function sizeOf(given: string | null): number | null {
  if (given === null) return null;
  if (!/^[1-9]\d{0,14}$/.test(given))
    throw new UsageError(`--checkpoint is ${JSON.stringify(given)}; it has to be a size such as 4711.`);
  return Number(given);
}
