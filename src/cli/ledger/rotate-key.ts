import { userInfo } from "node:os";
import { join } from "node:path";
import { renewOwnKey } from "../../app/ledger/renew-own-key.ts";
import { type Rotation, rotateKey } from "../../app/ledger/rotate.ts";
import { signingKeys } from "../../app/ledger/signing-keys.ts";
import { readRuntimeEnvironment } from "../../config/index.ts";
import { readKeyFile, rememberedAt, type SigningKey } from "../../ledger/index.ts";
import { openStore } from "../../store/index.ts";
import { readArguments } from "../arguments.ts";
import { callerPaths } from "../caller-paths.ts";
import { ledgerEnvironment, openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";
import { typedReason } from "./typed-reason.ts";

const flags = ["--at-once", "--previous-lost"];
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** `sekisho ledger rotate-key`: another key signs the log from now on, and the log itself says so. */
export async function ledgerRotateKey(list: readonly string[]): Promise<number> {
  const { rest, ...place } = readLedgerFlags(list);
  const given = readArguments(
    rest.filter((argument) => !flags.includes(argument)),
    ["because", "next"],
    0,
  );
  const because = typedReason(given.value("because"));
  if (because === null || because.trim() === "" || because.length > 1_000)
    throw new UsageError("sekisho ledger rotate-key needs --because with a reason: it is evidence.");
  const environment = ledgerEnvironment(place);
  const change = { by: `${userInfo().username} (command line)`, because };
  const open: Parameters<typeof rotateKey>[1] = (signer) =>
    openStore({ ...environment.store, now: () => new Date(), log: quiet, signer });
  const remembered = rememberedAt(join(environment.dataFolder, "ledger", "checkpoint"));
  // Opening it to write would make one, with a key: who exchanges a key means a ledger that stands.
  await (await openRecords(place)).close();
  const next = given.value("next");
  const lost = rest.includes("--previous-lost");
  const atOnce = rest.includes("--at-once") || lost || environment.store.kind === "embedded";
  if (next === null) {
    if (environment.store.kind !== "embedded" || environment.ledger.key !== null)
      throw new UsageError(
        "sekisho ledger rotate-key needs --next with the file of the new key, which `sekisho ledger new-key` makes: the key in force comes from LEDGER_KEY, and cannot be exchanged from here.",
      );
    await write(saidOf(await renewOwnKey(environment, { change, remembered }, open), true));
    return exitCodes.pass;
  }
  const key = keyIn(next);
  const previous = lost ? null : (signingKeys(environment)[0] ?? null);
  const rotation: Rotation = { previous, next: key, atOnce, change, remembered };
  await rotateKey(rotation, open);
  await write(saidOf(key, atOnce));
  return exitCodes.pass;
}

function keyIn(path: string): SigningKey {
  const reading = readKeyFile(callerPaths(readRuntimeEnvironment()).resolve(path), null);
  if (reading === null) throw new UsageError(`--next names ${path}, which is not there.`);
  if (reading.kind === "problem") throw new UsageError(`--next names ${path}, which ${reading.message}`);
  return reading.key;
}

function saidOf({ verifier }: SigningKey, atOnce: boolean): string {
  const head = `The log is signed with another key from now on; its record stands in the log:\n${verifier.text}\n`;
  return atOnce
    ? `${head}The key before it is retired.\n`
    : `${head}Give every process LEDGER_KEY with the new key and LEDGER_KEY_PREVIOUS with the one before. When none is left that has the old one alone, retire it:\nsekisho ledger retire-key --because …\n`;
}
