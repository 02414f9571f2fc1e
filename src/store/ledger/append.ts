import { sql } from "kysely";
import {
  type CheckpointSigner,
  type LedgerPayload,
  leafText,
  payloadDigest,
  saltBytes,
} from "../../model/ledger.ts";
import { grow, type HashedNode, leafHash, rootOf, type TreeEdge } from "../../model/merkle.ts";
import type { Executor } from "../database.ts";
import type { StoreLog } from "../log.ts";
import { storableJson, storableText } from "../storable.ts";
import type { NewRecord } from "../store.ts";
import { edgeFrom, LedgerDamaged } from "./head.ts";
import { tellOfKeys } from "./key-events.ts";

/** What adding to the ledger needs from outside. */
export interface LedgerParts {
  readonly now: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  /** `null`: this process signs nothing; entries are added all the same. */
  readonly signer: CheckpointSigner | null;
  readonly log: StoreLog;
}

/** Each statement is given its rows as one JSON text, and that is held a few times while it is read. */
const recordsPerStatement = 1_000;

/** Clocks of machines that look at the time differ by less; what is further off is somebody's to look at. */
const clockBackMaxMs = 60_000;

/** A record that stands now, and that has no leaf yet. */
export interface Unlisted {
  readonly sequence: number;
  readonly kind: string;
  /** ISO 8601; that of the leaf, or before it. */
  readonly at: string;
  readonly repository: number | null;
  readonly number: number | null;
  readonly payload: LedgerPayload;
}

export interface Head {
  readonly edge: TreeEdge;
  /** ISO 8601 of the last leaf; `null`: there is none. */
  readonly lastAt: string | null;
  /** Size with the last entry about keys; 0: there is none. */
  readonly rekeyed: number;
}

/**
 * Adds records and their leaves, within a transaction: the only way in. The first statement takes the one lock that
 * every writer takes, so there is no order in which two of them could wait for each other, sequences and indexes grow
 * together, and no moment is before that of the entry before it. Gives the places of those that are new.
 */
export async function appendEntries(
  transaction: Executor,
  records: readonly NewRecord[],
  parts: LedgerParts,
): Promise<ReadonlySet<number>> {
  const kept = new Set<number>();
  for (let start = 0; start < records.length; start += recordsPerStatement) {
    const given = records.slice(start, start + recordsPerStatement).map(storableRecord);
    const { head, at, sequences } = await addRecords(transaction, given, parts.now());
    if (sequences.size === 0) continue;
    const added = given.flatMap((record, place) => unlisted(record, at, sequences.get(place)));
    await addLeaves(transaction, head, added, parts);
    for (const place of sequences.keys()) kept.add(start + place);
    await tellOfClock(transaction, at, parts);
  }
  return kept;
}

interface StorableRecord {
  readonly scope: NewRecord["scope"];
  readonly repository: number | null;
  readonly number: number | null;
  readonly kind: string;
  readonly payload: LedgerPayload;
}

/** As the database will give it back: what is hashed is what can be read. */
function storableRecord(record: NewRecord): StorableRecord {
  return {
    scope: record.scope,
    repository: record.repositoryId,
    number: record.scope === "pull" ? record.number : null,
    kind: record.body.kind,
    payload: { key: storableText(record.key), body: JSON.parse(storableJson(record.body)) },
  };
}

function unlisted(record: StorableRecord, at: string, sequence: number | undefined): readonly Unlisted[] {
  if (sequence === undefined) return [];
  const { scope, repository, number, kind, payload } = record;
  return [{ sequence, kind: `${scope}/${kind}`, at, repository, number, payload }];
}

interface HeadRow {
  readonly size: number | string;
  readonly edge: string;
  readonly last_at: Date | null;
  readonly rekeyed: number | string;
}

interface AddedRow extends HeadRow {
  readonly at: Date;
  readonly added: readonly (readonly [sequence: number, identity: string])[];
}

/** `sequences`: by place, of those that are new. */
async function addRecords(
  transaction: Executor,
  records: readonly StorableRecord[],
  now: Date,
): Promise<{ readonly head: Head; readonly at: string; readonly sequences: ReadonlyMap<number, number> }> {
  const given = JSON.stringify(
    records.map(({ scope, repository, number, kind, payload: { key, body } }, place) => {
      return { place, scope, repository, number, kind, key, body };
    }),
  );
  const { rows } = await sql<AddedRow>`
    with head as materialized (select size, edge, last_at, rekeyed from sekisho.ledger_head for update),
    moment as materialized (select greatest(last_at, ${now.toISOString()}::timestamptz) as at from head),
    added as (
      insert into sekisho.record (scope, repository_id, number, kind, key, at, body)
      select scope, repository, number, kind, key, moment.at, body
      from moment, json_to_recordset(${given}::text::json)
        as given(place integer, scope text, repository bigint, number integer, kind text, key text, body jsonb)
      order by place
      on conflict do nothing
      returning sequence, concat_ws(' ', scope, coalesce(repository_id, 0), coalesce(number, 0), kind, key) as identity
    )
    select size, encode(edge, 'hex') as edge, nullif(last_at, '-infinity') as last_at, rekeyed, moment.at,
      (select coalesce(json_agg(json_build_array(sequence, identity)), '[]') from added) as added
    from head, moment`.execute(transaction);
  const [row] = rows;
  if (row === undefined) throw new LedgerDamaged("it has no head");
  const places = new Map(records.map((record, place) => [identityOf(record), place] as const).toReversed());
  const sequences = new Map(row.added.map(([sequence, identity]) => [places.get(identity) ?? -1, sequence]));
  return { head: headFrom(row), at: row.at.toISOString(), sequences };
}

/** What the unique index of records is over. */
function identityOf({ scope, repository, number, kind, payload }: StorableRecord): string {
  return `${scope} ${repository ?? 0} ${number ?? 0} ${kind} ${payload.key}`;
}

/** Takes the lock, for whoever adds leaves to records that stand already. */
export async function lockHead(transaction: Executor): Promise<Head> {
  const { rows } = await sql<HeadRow>`
    select size, encode(edge, 'hex') as edge, nullif(last_at, '-infinity') as last_at, rekeyed
    from sekisho.ledger_head for update`.execute(transaction);
  const [row] = rows;
  if (row === undefined) throw new LedgerDamaged("it has no head");
  return headFrom(row);
}

function headFrom({ size, edge, last_at, rekeyed }: HeadRow): Head {
  return {
    edge: edgeFrom(Number(size), Buffer.from(edge, "hex")),
    lastAt: last_at?.toISOString() ?? null,
    rekeyed: Number(rekeyed),
  };
}

/** Adds leaves behind the head that was locked, and signs what it becomes. */
export async function addLeaves(
  transaction: Executor,
  head: Head,
  records: readonly Unlisted[],
  { random, signer }: LedgerParts,
): Promise<Head> {
  let lastAt = head.lastAt;
  const leaves = records.map(({ sequence, kind, at, repository, number, payload }, place) => {
    lastAt = lastAt === null || at > lastAt ? at : lastAt;
    const salt = random(saltBytes);
    const index = head.edge.size + place;
    const digest = payloadDigest(salt, payload);
    const leaf = leafText({ v: 1, index, kind, at: lastAt, repository, number, payload: digest });
    return { index, record: sequence, leaf, salt: Buffer.from(salt).toString("hex") };
  });
  const grown = grow(
    head.edge,
    leaves.map(({ leaf }) => leafHash(Buffer.from(leaf))),
  );
  const { size } = grown.edge;
  const root = Buffer.from(rootOf(grown.edge)).toString("hex");
  const rekeyed = await tellOfKeys(transaction, head, records, signer);
  const note = signer?.sign({ size, root }) ?? null;
  await sql`
    with leaves as (
      insert into sekisho.ledger_leaf (index, record, leaf, salt)
      select index, record, leaf, decode(salt, 'hex') from json_to_recordset(${JSON.stringify(leaves)}::text::json)
        as given(index bigint, record bigint, leaf text, salt text)
    ),
    nodes as (
      insert into sekisho.ledger_node (level, index, hash)
      select level, index, decode(hash, 'hex') from json_to_recordset(${keptNodes(grown.completed)}::text::json)
        as given(level smallint, index bigint, hash text)
    ),
    checkpoint as (
      insert into sekisho.ledger_checkpoint (size, note)
      select ${size}::bigint, note from (values (${note}::text)) as given(note) where note is not null
    )
    update sekisho.ledger_head set size = ${size}::bigint, last_at = ${lastAt}::timestamptz,
      rekeyed = ${rekeyed}::bigint, checkpoints = checkpoints + ${note === null ? 0 : 1}::integer,
      edge = decode(${Buffer.concat(grown.edge.hashes).toString("hex")}::text, 'hex')`.execute(transaction);
  return { edge: grown.edge, lastAt, rekeyed };
}

function keptNodes(completed: readonly HashedNode[]): string {
  return JSON.stringify(
    completed
      .filter(({ level }) => level > 0 && level % 8 === 0)
      .map(({ level, index, hash }) => ({ level, index, hash: Buffer.from(hash).toString("hex") })),
  );
}

/**
 * A clock that went back is told once, in the ledger and in the log: entries keep the moment of the one before until
 * the clock has come there again, so that moment names the occasion.
 */
async function tellOfClock(transaction: Executor, at: string, parts: LedgerParts): Promise<void> {
  const ours = parts.now().toISOString();
  if (Date.parse(at) - Date.parse(ours) <= clockBackMaxMs) return;
  const record: NewRecord = {
    scope: "repository",
    repositoryId: null,
    key: `ledger ${at}`,
    body: { kind: "clock-skew", ours, theirs: at, source: "ledger" },
  };
  const given = [storableRecord(record)];
  const { head, sequences } = await addRecords(transaction, given, parts.now());
  const added = given.flatMap((one, place) => unlisted(one, at, sequences.get(place)));
  if (added.length === 0) return;
  await addLeaves(transaction, head, added, parts);
  parts.log.warn({ ours, last: at }, "The clock is behind the last entry of the ledger");
}
