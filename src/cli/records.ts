import { readStoreEnvironment } from "../config/index.ts";
import { openStoreReader, type StoreReader } from "../store/index.ts";
import { UsageError } from "./usage.ts";

/** The flag of commands that read the store of this machine instead of DATABASE_URL. */
const embedded = "--embedded";

/** Takes the flags about the store out of the arguments of a command. */
export function readStoreFlags(list: readonly string[]): {
  readonly embedded: boolean;
  readonly rest: readonly string[];
} {
  return { embedded: list.includes(embedded), rest: list.filter((argument) => argument !== embedded) };
}

/**
 * Opens what the server has kept, to read it. Throws {@link UsageError} where nobody says where it is, and
 * `StoreUnavailable`, `StoreEmpty` or `FolderInUse`, whose messages say what to do.
 */
export function openRecords(flags: { readonly embedded: boolean }): Promise<StoreReader> {
  const reading = readStoreEnvironment(flags);
  if (reading.kind === "invalid") throw new UsageError(reading.problems.join("\n"));
  return openStoreReader({ ...reading.store, now: () => new Date(), log: quiet });
}

/** A command answers with its output and its exit code; what goes wrong is thrown. */
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
