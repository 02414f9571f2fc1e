import { type Kysely, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { ledgerMigration } from "./ledger/migration.ts";
import { schemaName, type Tables } from "./tables.ts";

/**
 * A migration is never edited once it is released: the next one changes what it made. Lengths are checked where a
 * column is part of an index, because PostgreSQL refuses index rows above 2,704 bytes with a message that helps nobody.
 */
const first: Migration = {
  async up(db) {
    for (const statement of firstStatements) await sql.raw(statement).execute(db);
  },
};

const firstStatements: readonly string[] = [
  `create table sekisho.delivery (
    arrival bigint generated always as identity primary key,
    id text not null unique check (length(id) between 1 and 200),
    event text not null,
    action text,
    subject text,
    body bytea not null,
    received_at timestamptz not null,
    processed_at timestamptz
  )`,
  `create index delivery_pending on sekisho.delivery (subject, arrival)
    where processed_at is null and subject is not null`,

  `create sequence sekisho.process_number as integer`,
  `create table sekisho.subject (
    key text primary key check (length(key) between 1 and 600),
    wanted integer not null,
    done integer not null default 0,
    reading integer,
    asked_at timestamptz,
    due_at timestamptz,
    attempts integer not null default 0,
    interruptions integer not null default 0,
    last_error text,
    retry_at timestamptz,
    held boolean not null default false,
    claimed_by integer,
    claimed_at timestamptz
  )`,
  `create index subject_open on sekisho.subject (asked_at) where wanted > done`,
  `create index subject_due on sekisho.subject (due_at) where due_at is not null`,
  `create index subject_retry on sekisho.subject (retry_at) where retry_at is not null`,
  `create index subject_claimed on sekisho.subject (claimed_by) where claimed_by is not null`,

  `create table sekisho.record (
    sequence bigint generated always as identity primary key,
    scope text not null check (scope in ('pull', 'repository')),
    repository_id bigint,
    number integer,
    kind text not null,
    key text not null check (length(key) <= 600),
    at timestamptz not null,
    body jsonb not null,
    check (scope = 'repository' or (repository_id is not null and number is not null))
  )`,
  `create unique index record_once
    on sekisho.record (scope, coalesce(repository_id, 0), coalesce(number, 0), kind, key)`,
  `create index record_of_pull on sekisho.record (repository_id, number, sequence) where scope = 'pull'`,
  `create index record_by_kind on sekisho.record (scope, kind, at)`,
  `create function sekisho.refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception 'sekisho.record is append-only: % is refused', tg_op
        using errcode = 'insufficient_privilege', hint = 'Append a new record that says what is different.';
    end
  $$`,
  `create trigger record_is_append_only before update or delete on sekisho.record
    for each row execute function sekisho.refuse_change()`,
  `create trigger record_is_never_emptied before truncate on sekisho.record
    for each statement execute function sekisho.refuse_change()`,

  `create table sekisho.blob (
    digest text primary key check (digest ~ '^[0-9a-f]{64}$'),
    bytes bytea not null,
    kept_at timestamptz not null
  )`,
  `create table sekisho.note (key text primary key check (length(key) between 1 and 600), value text not null)`,
  `create table sekisho.waiver_number (repository_id bigint primary key, last integer not null)`,
];

const migrations: Readonly<Record<string, Migration>> = {
  "0001-inbox-work-records": first,
  "0002-ledger": ledgerMigration,
};

/**
 * Brings the tables up to date. Several processes may do it at once: one does the work while the others wait. Where
 * nothing is to be done nothing is written, so that a role may work here that may not make tables.
 */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  if (await isUpToDate(db)) return;
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableSchema: schemaName,
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function isUpToDate(db: Kysely<Tables>): Promise<boolean> {
  const { rows: tables } = await sql<{ readonly there: boolean }>`
    select to_regclass('sekisho.kysely_migration') is not null as there`.execute(db);
  if (tables[0]?.there !== true) return false;
  const { rows: done } = await sql<{ readonly name: string }>`
    select name from sekisho.kysely_migration order by name`.execute(db);
  return done.map(({ name }) => name).join() === Object.keys(migrations).join();
}

/** ASCII for "SEKI", and 0: process numbers begin at 1. */
const installation = sql`${0x53_45_4b_49}::integer, 0`;

/**
 * Runs something while no other process does. pg-boss takes a lock of its own to create its tables, and two that start
 * at once on an empty database fail all the same: the second looks into its catalogue from before it waited.
 */
export async function alone<Result>(db: Kysely<Tables>, work: () => Promise<Result>): Promise<Result> {
  return await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${installation})`.execute(connection);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${installation})`.execute(connection);
    }
  });
}
