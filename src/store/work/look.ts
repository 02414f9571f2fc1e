import { sql } from "kysely";
import type { Executor } from "../database.ts";

/** A job of its transaction is there as soon as the request is; work this old without a taker has lost its job. */
const jobLostAfterMs = 2_000;
/** What one look asks for at once; the next look, a second later, asks for the rest. */
const keysMax = 500;
/**
 * How often in a row work is taken over at once after its process died. Beyond that, it may be this work that kills
 * processes, and it waits: 1 s, 2 s, 4 s … 15 s, no longer, because the work is most likely innocent.
 */
const sparedDeaths = 5;
const deathDelaySecondsMax = 15;

/** What there is to see, in one statement, because every process asks for it every second. */
export interface Sight {
  readonly due: boolean;
  readonly retry: boolean;
  /** Open work without a taker for longer than a job takes to arrive. */
  readonly orphaned: boolean;
  /** What this process has claimed, as the store sees it. */
  readonly own: readonly { readonly key: string; readonly wanted: number }[];
  /** Other processes with claims. */
  readonly others: readonly number[];
}

interface SightRow {
  readonly due: boolean;
  readonly retry: boolean;
  readonly orphaned: boolean;
  readonly own: Sight["own"] | null;
  readonly others: Sight["others"] | null;
}

export async function look(rows: Executor, process: number, now: Date): Promise<Sight> {
  const at = now.toISOString();
  const old = new Date(now.getTime() - jobLostAfterMs).toISOString();
  const { rows: found } = await sql<SightRow>`
    select
      exists(select 1 from sekisho.subject where due_at <= ${at}::timestamptz) as due,
      exists(
        select 1 from sekisho.subject where retry_at <= ${at}::timestamptz and claimed_by is null
      ) as retry,
      exists(
        select 1 from sekisho.subject
        where wanted > done and claimed_by is null and retry_at is null and asked_at < ${old}::timestamptz
      ) as orphaned,
      (
        select json_agg(json_build_object('key', key, 'wanted', wanted))
        from sekisho.subject where claimed_by = ${process}::integer
      ) as own,
      (
        select json_agg(distinct claimed_by) from sekisho.subject where claimed_by <> ${process}::integer
      ) as others`.execute(rows);
  const sight = found[0];
  return {
    due: sight?.due ?? false,
    retry: sight?.retry ?? false,
    orphaned: sight?.orphaned ?? false,
    own: sight?.own ?? [],
    others: sight?.others ?? [],
  };
}

/** Turns looks that are due into requests. Returns what to put into the queue. */
export async function askForDue(rows: Executor, now: Date): Promise<readonly string[]> {
  const at = now.toISOString();
  return await keysOf(
    rows,
    sql`
    update sekisho.subject set
      wanted = wanted + 1, due_at = null,
      asked_at = case when wanted > done then asked_at else ${at}::timestamptz end
    where key in (
      select key from sekisho.subject where due_at <= ${at}::timestamptz
      order by key limit ${keysMax}::integer for update
    )
    returning key`,
  );
}

export async function openForRetry(rows: Executor, now: Date): Promise<readonly string[]> {
  return await keysOf(
    rows,
    sql`
    update sekisho.subject set retry_at = null, held = false
    where key in (
      select key from sekisho.subject where retry_at <= ${now.toISOString()}::timestamptz and claimed_by is null
      order by key limit ${keysMax}::integer for update
    )
    returning key`,
  );
}

export async function orphans(rows: Executor, now: Date): Promise<readonly string[]> {
  const old = new Date(now.getTime() - jobLostAfterMs).toISOString();
  return await keysOf(
    rows,
    sql`
    select key from sekisho.subject
    where wanted > done and claimed_by is null and retry_at is null and asked_at < ${old}::timestamptz
    order by asked_at limit ${keysMax}::integer`,
  );
}

/** Takes the claims of processes that are gone away from them. Returns what can be done at once. */
export async function takeOver(
  rows: Executor,
  gone: readonly number[],
  now: Date,
): Promise<readonly string[]> {
  return await keysOf(
    rows,
    sql`
    update sekisho.subject set
      claimed_by = null, claimed_at = null, reading = null,
      attempts = attempts + 1, last_error = 'The process that had it in hand ended',
      retry_at = case when attempts >= ${sparedDeaths}::integer
        then ${now.toISOString()}::timestamptz + interval '1 second'
          * least(${deathDelaySecondsMax}::integer, power(2, least(attempts - ${sparedDeaths}::integer, 10))) end
    where key in (
      select key from sekisho.subject where claimed_by = any(${gone}::integer[]) order by key for update
    )
    returning key`,
  );
}

async function keysOf(
  rows: Executor,
  statement: ReturnType<typeof sql<{ readonly key: string }>>,
): Promise<readonly string[]> {
  const found = await statement.execute(rows);
  return found.rows.map(({ key }) => key);
}
