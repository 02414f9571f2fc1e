import { existsSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { getBlob } from "./blobs.ts";
import { openEmbedded } from "./embedded.ts";
import { ledgerOn } from "./ledger/read.ts";
import { notesOn } from "./notes.ts";
import type { StoreOptions } from "./open.ts";
import { openPostgres } from "./postgres.ts";
import { recordsIn } from "./records.ts";
import type { Blobs, Ledger, Notes, Records, Store } from "./store.ts";
import { onStore } from "./unavailable.ts";

/** What was kept, for whoever only asks: nothing is written, made or moved. */
export interface StoreReader {
  readonly kind: Store["kind"];
  readonly records: Omit<Records, "append" | "waiverNumber">;
  readonly ledger: Ledger;
  readonly blobs: Pick<Blobs, "get">;
  readonly notes: Pick<Notes, "get">;
  close(): Promise<void>;
}

/** There is a database, and no server of Sekisho has kept anything in it. */
export class StoreEmpty extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreEmpty";
  }
}

/** PostgreSQL's code for a table that there is none of, and for a schema. */
const missing = new Set(["42P01", "3F000"]);

/**
 * Opens the store to read it: on PostgreSQL a role that may SELECT is enough, and any number of readers may be beside
 * the servers. Throws {@link StoreEmpty}, `StoreUnavailable` and `FolderInUse`.
 */
export async function openStoreReader(options: StoreOptions): Promise<StoreReader> {
  const { log } = options;
  // Opening an embedded store makes one: who only asks leaves nothing behind.
  if (options.kind === "embedded" && !existsSync(join(options.folder, "database"))) throw empty();
  const database =
    options.kind === "postgres" ? openPostgres(options.url, log) : await openEmbedded(options.folder, log);
  const { rows } = database;
  try {
    await onStore(() => sql`select 1 from sekisho.record limit 1`.execute(rows));
  } catch (error) {
    await database.close().catch(() => {});
    throw isMissing(error) ? empty({ cause: error }) : error;
  }
  return {
    kind: database.kind,
    records: recordsIn(rows),
    ledger: ledgerOn(rows),
    blobs: { get: (digest) => onStore(() => getBlob(rows, digest)) },
    notes: notesOn(database),
    close: () => database.close(),
  };
}

function empty(options?: ErrorOptions): StoreEmpty {
  return new StoreEmpty(
    "The store holds nothing of Sekisho. Check that it is the one that `sekisho serve` uses.",
    options,
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && missing.has(String(error.code));
}
