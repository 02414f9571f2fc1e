import { sql } from "kysely";
import type { RepositoryRecord } from "../../model/record.ts";
import type { Database, Executor } from "../database.ts";
import type { AgedEntry, Erasures } from "../store.ts";
import { onStore } from "../unavailable.ts";
import { appendEntries, type LedgerParts } from "./append.ts";

/**
 * What erasing needs of the store. The rule who may erase what is not here: it is given as a check, which sees every
 * hold that stands at that moment, because whoever adds a record waits for the same lock.
 */
export function erasuresOn({ rows }: Database, parts: LedgerParts): Erasures {
  return {
    namedByOthers: (indexes, digests) => onStore(() => namedByOthers(rows, indexes, digests)),
    repositories: () => onStore(() => repositories(rows)),
    olderThan: (before, after, max) => onStore(() => olderThan(rows, before, after, max)),
    erase: (erasure, check) =>
      onStore(() =>
        rows.transaction().execute(async (transaction) => {
          await appendEntries(transaction, [erasure], parts);
          await check(await holdsIn(transaction));
          const { body } = erasure;
          const erasureId = body.kind === "erased" ? body.erasureId : "";
          const { rows: found } = await sql<{ readonly gone: number }>`
            select sekisho.erase_payload(${erasureId}::text) as gone`.execute(transaction);
          await forgetDeliveries(transaction, body.kind === "erased" ? body.indexes : []);
          return { erased: found[0]?.gone ?? 0 };
        }),
      ),
    emptyDeliveries: (before) => onStore(() => emptyDeliveries(rows, before)),
  };
}

/** A digest as bodies write it: 64 hexadecimal characters, and no more. */
const digestPattern = "(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])";

/**
 * Reads every other record, and every case of a replay that one of them names: nothing less tells that nobody else needs
 * a blob. It takes a minute for a million records, and happens when something is erased.
 */
async function namedByOthers(
  rows: Executor,
  indexes: readonly number[],
  digests: readonly string[],
): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const { rows: found } = await sql<{ readonly digest: string }>`
    with others as materialized (
      select body::text as text, body->>'replay' as replay from sekisho.record
      where body is not null
        and sequence not in (select record from sekisho.ledger_leaf where index = any(${textOf(indexes)}::text[]::bigint[]))
        and (scope <> 'repository' or kind <> 'erasure-requested')
    ),
    named as (
      select (regexp_matches(text, ${digestPattern}, 'g'))[1] as digest from others
      union
      select (regexp_matches(convert_from(bytes, 'UTF8'), ${digestPattern}, 'g'))[1]
      from sekisho.blob where digest in (select replay from others where replay is not null)
    )
    select distinct digest from named where digest = any(${digests}::text[])`.execute(rows);
  return new Set(found.map(({ digest }) => digest));
}

function textOf(indexes: readonly number[]): readonly string[] {
  return indexes.map(String);
}

async function repositories(rows: Executor): Promise<readonly number[]> {
  const { rows: found } = await sql<{ readonly id: number | string }>`
    select distinct repository_id as id from sekisho.record where repository_id is not null order by id`.execute(
    rows,
  );
  return found.map(({ id }) => Number(id));
}

interface AgedRow {
  readonly index: number | string;
  readonly kind: string;
  readonly at: Date;
  readonly repository_id: number | string | null;
  readonly number: number | null;
}

/** A pull request is as old as the last that happened in it. */
async function olderThan(
  rows: Executor,
  before: string,
  after: number,
  max: number,
): Promise<readonly AgedEntry[]> {
  const { rows: found } = await sql<AgedRow>`
    select index, scope || '/' || kind as kind, at, repository_id, number
    from sekisho.record join sekisho.ledger_leaf on ledger_leaf.record = sequence
    where at < ${before}::timestamptz and body is not null and index > ${after}::bigint
      and (scope = 'repository' or not exists (
        select from sekisho.record later
        where later.scope = 'pull' and later.repository_id = record.repository_id
          and later.number = record.number and later.at >= ${before}::timestamptz
      ))
    order by index limit ${max}::integer`.execute(rows);
  return found.map(({ index, kind, at, repository_id, number }) => ({
    index: Number(index),
    kind,
    at: at.toISOString(),
    repository: repository_id === null ? null : Number(repository_id),
    number,
  }));
}

/** Every hold, in the order in which they were set and released. */
async function holdsIn(rows: Executor): Promise<readonly RepositoryRecord[]> {
  const { rows: found } = await sql<{ readonly body: RepositoryRecord }>`
    select body from sekisho.record
    where scope = 'repository' and kind = 'legal-hold' and body is not null order by sequence`.execute(rows);
  return found.map(({ body }) => body);
}

/** What GitHub sent about a pull request says the same as its records: it goes with them. Its id stays. */
async function forgetDeliveries(rows: Executor, indexes: readonly number[]): Promise<void> {
  await sql`
    update sekisho.delivery set body = '' from (
      select distinct repository_id, number from sekisho.record
      join sekisho.ledger_leaf on ledger_leaf.record = sequence
      where scope = 'pull' and index = any(${textOf(indexes)}::text[]::bigint[])
    ) as pull
    where subject like 'pull:%/' || pull.repository_id || '/' || pull.number
      and processed_at is not null and length(body) > 0`.execute(rows);
}

async function emptyDeliveries(rows: Executor, before: string): Promise<number> {
  const { numAffectedRows } = await sql`
    update sekisho.delivery set body = ''
    where received_at < ${before}::timestamptz and length(body) > 0
      and (processed_at is not null or subject is null)`.execute(rows);
  return Number(numAffectedRows ?? 0);
}
