import type { Subject } from "../model/pull.ts";
import { putBlobs } from "./blobs.ts";
import type { Executor } from "./database.ts";
import { appendEntries, type LedgerParts } from "./ledger/append.ts";
import { markProcessed } from "./ledger/processed.ts";
import type { NewRecord } from "./store.ts";
import type { JobQueue } from "./work/job-queue.ts";
import { ask, storedKey } from "./work/work.ts";

/** What one caller wants to be kept, all of it or nothing. */
export interface Append {
  readonly records: readonly NewRecord[];
  readonly processed: readonly string[];
  readonly blobs: readonly Uint8Array[];
  readonly subjects: readonly Subject[];
}

/** Keeps what several callers want, within a transaction; how many records of each were new, in their order. */
export async function appendBatch(
  transaction: Executor,
  queue: JobQueue,
  appends: readonly Append[],
  parts: LedgerParts,
): Promise<readonly { readonly kept: number }[]> {
  const at = parts.now();
  await putBlobs(
    transaction,
    appends.flatMap(({ blobs }) => blobs),
    at,
  );
  // Before the lock of all writers: what is waited for here, nobody waits for who has the lock.
  const ids = appends.flatMap(({ processed }) => processed);
  const processed = await markProcessed(transaction, ids, at);
  const records = [...appends.flatMap((append) => append.records), ...processed];
  const places = records.length === 0 ? new Set() : await appendEntries(transaction, records, parts);
  let end = 0;
  const answers = appends.map((append) => {
    const start = end;
    end += append.records.length;
    return { kept: append.records.filter((_, place) => places.has(start + place)).length };
  });
  const subjects = appends.flatMap((append, index) => (answers[index]?.kept ? append.subjects : []));
  await ask(transaction, queue, subjects.map(storedKey), at);
  return answers;
}
