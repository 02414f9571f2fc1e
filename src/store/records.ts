import { sql } from "kysely";
import type {
  PullRecord,
  RepositoryRecord,
  Stored,
  StoredPullRecord,
  StoredRepositoryRecord,
} from "../model/record.ts";
import { putBlob } from "./blobs.ts";
import type { Database, Executor } from "./database.ts";
import { storableJson, storableText } from "./storable.ts";
import type { NewRecord, Records } from "./store.ts";
import { onStore } from "./unavailable.ts";
import type { JobQueue } from "./work/job-queue.ts";
import { ask, storedKey } from "./work/work.ts";

/** A statement has at most 65,535 parameters, and a record takes seven. */
const recordsPerStatement = 1_000;

/** `queue` is `null` for whoever only reads. */
export function recordsOn(database: Database, queue: JobQueue | null, now: () => Date): Records {
  const { rows } = database;
  return {
    append: (records, also) =>
      onStore(() =>
        rows.transaction().execute(async (transaction) => {
          const at = now();
          for (const bytes of also?.blobs ?? []) await putBlob(transaction, bytes, at);
          const kept = await appendRecords(transaction, records, at);
          await markProcessed(transaction, also?.processed ?? [], at);
          const subjects = kept > 0 ? (also?.subjects ?? []).map(storedKey) : [];
          if (queue !== null) await ask(transaction, queue, subjects, at);
          return { kept };
        }),
      ),
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
    waiverNumber: (repositoryId, key) => onStore(() => waiverNumber(rows, repositoryId, key)),
  };
}

/** The only place that adds records: what has to stand beside each of them, stands in the same transaction. */
async function appendRecords(
  transaction: Executor,
  records: readonly NewRecord[],
  at: Date,
): Promise<number> {
  let kept = 0;
  for (let start = 0; start < records.length; start += recordsPerStatement) {
    const added = await transaction
      .insertInto("record")
      .values(records.slice(start, start + recordsPerStatement).map((record) => rowOf(record, at)))
      .onConflict((conflict) => conflict.doNothing())
      .returning("sequence")
      .execute();
    kept += added.length;
  }
  return kept;
}

function rowOf(record: NewRecord, at: Date) {
  return {
    scope: record.scope,
    repository_id: record.repositoryId,
    number: record.scope === "pull" ? record.number : null,
    kind: record.body.kind,
    key: storableText(record.key),
    at: at.toISOString(),
    body: storableJson(record.body),
  };
}

async function markProcessed(transaction: Executor, deliveries: readonly string[], at: Date): Promise<void> {
  if (deliveries.length === 0) return;
  await transaction
    .updateTable("delivery")
    .set({ processed_at: at.toISOString() })
    .where("id", "=", sql<string>`any(${deliveries}::text[])`)
    .where("processed_at", "is", null)
    .execute();
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
  return rows
    .selectFrom("record")
    .select(["sequence", "key", "at", "repository_id", "number", "body"])
    .where("scope", "=", scope)
    .orderBy("sequence");
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
