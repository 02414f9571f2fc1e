import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";
import { guardStatements } from "./guards.ts";

/**
 * The tables of the ledger. What cannot be put right again if it is wrong is refused by the tables themselves: leaves,
 * nodes and checkpoints are only ever added, the head only ever grows, and no record is kept without its leaf.
 *
 * Of a tree's nodes only those of the levels 8, 16, 24 … are kept, one for 256 below it: the hashes of leaves are made
 * from the leaves, and what lies between is made from at most 256 of either. These are the hashes of the C2SP tiles.
 *
 * The head also counts the checkpoints, so that one that is not there any more is missed, and has the size with the last
 * entry about keys, so that no process signs with a key that another has just taken out of use.
 *
 * A record's body and its leaf's salt may be gone one day; leaf, key and place of it stay.
 */
export const ledgerMigration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};

const statements: readonly string[] = [
  `create table sekisho.ledger_leaf (
    index bigint primary key check (index >= 0),
    record bigint not null unique,
    leaf text not null,
    salt bytea check (length(salt) = 32)
  )`,
  `create table sekisho.ledger_node (
    level smallint not null check (level > 0 and level % 8 = 0),
    index bigint not null check (index >= 0),
    hash bytea not null check (length(hash) = 32),
    primary key (level, index)
  )`,
  `create table sekisho.ledger_head (
    sole boolean primary key default true check (sole),
    size bigint not null check (size >= 0),
    last_at timestamptz not null,
    edge bytea not null check (length(edge) % 32 = 0),
    filled boolean not null,
    checkpoints bigint not null default 0 check (checkpoints >= 0),
    rekeyed bigint not null default 0 check (rekeyed >= 0)
  )`,
  `insert into sekisho.ledger_head (size, last_at, edge, filled)
    select 0, '-infinity', '', not exists (select from sekisho.record)`,
  `create table sekisho.ledger_checkpoint (
    size bigint primary key check (size > 0),
    note text not null
  )`,
  `alter table sekisho.record alter column body drop not null`,
  ...guardStatements,
];
