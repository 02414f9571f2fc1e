import { sql } from "kysely";
import { notedHead } from "../../model/checkpoint-note.ts";
import type { JsonObject } from "../../model/json.ts";
import type { LedgerLeaf, SignedCheckpoint, TreeHead } from "../../model/ledger.ts";
import { rootOf, rootOfComplete, type TreeNode } from "../../model/merkle.ts";
import type { Database, Executor } from "../database.ts";
import { storableText } from "../storable.ts";
import type { Ledger, StoredEntry } from "../store.ts";
import { onStore } from "../unavailable.ts";
import { edgeFrom, LedgerDamaged } from "./head.ts";
import { verifyLedger } from "./verify.ts";

/** Levels of the tree between two levels of tiles. */
const tileHeight = 8;
const tileWidth = 2 ** tileHeight;
const hashBytes = 32;

export function ledgerOn(rows: Database["rows"]): Ledger {
  return {
    head: () => onStore(() => head(rows)),
    leaves: (from, to) => onStore(() => leaves(rows, from, to)),
    entries: (from, to) => onStore(() => entries(rows, from, to)),
    hashes: (tileLevel, from, to) => onStore(() => hashes(rows, tileLevel, from, to)),
    nodes: (nodes) => onStore(() => nodeHashes(rows, nodes)),
    indexOf: (sequence) => onStore(async () => (await indexesOf(rows, [sequence])).get(sequence) ?? null),
    indexesOf: (sequences) => onStore(() => indexesOf(rows, sequences)),
    indexOfRepository: (repositoryId, kind, key) =>
      onStore(() => indexOfRepository(rows, repositoryId, kind, key)),
    checkpointAtOrAfter: (size) =>
      onStore(() => checkpoint(rows, sql`where size >= ${size}::bigint order by size limit 1`)),
    lastCheckpoint: () => onStore(() => checkpoint(rows, sql`order by size desc limit 1`)),
    checkpoints: (from, to) =>
      onStore(() =>
        checkpoints(rows, sql`where size between ${from}::bigint and ${to}::bigint order by size`),
      ),
    verify: (options) =>
      onStore(() =>
        rows
          .transaction()
          .setIsolationLevel("repeatable read")
          .execute((transaction) => verifyLedger(transaction, options)),
      ),
  };
}

async function head(rows: Executor): Promise<TreeHead> {
  const { rows: found } = await sql<{ readonly size: number | string; readonly edge: string }>`
    select size, encode(edge, 'hex') as edge from sekisho.ledger_head`.execute(rows);
  const [row] = found;
  if (row === undefined) throw new LedgerDamaged("it has no head");
  const edge = edgeFrom(Number(row.size), Buffer.from(row.edge, "hex"));
  return { size: edge.size, root: Buffer.from(rootOf(edge)).toString("hex") };
}

async function leaves(rows: Executor, from: number, to: number): Promise<readonly string[]> {
  const { rows: found } = await sql<{ readonly leaf: string }>`
    select leaf from sekisho.ledger_leaf where index >= ${from}::bigint and index < ${to}::bigint
    order by index`.execute(rows);
  return complete(
    found.map(({ leaf }) => leaf),
    from,
    to,
  );
}

interface EntryRow {
  readonly leaf: string;
  readonly sequence: number | string;
  readonly salt: string | null;
  readonly key: string | null;
  readonly body: JsonObject | null;
}

async function entries(rows: Executor, from: number, to: number): Promise<readonly StoredEntry[]> {
  const { rows: found } = await sql<EntryRow>`
    select leaf, ledger_leaf.record as sequence, encode(salt, 'hex') as salt, key, body
    from sekisho.ledger_leaf left join sekisho.record on record.sequence = ledger_leaf.record
    where index >= ${from}::bigint and index < ${to}::bigint order by index`.execute(rows);
  return complete(found.map(entryFrom), from, to);
}

function entryFrom({ leaf, sequence, salt, key, body }: EntryRow): StoredEntry {
  const content =
    salt === null || key === null || body === null
      ? null
      : { salt: Buffer.from(salt, "hex"), payload: { key, body } };
  return { leaf: JSON.parse(leaf) as LedgerLeaf, sequence: Number(sequence), content };
}

function complete<Row>(found: readonly Row[], from: number, to: number): readonly Row[] {
  if (found.length !== Math.max(0, to - from))
    throw new RangeError(`The ledger has ${found.length} of the entries from ${from} up to ${to}`);
  return found;
}

/** Bytes in one value: drivers take longer for 256 rows than the database does for the hashes in them. */
async function hashes(
  rows: Executor,
  tileLevel: number,
  from: number,
  to: number,
): Promise<readonly Uint8Array[]> {
  const range = sql`index >= ${from}::bigint and index < ${to}::bigint`;
  const { rows: found } = await (tileLevel === 0
    ? sql<{ readonly base64: string | null }>`
      select encode(string_agg(sha256('\\x00'::bytea || convert_to(leaf, 'UTF8')), ''::bytea order by index), 'base64')
        as base64
      from sekisho.ledger_leaf where ${range}`
    : sql<{ readonly base64: string | null }>`
      select encode(string_agg(hash, ''::bytea order by index), 'base64') as base64
      from sekisho.ledger_node where level = ${tileLevel * tileHeight}::smallint and ${range}`
  ).execute(rows);
  const bytes = Buffer.from(found[0]?.base64 ?? "", "base64");
  const count = Math.max(0, to - from);
  if (bytes.length !== count * hashBytes)
    throw new RangeError(
      `The ledger has ${bytes.length / hashBytes} of the hashes from ${from} up to ${to} of tile level ${tileLevel}`,
    );
  return Array.from({ length: count }, (_, place) =>
    bytes.subarray(place * hashBytes, (place + 1) * hashBytes),
  );
}

/** What has to be read for a node: hashes of the level of tiles below it, all in one tile. */
interface Needed {
  readonly tileLevel: number;
  readonly from: number;
  readonly to: number;
}

function neededFor({ level, index }: TreeNode): Needed {
  const width = 2 ** (level % tileHeight);
  return { tileLevel: Math.floor(level / tileHeight), from: index * width, to: (index + 1) * width };
}

/** Nodes of one tile are read at once: a proof asks for many that stand side by side. */
async function nodeHashes(rows: Executor, nodes: readonly TreeNode[]): Promise<readonly Uint8Array[]> {
  const needed = nodes.map(neededFor);
  const spans = new Map<string, Needed>();
  for (const one of needed) {
    const span = spans.get(tileOf(one)) ?? one;
    const [from, to] = [Math.min(span.from, one.from), Math.max(span.to, one.to)];
    spans.set(tileOf(one), { tileLevel: one.tileLevel, from, to });
  }
  const read = new Map(
    await Promise.all(
      [...spans].map(async ([tile, span]) => {
        const hashesOfSpan = await hashes(rows, span.tileLevel, span.from, span.to);
        return [tile, { from: span.from, hashes: hashesOfSpan }] as const;
      }),
    ),
  );
  return needed.map((one) => {
    const span = read.get(tileOf(one));
    return rootOfComplete(span?.hashes.slice(one.from - span.from, one.to - span.from) ?? []);
  });
}

function tileOf({ tileLevel, from }: Needed): string {
  return `${tileLevel}/${Math.floor(from / tileWidth)}`;
}

async function indexesOf(rows: Executor, sequences: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows: found } = await sql<{ readonly record: number | string; readonly index: number | string }>`
    select record, index from sekisho.ledger_leaf
    where record = any(${sequences.map(String)}::text[]::bigint[])`.execute(rows);
  return new Map(found.map(({ record, index }) => [Number(record), Number(index)]));
}

/** As the unique index of records has it. */
async function indexOfRepository(
  rows: Executor,
  repositoryId: number | null,
  kind: string,
  key: string,
): Promise<number | null> {
  const { rows: found } = await sql<{ readonly index: number | string }>`
    select index from sekisho.record join sekisho.ledger_leaf on ledger_leaf.record = record.sequence
    where scope = 'repository' and coalesce(repository_id, 0) = ${repositoryId ?? 0}::bigint
      and coalesce(number, 0) = 0 and kind = ${kind} and key = ${storableText(key)}`.execute(rows);
  return found[0] === undefined ? null : Number(found[0].index);
}

interface CheckpointRow {
  readonly size: number | string;
  readonly note: string;
  readonly at: string | null;
}

type Choice = ReturnType<typeof sql>;

/** It was signed when the last leaf under it was added. The root stands in the note: kept once, it cannot be said in two ways. */
async function checkpoints(rows: Executor, choice: Choice): Promise<readonly SignedCheckpoint[]> {
  const { rows: found } = await sql<CheckpointRow>`
    select size, note, (select leaf::json->>'at' from sekisho.ledger_leaf where index = size - 1) as at
    from sekisho.ledger_checkpoint ${choice}`.execute(rows);
  return found.map(({ size, note, at }) => ({
    size: Number(size),
    root: notedHead(note)?.root ?? "",
    at: at ?? "",
    note,
  }));
}

async function checkpoint(rows: Executor, choice: Choice): Promise<SignedCheckpoint | null> {
  return (await checkpoints(rows, choice))[0] ?? null;
}
