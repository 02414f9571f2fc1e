import { sql } from "kysely";
import type { JsonObject } from "../../model/json.ts";
import type { Executor } from "../database.ts";

/** An entry just as its rows are, whatever they hold. */
export interface RawEntry {
  readonly index: number;
  readonly leaf: string;
  readonly salt: string | null;
  readonly sequence: number;
  /** `null`: there is no such record. */
  readonly record: RawRecord | null;
}

export interface RawRecord {
  readonly kind: string;
  readonly repository: number | null;
  readonly number: number | null;
  /** With all digits that the database keeps. */
  readonly at: string;
  readonly key: string;
  readonly body: JsonObject | null;
}

interface EntryRow {
  readonly index: number | string;
  readonly leaf: string;
  readonly salt: string | null;
  readonly sequence: number | string;
  readonly kind: string | null;
  readonly repository_id: number | string | null;
  readonly number: number | null;
  readonly at: string | null;
  readonly key: string | null;
  readonly body: JsonObject | null;
}

const allDigits = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`);

export async function rawEntries(rows: Executor, from: number, to: number): Promise<readonly RawEntry[]> {
  const { rows: found } = await sql<EntryRow>`
    select index, leaf, encode(salt, 'hex') as salt, ledger_leaf.record as sequence,
      record.scope || '/' || record.kind as kind, repository_id, number, key, body,
      to_char(at at time zone 'UTC', ${allDigits}) as at
    from sekisho.ledger_leaf left join sekisho.record on record.sequence = ledger_leaf.record
    where index >= ${from}::bigint and index < ${to}::bigint order by index`.execute(rows);
  return found.map(({ index, leaf, salt, sequence, kind, repository_id, number, at, key, body }) => ({
    index: Number(index),
    leaf,
    salt,
    sequence: Number(sequence),
    record:
      kind === null || at === null || key === null
        ? null
        : {
            kind,
            repository: repository_id === null ? null : Number(repository_id),
            number,
            at,
            key,
            body,
          },
  }));
}

export interface RawHead {
  readonly size: number;
  readonly lastAt: string | null;
  readonly edge: string;
  readonly filled: boolean;
  /** How many were ever added. */
  readonly checkpoints: number;
  readonly rekeyed: number;
}

/** `null`: there is none. */
export async function rawHead(rows: Executor): Promise<RawHead | null> {
  const { rows: found } = await sql<{
    readonly size: number | string;
    readonly last_at: string | null;
    readonly edge: string;
    readonly filled: boolean;
    readonly checkpoints: number | string;
    readonly rekeyed: number | string;
  }>`
    select size, encode(edge, 'hex') as edge, filled, checkpoints, rekeyed,
      case when isfinite(last_at) then to_char(last_at at time zone 'UTC', ${allDigits}) end as last_at
    from sekisho.ledger_head`.execute(rows);
  const [row] = found;
  if (row === undefined) return null;
  const { last_at: lastAt, edge, filled } = row;
  return {
    ...{ size: Number(row.size), lastAt, edge, filled },
    ...{ checkpoints: Number(row.checkpoints), rekeyed: Number(row.rekeyed) },
  };
}

/** How many leaves there could be: one more than the highest index. */
export async function leavesEnd(rows: Executor): Promise<number> {
  const { rows: found } = await sql<{ readonly end: number | string | null }>`
    select max(index) + 1 as end from sekisho.ledger_leaf`.execute(rows);
  return Number(found[0]?.end ?? 0);
}

export interface RawNode {
  readonly level: number;
  readonly index: number;
  readonly hash: string;
}

interface NodeRow {
  readonly level: number;
  readonly index: number | string;
  readonly hash: string;
}

/** Nodes that become complete with one of the leaves from an index up to another. */
export async function rawNodes(rows: Executor, from: number, to: number): Promise<readonly RawNode[]> {
  const { rows: found } = await sql<NodeRow>`
    select node.level, node.index, encode(node.hash, 'hex') as hash
    from (values (8), (16), (24), (32), (40), (48)) as kept(level)
    join sekisho.ledger_node as node on node.level = kept.level
      and node.index >= ${from}::bigint >> kept.level and node.index < ${to}::bigint >> kept.level`.execute(
    rows,
  );
  return found.map(nodeFrom);
}

/** Nodes over more leaves than there are. */
export async function nodesBeyond(rows: Executor, end: number): Promise<readonly RawNode[]> {
  const { rows: found } = await sql<NodeRow>`
    select level, index, encode(hash, 'hex') as hash from sekisho.ledger_node
    where level > 48 or index >= ${end}::bigint >> level::integer`.execute(rows);
  return found.map(nodeFrom);
}

function nodeFrom({ level, index, hash }: NodeRow): RawNode {
  return { level, index: Number(index), hash };
}

/** How many records stood before there was a ledger: their entries may be later than they are. */
export async function backFilled(rows: Executor): Promise<number> {
  const { rows: found } = await sql<{ readonly index: number | string }>`
    select index from sekisho.record join sekisho.ledger_leaf on ledger_leaf.record = record.sequence
    where scope = 'repository' and kind = 'ledger-began' and repository_id is null order by index limit 1`.execute(
    rows,
  );
  return Number(found[0]?.index ?? 0);
}

export interface RawCheckpoint {
  readonly size: number;
  readonly note: string;
}

export async function rawCheckpoints(
  rows: Executor,
  from: number,
  to: number,
): Promise<readonly RawCheckpoint[]> {
  const { rows: found } = await sql<{ readonly size: number | string; readonly note: string }>`
    select size, note from sekisho.ledger_checkpoint
    where size > ${from}::bigint and size <= ${to}::bigint order by size`.execute(rows);
  return found.map(({ size, note }) => ({ size: Number(size), note }));
}

export async function recordsWithoutLeaf(rows: Executor, max: number): Promise<readonly number[]> {
  const { rows: found } = await sql<{ readonly sequence: number | string }>`
    select sequence from sekisho.record
    where not exists (select from sekisho.ledger_leaf where ledger_leaf.record = record.sequence)
    order by sequence limit ${max}::integer`.execute(rows);
  return found.map(({ sequence }) => Number(sequence));
}

/** The next blobs behind a digest, in its order, and whether each has the bytes that it names. */
export async function checkedBlobs(
  rows: Executor,
  behind: string,
  max: number,
): Promise<readonly { readonly digest: string; readonly agrees: boolean }[]> {
  const { rows: found } = await sql<{ readonly digest: string; readonly agrees: boolean }>`
    select digest, encode(sha256(bytes), 'hex') = digest as agrees from sekisho.blob
    where digest > ${behind} order by digest limit ${max}::integer`.execute(rows);
  return found;
}

export async function missingBlobs(rows: Executor, digests: readonly string[]): Promise<readonly string[]> {
  if (digests.length === 0) return [];
  const { rows: found } = await sql<{ readonly digest: string }>`
    select asked.digest from unnest(${digests}::text[]) as asked(digest)
    where not exists (select from sekisho.blob where blob.digest = asked.digest)`.execute(rows);
  return found.map(({ digest }) => digest);
}
