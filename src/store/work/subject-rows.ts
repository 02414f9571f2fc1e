import { sql } from "kysely";
import type { Executor } from "../database.ts";
import { askedChannel } from "./presence.ts";

/**
 * The truth about work. `wanted` counts requests, `done` is the count up to which work is finished: there is work to do
 * while `wanted > done`, whatever became of jobs, notices and processes.
 *
 * A subject is
 *   idle      wanted = done
 *   open      wanted > done, no claim, `retry_at` not in the future
 *   claimed   `claimed_by` names a process; `reading` is the `wanted` that it saw
 *   failing   wanted > done, no claim, `retry_at` in the future
 * Moves: ask → open (or stays claimed, with more wanted than reading) · claim: open → claimed · finish: claimed → idle,
 * or open where more was asked meanwhile · release: claimed → open · fail: claimed → failing · take over (of a process
 * that is gone): claimed → open or failing. Every move out of `claimed` names the process, so that one that was taken
 * for dead changes nothing.
 */
export interface Claim {
  readonly key: string;
  /** Number of the process. */
  readonly process: number;
  readonly reading: number;
  readonly attempts: number;
  readonly interruptions: number;
}

/**
 * Counts requests and tells every process. New work does not wait for a retry, unless the other side named a time
 * before which it must not be asked again (`held`). Rows are locked in order, as everywhere.
 */
export async function countRequests(rows: Executor, keys: readonly string[], now: Date): Promise<void> {
  await sql`
    with asked as (
      insert into sekisho.subject as s (key, wanted, asked_at)
      select key, count(*)::integer, ${now.toISOString()}::timestamptz
      from unnest(${keys}::text[]) as given(key) group by key order by key
      on conflict (key) do update set
        wanted = s.wanted + excluded.wanted,
        asked_at = case when s.wanted > s.done then s.asked_at else excluded.asked_at end,
        retry_at = case when s.held then s.retry_at end
      returning s.key, s.wanted
    )
    select pg_notify(${askedChannel}, wanted || ' ' || key) from asked`.execute(rows);
}

/** Remembers to look at a subject at a time; the earliest wins. */
export async function setDue(rows: Executor, key: string, at: Date): Promise<void> {
  await sql`
    insert into sekisho.subject as s (key, wanted, due_at) values (${key}, 0, ${at.toISOString()}::timestamptz)
    on conflict (key) do update set due_at = least(s.due_at, excluded.due_at)`.execute(rows);
}

interface ClaimRow {
  readonly key: string;
  readonly reading: number;
  readonly attempts: number;
  readonly interruptions: number;
}

/** Those of the subjects that are open. Rows are locked in order, so that two processes cannot wait for each other. */
export async function claimOpen(
  rows: Executor,
  keys: readonly string[],
  process: number,
  now: Date,
): Promise<readonly Claim[]> {
  const at = now.toISOString();
  const claimed = await sql<ClaimRow>`
    update sekisho.subject set
      claimed_by = ${process}::integer, claimed_at = ${at}::timestamptz, reading = wanted, retry_at = null, held = false
    where key in (
      select key from sekisho.subject
      where key = any(${keys}::text[]) and wanted > done and claimed_by is null
        and (retry_at is null or retry_at <= ${at}::timestamptz)
      order by key for update
    )
    returning key, reading, attempts, interruptions`.execute(rows);
  return claimed.rows.map((row) => ({ ...row, process }));
}

/** `more`: there is work that can be done at once. `null`: the claim was no longer ours. */
export type Settled = { readonly more: boolean } | null;

export async function finishClaim(rows: Executor, { key, process, reading }: Claim): Promise<Settled> {
  return await settle(
    rows,
    sql`
    update sekisho.subject set
      done = greatest(done, ${reading}::integer), reading = null,
      asked_at = case when wanted > ${reading}::integer then claimed_at end,
      attempts = 0, interruptions = 0, last_error = null, claimed_by = null, claimed_at = null
    where key = ${key} and claimed_by = ${process}::integer
    returning wanted > done as more`,
  );
}

/** Gives a subject back unfinished, through no fault of its own. */
export async function releaseClaim(
  rows: Executor,
  { key, process }: Pick<Claim, "key" | "process">,
  because: "superseded" | "stopped",
): Promise<Settled> {
  return await settle(
    rows,
    sql`
    update sekisho.subject set
      reading = null, claimed_by = null, claimed_at = null,
      interruptions = interruptions + ${because === "superseded" ? 1 : 0}::integer
    where key = ${key} and claimed_by = ${process}::integer
    returning wanted > done as more`,
  );
}

/** What was asked for while it ran is new work, and does not wait for the retry. */
export async function failClaim(
  rows: Executor,
  { key, process, reading }: Claim,
  failure: { readonly error: string; readonly retryAt: Date; readonly held: boolean },
): Promise<Settled> {
  return await settle(
    rows,
    sql`
    update sekisho.subject set
      attempts = attempts + 1, last_error = ${failure.error}, held = ${failure.held}::boolean,
      retry_at = case when ${failure.held}::boolean or wanted = ${reading}::integer
        then ${failure.retryAt.toISOString()}::timestamptz end,
      reading = null, claimed_by = null, claimed_at = null
    where key = ${key} and claimed_by = ${process}::integer
    returning wanted > done and retry_at is null as more`,
  );
}

async function settle(
  rows: Executor,
  statement: ReturnType<typeof sql<{ readonly more: boolean }>>,
): Promise<Settled> {
  const { rows: settled } = await statement.execute(rows);
  return settled[0] ?? null;
}
