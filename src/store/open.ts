import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { CheckpointSigner } from "../model/ledger.ts";
import { getBlob, putBlob } from "./blobs.ts";
import type { Database } from "./database.ts";
import { openEmbedded } from "./embedded.ts";
import { inboxOn } from "./inbox.ts";
import type { LedgerParts } from "./ledger/append.ts";
import { backFill } from "./ledger/back-fill.ts";
import { erasuresOn } from "./ledger/erasure.ts";
import { ledgerOn } from "./ledger/read.ts";
import type { StoreLog } from "./log.ts";
import { alone, migrate } from "./migrations.ts";
import { notesOn } from "./notes.ts";
import { openPostgres } from "./postgres.ts";
import { recordsOn } from "./records.ts";
import type { Store } from "./store.ts";
import { onStore, onStoreWithin } from "./unavailable.ts";
import { openJobQueue } from "./work/job-queue.ts";
import { workOn } from "./work/work.ts";

/** Whoever asks whether the store is there wants to know soon. */
const pingTimeoutMs = 2_000;

/** Where a store is. */
export type StorePlace =
  | { readonly kind: "postgres"; readonly url: string }
  | { readonly kind: "embedded"; readonly folder: string };

export type StoreOptions = StorePlace & {
  readonly now: () => Date;
  readonly log: StoreLog;
  /** Signs what the ledger becomes. Without it, or where it gives `null`, entries are added without a checkpoint. */
  readonly signer?: CheckpointSigner | null;
  /** For salts. */
  readonly random?: (bytes: number) => Uint8Array;
};

/**
 * Opens the store and brings its tables up to date. Throws `StoreUnavailable` where PostgreSQL does not answer, and
 * `FolderInUse` where another process has the folder.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { now, log, signer = null, random = randomBytes } = options;
  const database =
    options.kind === "postgres" ? openPostgres(options.url, log) : await openEmbedded(options.folder, log);
  try {
    return await onStore(() => assemble(database, { now, log, signer, random }));
  } catch (error) {
    await database.close().catch(() => {});
    throw explained(error);
  }
}

async function assemble(database: Database, parts: LedgerParts): Promise<Store> {
  const { now, log } = parts;
  await migrate(database.rows);
  await backFill(database, parts);
  const queue = await alone(database.rows, () => openJobQueue(database, log));
  const unread = new Set<string>();
  const work = workOn({ database, queue, unread, now, log });
  const { rows } = database;
  return {
    kind: database.kind,
    inbox: inboxOn(database, queue, unread, now),
    records: recordsOn(database, queue, parts),
    ledger: ledgerOn(rows),
    erasures: erasuresOn(database, parts),
    blobs: {
      put: (bytes) => onStore(() => putBlob(rows, bytes, now())),
      get: (digest) => onStore(() => getBlob(rows, digest)),
    },
    work,
    notes: notesOn(database),
    ping: () => onStoreWithin(pingTimeoutMs, async () => void (await sql`select 1`.execute(rows))),
    async close() {
      await work.stop(0);
      await queue.close();
      await database.close();
    },
  };
}

/** PostgreSQL's code where a role may not do something. */
const insufficientPrivilege = "42501";

function explained(error: unknown): unknown {
  if (!(error instanceof Error && "code" in error && error.code === insufficientPrivilege)) return error;
  return new Error(
    `PostgreSQL does not let Sekisho make its tables: ${error.message}. ` +
      "Grant the role of DATABASE_URL the right to create schemas (GRANT CREATE ON DATABASE … TO …). Where the tables " +
      "belong to another role, let that one bring them up to date: `sekisho migrate --application-role …`.",
    { cause: error },
  );
}
