import type { LedgerSigner, RememberedCheckpoint } from "../../ledger/index.ts";
import type { Log } from "../../model/log.ts";
import type { Records, StoreReader } from "../../store/index.ts";
import { type Comparison, compareWith, type GuardedLog, keyProblem, type Witness } from "./guard.ts";
import { keyPeriods, rotated } from "./key-records.ts";

export interface LedgerParts {
  readonly store: Pick<StoreReader, "ledger"> & {
    readonly records: Pick<Records, "append" | "ofRepository">;
  };
  readonly signer: LedgerSigner;
  readonly remembered: RememberedCheckpoint;
  /** What is kept of the log elsewhere; what cannot be read now is left out. */
  readonly anchored: () => Promise<readonly Witness[]>;
  readonly log: Pick<Log, "info" | "warn" | "error">;
}

/**
 * Looks whether the log in the store is the one that was signed before, and signs from then on if it is. If it is not,
 * nothing is signed, and everything else goes on: a gate that stays shut because of its own evidence would be opened by
 * hand, without any.
 */
export async function beginSigning({ store, signer, remembered, anchored, log }: LedgerParts): Promise<void> {
  const periods = await keyPeriods(store);
  const { ledger } = store;
  const guarded: GuardedLog = { origin: signer.origin, ledger, periods, keys: signer.keys };
  const witnesses = [...(await ownWitnesses(store, remembered)), ...(await anchored())];
  const compared = await Promise.all(witnesses.map((witness) => compareWith(witness, guarded)));
  for (const one of compared) tell(one, log);
  const conflict = compared.find((one) => one.kind === "conflict");
  const { size } = await ledger.head();
  const because = conflict?.because ?? keyProblem({ keys: signer.keys, periods, size });
  if (because !== null) {
    signer.stop(because);
    log.error({ because, origin: signer.origin }, "The ledger is not signed.");
    return;
  }
  signer.begin();
  const [current] = signer.keys;
  if (periods.length === 0 && current !== undefined)
    await store.records.append([
      rotated(null, current.text, { by: "server", because: "The first key of the log." }),
    ]);
  log.info({ origin: signer.origin, key: current?.text, size }, "The ledger is signed.");
}

/** What the store says of itself, and what this machine remembers of it. */
async function ownWitnesses(
  { ledger }: Pick<StoreReader, "ledger">,
  remembered: RememberedCheckpoint,
): Promise<readonly Witness[]> {
  const last = await ledger.lastCheckpoint();
  const kept = remembered.read();
  return [
    ...(last === null ? [] : [{ where: "the store itself", note: last.note }]),
    ...(kept === null ? [] : [{ where: "this machine", note: kept }]),
  ];
}

function tell(compared: Comparison, log: LedgerParts["log"]): void {
  if (compared.kind === "unread")
    log.warn({ where: compared.where, why: compared.why }, "A checkpoint from before says nothing.");
  if (compared.kind === "conflict")
    log.error({ where: compared.where, because: compared.because }, "The ledger is not the one from before.");
}
