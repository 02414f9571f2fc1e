import type { KeyEnvironment } from "../app/ledger/signing-keys.ts";
import {
  localLedger,
  readLedgerEnvironment,
  readRuntimeEnvironment,
  readStoreEnvironment,
} from "../config/index.ts";
import { openStoreReader, type StoreReader } from "../store/index.ts";
import { callerPaths } from "./caller-paths.ts";
import { UsageError } from "./usage.ts";

/** Which store a command is about. */
export interface StorePlace {
  /** The store of this machine instead of DATABASE_URL. */
  readonly embedded: boolean;
  /** The folder of a ledger that `sekisho review --ledger` made, instead of both; absolute. */
  readonly ledger?: string | null;
}

const embedded = "--embedded";
const local = "--ledger";

/** Takes the flags about the store out of the arguments of a command. */
export function readStoreFlags(list: readonly string[]): {
  readonly embedded: boolean;
  readonly rest: readonly string[];
} {
  return { embedded: list.includes(embedded), rest: list.filter((argument) => argument !== embedded) };
}

/** The same for commands about a ledger, which may be one of reviews, too. Throws {@link UsageError}. */
export function readLedgerFlags(
  list: readonly string[],
): StorePlace & { readonly ledger: string | null; readonly rest: readonly string[] } {
  const { rest, ...flags } = readStoreFlags(list);
  const others: string[] = [];
  const folders: string[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const argument = rest[at] ?? "";
    if (argument.startsWith(`${local}=`)) folders.push(argument.slice(local.length + 1));
    else if (argument === local) folders.push(rest[++at] ?? "");
    else others.push(argument);
  }
  const [folder, again] = folders;
  if (folder === undefined) return { ...flags, ledger: null, rest: others };
  if (folder === "" || folder.startsWith("--"))
    throw new UsageError(`${local} needs the folder of a ledger that \`sekisho review ${local}\` made.`);
  if (again !== undefined) throw new UsageError(`${local} is given ${folders.length} times.`);
  if (flags.embedded)
    throw new UsageError(
      `${local} names a folder and ${embedded} the store of this machine: give one of them.`,
    );
  return { ...flags, ledger: callerPaths(readRuntimeEnvironment()).resolve(folder), rest: others };
}

/**
 * Opens what was kept, to read it. Throws {@link UsageError} where nobody says where it is, and `StoreUnavailable`,
 * `StoreEmpty` or `FolderInUse`, whose messages say what to do.
 */
export async function openRecords(place: StorePlace): Promise<StoreReader> {
  const { ledger = null } = place;
  if (ledger === null) return openStoreReader({ ...storeOf(place), now, log: quiet });
  try {
    return await openStoreReader({ ...localEnvironment(ledger).store, now, log: quiet });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "StoreEmpty") throw error;
    const text = `${local} names ${ledger}, which holds no ledger. \`sekisho review ${local} FOLDER\` makes one.`;
    throw new UsageError(text, { cause: error });
  }
}

/** Whether anything says where a store is: a flag, or DATABASE_URL. */
export function namesStore(place: StorePlace): boolean {
  const { ledger = null } = place;
  return ledger !== null || readStoreEnvironment(place).kind === "ready";
}

function storeOf(place: StorePlace) {
  const reading = readStoreEnvironment(place);
  if (reading.kind === "invalid") throw new UsageError(reading.problems.join("\n"));
  return reading.store;
}

/** With what the ledger of a place is signed. Throws {@link UsageError}. */
export function ledgerEnvironment(place: StorePlace): KeyEnvironment {
  const { ledger = null } = place;
  if (ledger !== null) return localEnvironment(ledger);
  const reading = readLedgerEnvironment(place);
  if (reading.kind === "invalid") throw new UsageError(reading.problems.join("\n"));
  return reading.environment;
}

/** A ledger in a folder: nothing of the environment names a key for it, and nobody reaches it. */
export function localEnvironment(folder: string) {
  return {
    store: { kind: "embedded", folder },
    dataFolder: folder,
    ledger: localLedger,
  } as const satisfies KeyEnvironment;
}

const now = () => new Date();
/** A command answers with its output and its exit code; what goes wrong is thrown. */
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
