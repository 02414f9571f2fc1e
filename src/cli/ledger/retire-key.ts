import { userInfo } from "node:os";
import { retireKey } from "../../app/ledger/rotate.ts";
import { signingKeys } from "../../app/ledger/signing-keys.ts";
import { openStore } from "../../store/index.ts";
import { readArguments } from "../arguments.ts";
import { ledgerEnvironment, openRecords, readLedgerFlags } from "../records.ts";
import { exitCodes, UsageError } from "../usage.ts";
import { write } from "../write.ts";
import { typedReason } from "./typed-reason.ts";

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** `sekisho ledger retire-key`: ends the time in which the key before counts, too. Needs both keys. */
export async function ledgerRetireKey(list: readonly string[]): Promise<number> {
  const { rest, ...place } = readLedgerFlags(list);
  const because = typedReason(readArguments(rest, ["because"], 0).value("because"));
  if (because === null || because.trim() === "" || because.length > 1_000)
    throw new UsageError("sekisho ledger retire-key needs --because with a reason: it is evidence.");
  const environment = ledgerEnvironment(place);
  // Asking for its keys makes one where there is none.
  await (await openRecords(place)).close();
  const [current, previous] = signingKeys(environment);
  if (current === undefined || previous === undefined)
    throw new UsageError(
      "sekisho ledger retire-key needs LEDGER_KEY_PREVIOUS, the key that is retired: the last checkpoint that it signs is the one that says so.",
    );
  const change = { by: `${userInfo().username} (command line)`, because };
  await retireKey(current, previous, change, (signer) =>
    openStore({ ...environment.store, now: () => new Date(), log: quiet, signer }),
  );
  await write(`${previous.verifier.text}\nis retired. Take LEDGER_KEY_PREVIOUS away.\n`);
  return exitCodes.pass;
}
