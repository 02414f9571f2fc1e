import { join } from "node:path";
import { beginSigning } from "../app/ledger/begin.ts";
import { ledgerSigner } from "../app/ledger/serve-ledger.ts";
import { type LedgerSigner, rememberedAt } from "../ledger/index.ts";
import { openStore, type Store } from "../store/index.ts";
import { localEnvironment } from "./records.ts";

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A ledger in a folder, and who signs it: with a key of its own, made at the first time. */
export interface LocalLedger {
  readonly store: Store;
  readonly signer: LedgerSigner;
  /** Remembers what was signed last, beside the store. */
  close(): Promise<void>;
}

/** Makes it where there is none yet. Throws `FolderInUse` where another process has it, and `StartError` for a broken key. */
export async function openLocalLedger(folder: string): Promise<LocalLedger> {
  const environment = localEnvironment(folder);
  const signer = ledgerSigner(environment);
  const store = await openStore({ ...environment.store, now: () => new Date(), log: quiet, signer });
  const remembered = rememberedAt(join(folder, "ledger", "checkpoint"));
  try {
    await beginSigning({ store, signer, remembered, anchored: async () => [], log: quiet });
  } catch (error) {
    await store.close();
    throw error;
  }
  return {
    store,
    signer,
    close: async () => {
      const last = signer.notSigning === null ? await store.ledger.lastCheckpoint() : null;
      if (last !== null) remembered.write(last.note);
      await store.close();
    },
  };
}
