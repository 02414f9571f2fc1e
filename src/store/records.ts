import { sql } from "kysely";
import type {
  PullRecord,
  RepositoryRecord,
  Stored,
  StoredPullRecord,
  StoredRepositoryRecord,
} from "../model/record.ts";
import { type Append, appendBatch } from "./append-batch.ts";
import { Batching } from "./batching.ts";
import type { Database, Executor } from "./database.ts";
import type { LedgerParts } from "./ledger/append.ts";
import { storableText } from "./storable.ts";
import type { Records } from "./store.ts";
import { onStore } from "./unavailable.ts";
import type { JobQueue } from "./work/job-queue.ts";

/** Most have less. They are not measured: that would cost as much as keeping them. */
const usualRecordBytes = 1_000;

/**
 * All writers take turns at the ledger, so what is wanted meanwhile goes into the next transaction together: one commit
 * and one signature for all of it.
 */
const limits = {
  countMax: 100,
  bytesMax: 1024 * 1024,
  bytesOf: ({ records, blobs }: Append) =>
    blobs.reduce((bytes, blob) => bytes + blob.byteLength, records.length * usualRecordBytes),
};

export function recordsOn(database: Database, queue: JobQueue, parts: LedgerParts): Records {
  const { rows } = database;
  const batching = new Batching(
    (appends: readonly Append[]) =>
      rows.transaction().execute((transaction) => appendBatch(transaction, queue, appends, parts)),
    limits,
  );
  return {
    append: (records, { processed = [], blobs = [], subjects = [] } = {}) =>
      onStore(() => batching.give({ records, processed, blobs, subjects }).answer),
    ...recordsIn(rows),
    waiverNumber: (repositoryId, key) => onStore(() => waiverNumber(rows, repositoryId, key)),
  };
}

/** Records for whoever only reads. */
export function recordsIn(rows: Executor): Omit<Records, "append" | "waiverNumber"> {
  return {
    ofPull: (repositoryId, number) =>
      onStore(async () => {
        const found = await selected(rows, "pull")
          .where("repository_id", "=", repositoryId)
          .where("number", "=", number)
          .execute();
        return found.map(pullRecord);
      }),
    ofPulls: (repositoryId, kind, since) =>
      onStore(async () => {
        let query = selected(rows, "pull").where("kind", "=", kind);
        if (repositoryId !== null) query = query.where("repository_id", "=", repositoryId);
        if (since !== undefined) query = query.where("at", ">=", sql<Date>`${since}::timestamptz`);
        return (await query.execute()).map(pullRecord);
      }),
    ofRepository: (repositoryId, kind) =>
      onStore(async () => {
        let query = selected(rows, "repository");
        query =
          repositoryId === null
            ? query.where("repository_id", "is", null)
            : query.where("repository_id", "=", repositoryId);
        if (kind !== undefined) query = query.where("kind", "=", kind);
        return (await query.execute()).map(repositoryRecord);
      }),
    erased: (repositoryId) =>
      onStore(async () => {
        let query = rows
          .selectFrom("record")
          .select(["sequence", "kind", "at", "repository_id", "number"])
          .where("body", "is", null)
          .orderBy("sequence");
        if (repositoryId !== null) query = query.where("repository_id", "=", repositoryId);
        return (await query.execute()).map(({ sequence, at, repository_id, ...row }) => ({
          ...row,
          sequence: Number(sequence),
          at: at.toISOString(),
          repositoryId: repository_id === null ? null : Number(repository_id),
        }));
      }),
    repositoriesWith: (kind) =>
      onStore(async () => {
        const found = await rows
          .selectFrom("record")
          .select("repository_id")
          .distinct()
          .where("scope", "=", "repository")
          .where("kind", "=", kind)
          .where("repository_id", "is not", null)
          .execute();
        return found.map(({ repository_id }) => Number(repository_id)).toSorted((a, b) => a - b);
      }),
  };
}

/** One statement, so that a number is never taken without being kept for who asked. */
async function waiverNumber(rows: Executor, repositoryId: number, key: string): Promise<number> {
  const note = `waiver-number:${repositoryId}:${storableText(key)}`;
  const { rows: found } = await sql<{ readonly number: number }>`
    with known as (select value::integer as number from sekisho.note where key = ${note}),
    taken as (
      insert into sekisho.waiver_number (repository_id, last)
      select ${repositoryId}::bigint, 1 where not exists (select from known)
      on conflict (repository_id) do update set last = waiver_number.last + 1
      returning last as number
    ),
    kept as (insert into sekisho.note (key, value) select ${note}, number::text from taken)
    select number from known union all select number from taken`.execute(rows);
  const [first] = found;
  if (first === undefined) throw new Error(`No waiver number was given for ${note}`);
  return first.number;
}

function selected(rows: Executor, scope: "pull" | "repository") {
  return (
    rows
      .selectFrom("record")
      .select(["sequence", "key", "at", "repository_id", "number", "body"])
      .where("scope", "=", scope)
      // Erased: only its leaf is left of it.
      .where("body", "is not", null)
      .orderBy("sequence")
  );
}

type Row = Awaited<ReturnType<ReturnType<typeof selected>["execute"]>>[number];

function pullRecord(row: Row): StoredPullRecord {
  return storedFrom(row, row.body as PullRecord);
}

function repositoryRecord(row: Row): StoredRepositoryRecord {
  return storedFrom(row, row.body as RepositoryRecord);
}

function storedFrom<Body>(row: Row, body: Body): Stored<Body> {
  return {
    sequence: Number(row.sequence),
    key: row.key,
    at: row.at.toISOString(),
    repositoryId: row.repository_id === null ? null : Number(row.repository_id),
    number: row.number,
    body,
  };
}
