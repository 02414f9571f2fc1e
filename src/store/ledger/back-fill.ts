import { sql } from "kysely";
import type { JsonObject } from "../../model/json.ts";
import type { Database, Executor } from "../database.ts";
import { addLeaves, appendEntries, type LedgerParts, lockHead, type Unlisted } from "./append.ts";

/** In one transaction: whoever is stopped in between loses no more, and others wait no longer. */
const recordsPerTurn = 1_000;

/**
 * Gives leaves to records that stood there before there was a ledger, in their order, and then says in an entry how
 * many they were: of those before it, the ledger proves only that they were not changed since. Several processes may do
 * it at once, and whoever is stopped is carried on by the next: each turn is a transaction that begins where the last
 * leaf is.
 */
export async function backFill({ rows }: Database, parts: LedgerParts): Promise<void> {
  while (!(await isFilled(rows))) await rows.transaction().execute((transaction) => turn(transaction, parts));
}

async function isFilled(rows: Executor): Promise<boolean> {
  const { rows: found } = await sql<{ readonly filled: boolean }>`
    select filled from sekisho.ledger_head`.execute(rows);
  return found[0]?.filled ?? true;
}

async function turn(transaction: Executor, parts: LedgerParts): Promise<void> {
  const head = await lockHead(transaction);
  // Asked with the lock in hand: another process may have ended it meanwhile.
  if (await isFilled(transaction)) return;
  const records = await withoutLeaf(transaction);
  if (records.length > 0) await addLeaves(transaction, head, records, parts);
  if (records.length === recordsPerTurn) return;
  const body = { kind: "ledger-began", records: head.edge.size + records.length } as const;
  await appendEntries(transaction, [{ scope: "repository", repositoryId: null, key: "ledger", body }], parts);
  await sql`update sekisho.ledger_head set filled = true`.execute(transaction);
}

interface RecordRow {
  readonly sequence: number | string;
  readonly scope: string;
  readonly repository_id: number | string | null;
  readonly number: number | null;
  readonly kind: string;
  readonly key: string;
  readonly at: Date;
  readonly body: JsonObject;
}

/** Every writer of leaves takes the lock before its records have sequences, so what has none stands behind all that do. */
async function withoutLeaf(transaction: Executor): Promise<readonly Unlisted[]> {
  const { rows } = await sql<RecordRow>`
    select sequence, scope, repository_id, number, kind, key, at, body from sekisho.record
    where sequence > (select coalesce(max(record), 0) from sekisho.ledger_leaf) and body is not null
    order by sequence limit ${recordsPerTurn}::integer`.execute(transaction);
  return rows.map((row) => ({
    sequence: Number(row.sequence),
    kind: `${row.scope}/${row.kind}`,
    at: row.at.toISOString(),
    repository: row.repository_id === null ? null : Number(row.repository_id),
    number: row.number,
    payload: { key: row.key, body: row.body },
  }));
}
