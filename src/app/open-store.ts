import { setTimeout as wait } from "node:timers/promises";
import type { ServerEnvironment } from "../config/index.ts";
import type { CheckpointSigner } from "../model/ledger.ts";
import type { Log } from "../model/log.ts";
import { openStore, type Store, StoreUnavailable } from "../store/index.ts";
import { StartError } from "./before-start.ts";

/** A database that starts together with this process needs a moment; after this long somebody has to look. */
const storeWaitMs = 60_000;
const storeRetryMs = 2_000;

/** The store of a server, waited for. Throws {@link StartError} where it stays away. */
export async function storeThatAnswers(
  { store }: Pick<ServerEnvironment, "store">,
  log: Log,
  signer: CheckpointSigner,
  now: () => Date,
): Promise<Store> {
  const giveUpAt = performance.now() + storeWaitMs;
  for (;;) {
    try {
      return await openStore({ ...store, now, log, signer });
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      log.warn({ error }, "The store does not answer yet.");
      if (performance.now() > giveUpAt) throw storeIsAway(error);
      await wait(storeRetryMs);
    }
  }
}

function storeIsAway(cause: Error): StartError {
  return new StartError(
    "The store did not answer for a minute. Check that PostgreSQL runs, that it can be reached from here, and that DATABASE_URL names it with a user who may create tables.",
    { cause },
  );
}
