import { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database } from "./database.ts";
import type { StoreLog } from "./log.ts";
import { schemaName, type Tables } from "./tables.ts";
import { postgresPresence } from "./work/postgres-presence.ts";

/** For one process: acknowledging, and a handful of reviews that each write now and then. */
const connectionsMax = 10;
/** Also the time that a caller waits for a free connection: acknowledging must say no before GitHub stops listening. */
const connectTimeoutMs = 2_000;
/** No statement of ours takes a second; one that takes this long is held by something that an operator has to see. */
const statementTimeoutMs = 20_000;
/**
 * A server that says nothing for longer than its own limit is gone, whatever the network says: the connection is cut,
 * so that the pool does not keep what nobody answers on. Connections without work are closed before that.
 */
const silenceMs = 25_000;
const idleMs = 15_000;
/** A transaction that this process forgot must not hold its locks for ever. */
const idleTransactionTimeoutMs = 30_000;

/** Closing waits for statements under way; where the server hangs, the process ends without them. */
const closeMs = 3_000;

export function openPostgres(url: string, log: StoreLog): Database {
  const connection: pg.ClientConfig = {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
  };
  const pool = new pg.Pool({
    ...connection,
    application_name: "sekisho",
    max: connectionsMax,
    idleTimeoutMillis: idleMs,
    stream: socketThatNoticesSilence,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleTransactionTimeoutMs,
  });
  // Without these, a connection that breaks while nobody waits for it, or between two statements of a transaction,
  // would end the process. The next statement on it fails and tells its caller; the pool opens new ones.
  pool.on("error", (error) => log.warn({ error }, "A connection to PostgreSQL broke"));
  pool.on("connect", (client) => client.on("error", () => {}));

  const rows = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(schemaName);
  return {
    kind: "postgres",
    rows,
    jobs: { executeSql: async (text, values) => await pool.query(text, values) },
    presence: postgresPresence(
      connection,
      async (text, values) => (await pool.query(text, [...values])).rows,
      log,
    ),
    close: async () => await Promise.race([rows.destroy(), wait(closeMs, undefined, { ref: false })]),
  };
}

function socketThatNoticesSilence(): Socket {
  const socket = new Socket();
  socket.setTimeout(silenceMs, () => socket.destroy());
  return socket;
}
