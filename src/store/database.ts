import type { Kysely, Transaction } from "kysely";
import type { Db } from "pg-boss";
import type { Tables } from "./tables.ts";
import type { Presence } from "./work/presence.ts";

/** A connection to either backend, with everything that differs between them. */
export interface Database {
  readonly kind: "postgres" | "embedded";
  readonly rows: Kysely<Tables>;
  /** For pg-boss, outside of any transaction of ours. */
  readonly jobs: Db;
  readonly presence: Presence;
  close(): Promise<void>;
}

/** Where a statement may run: on its own, or within a transaction. */
export type Executor = Kysely<Tables> | Transaction<Tables>;
