import { readFile } from "node:fs/promises";
import { isWhole, type KeptCheckpoint, verifyWhole } from "../../app/ledger/verify.ts";
import { readRuntimeEnvironment } from "../../config/index.ts";
import type { Locale } from "../../model/configuration.ts";
import { visibleJson } from "../../report/neutral.ts";
import { verifyText } from "../../report/operator/ledger-verify-texts.ts";
import { oneOf, readArguments } from "../arguments.ts";
import { callerPaths } from "../caller-paths.ts";
import { openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";

/** A note has three lines and a few signatures; who names something else by mistake is told so. */
const noteCharactersMax = 100_000;

/** `sekisho ledger verify`: the whole ledger against itself and what was kept of it elsewhere. Exits with 1 if it differs. */
export async function ledgerVerify(list: readonly string[]): Promise<number> {
  const { rest, ...flags } = readLedgerFlags(list);
  const given = readArguments(rest, ["against", "format", "locale"], 0, ["against"]);
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], "en");
  const kept = await Promise.all(given.values("against").map(keptAt));
  const store = await openRecords(flags);
  try {
    const found = await verifyWhole(store, kept);
    const { roots: _, ...shown } = found;
    await write(format === "json" ? `${visibleJson(shown)}\n` : `${verifyText(found, locale).join("\n")}\n`);
    return isWhole(found) ? exitCodes.pass : exitCodes.blocked;
  } finally {
    await store.close();
  }
}

async function keptAt(path: string): Promise<KeptCheckpoint> {
  try {
    return {
      where: path,
      note: (await readFile(callerPaths(readRuntimeEnvironment()).resolve(path), "utf8")).slice(
        0,
        noteCharactersMax,
      ),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`--against: the checkpoint cannot be read: ${reason}`, { cause });
  }
}
