import {
  type LedgerSigner,
  openCheckpoint,
  parseVerifierKey,
  type RememberedCheckpoint,
} from "../../ledger/index.ts";
import type { Log } from "../../model/log.ts";
import { compareWith, keyProblem } from "./guard.ts";
import { type KeyStore, keyPeriods } from "./key-records.ts";

/** What was signed within this time before a machine is lost, it does not remember afterwards. */
const everyMs = 5_000;

export interface WatchParts {
  readonly store: KeyStore;
  readonly signer: LedgerSigner;
  readonly remembered: RememberedCheckpoint;
  readonly log: Pick<Log, "warn" | "error">;
}

/**
 * Remembers on this machine what was signed last, and notices while the process runs that the store was put back under
 * it, or that another key became the log's. `stop` looks once more.
 */
export function watchLedger(parts: WatchParts): { stop(): Promise<void> } {
  let seen = "";
  let looking: Promise<void> = Promise.resolve();
  let told = false;
  const look = async () => {
    try {
      if (!told) told = tellRetired(parts);
      seen = await looked(seen, parts);
    } catch (error) {
      // The store is away: whoever needs it says so.
      parts.log.warn({ error }, "The ledger could not be looked at.");
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, everyMs);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      looking = looking.then(look);
      return looking;
    },
  };
}

/** Of a key that another process took out of use the signer knows before anybody looks. */
function tellRetired({ signer, log }: Pick<WatchParts, "signer" | "log">): boolean {
  const { notSigning, origin } = signer;
  if (notSigning?.kind !== "retired") return false;
  log.error({ because: notSigning.because, origin }, "The ledger is not signed any more.");
  return true;
}

/** One look; gives the note that was seen. */
export async function looked(seen: string, { store, signer, remembered, log }: WatchParts): Promise<string> {
  if (signer.notSigning !== null) return seen;
  const last = await store.ledger.lastCheckpoint();
  if (last === null || last.note === seen) return seen;
  const periods = await keyPeriods(store);
  const { origin, keys } = signer;
  const before = remembered.read();
  const guarded = { origin, ledger: store.ledger, periods, keys };
  const compared =
    before === null ? null : await compareWith({ where: "this machine", note: before }, guarded);
  const because =
    compared?.kind === "conflict" ? compared.because : keyProblem({ keys, periods, size: last.size });
  if (because !== null) {
    signer.stop(because);
    log.error({ because, origin }, "The ledger is not signed any more.");
    return seen;
  }
  const known = [...keys, ...periods.flatMap(({ vkey }) => parseVerifierKey(vkey) ?? [])];
  if (openCheckpoint(last.note, origin, known).kind === "checkpoint") remembered.write(last.note);
  return last.note;
}
