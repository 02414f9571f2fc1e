import pg from "pg";
import type { StoreLog } from "../log.ts";
import { askedChannel, type Presence, type PresenceEvents, readNotice } from "./presence.ts";

/** First half of the key of our advisory locks; the second is the process's number. ASCII for "SEKI". */
const lockClass = 0x53_45_4b_49;
/** A connection that does not answer within this time is lost; below the time after which the server gives up on us. */
const heartbeatMs = 3_000;
const reconnectMs = 500;

/**
 * The server notices a machine that went away without a word after 10 + 3 × 5 s; it notices a process that was killed
 * at once. Until then its claims stand. Our side gives up earlier (two heartbeats), so nobody works while taken for dead.
 */
const keepalives =
  "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c statement_timeout=10000";

/**
 * One connection for as long as the process lives, outside of the pool. On it stands a session's advisory lock, which
 * PostgreSQL frees when the connection ends, however that happens; and it listens for work. pg-boss's own heartbeat
 * takes 10 s and more to miss a process; this takes as long as a socket needs to close.
 *
 * Needs a session: PgBouncer in transaction mode cannot carry it.
 *
 * States: away ─start→ connecting ─lock held→ present ─connection lost→ connecting (after `lost`); any ─stop→ away.
 */
export function postgresPresence(
  connection: pg.ClientConfig,
  ask: (text: string, values: readonly unknown[]) => Promise<readonly unknown[]>,
  log: StoreLog,
): Presence {
  const state: State = { client: null, number: null, stopped: true, timer: null };
  return {
    async start(events) {
      state.stopped = false;
      await connect(state, connection, events, log);
    },
    number: () => state.number,
    async gone(numbers) {
      if (numbers.length === 0) return [];
      const rows = await ask(findGone, [numbers, lockClass]);
      return rows.map((row) => Number((row as { readonly number: number }).number));
    },
    async stop() {
      state.stopped = true;
      if (state.timer !== null) clearTimeout(state.timer);
      const { client } = state;
      state.client = null;
      state.number = null;
      await client?.end().catch(() => {});
    },
  };
}

const findGone = `
  select asked.number from unnest($1::integer[]) as asked(number)
  where not exists (
    select 1 from pg_locks
    where locktype = 'advisory' and granted and objsubid = 2
      and database = (select oid from pg_database where datname = current_database())
      and classid = $2::oid and objid = asked.number::oid
  )`;

interface State {
  client: pg.Client | null;
  number: number | null;
  stopped: boolean;
  timer: NodeJS.Timeout | null;
}

async function connect(
  state: State,
  connection: pg.ClientConfig,
  events: PresenceEvents,
  log: StoreLog,
): Promise<void> {
  const client = new pg.Client({
    ...connection,
    application_name: "sekisho presence",
    options: keepalives,
    keepAlive: true,
    query_timeout: heartbeatMs,
  });
  client.on("notification", ({ payload }) => {
    const notice = payload === undefined ? null : readNotice(payload);
    if (notice !== null) events.asked(notice.key, notice.wanted);
  });
  const lose = (error: unknown) => lost(state, client, connection, events, log, error);
  client.on("error", lose);
  client.on("end", () => lose(new Error("The connection ended")));
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number }>(
      "select nextval('sekisho.process_number')::integer as number",
    );
    const number = rows[0]?.number ?? 0;
    await client.query("select pg_advisory_lock($1, $2)", [lockClass, number]);
    await client.query(`listen ${askedChannel}`);
    if (state.stopped) throw new Error("Stopped while connecting");
    state.client = client;
    state.number = number;
    state.timer = setTimeout(() => beat(state, client, lose), heartbeatMs);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
}

function beat(state: State, client: pg.Client, lose: (error: unknown) => void): void {
  client.query("select 1").then(() => {
    if (state.client === client) state.timer = setTimeout(() => beat(state, client, lose), heartbeatMs);
  }, lose);
}

function lost(
  state: State,
  client: pg.Client,
  connection: pg.ClientConfig,
  events: PresenceEvents,
  log: StoreLog,
  error: unknown,
): void {
  if (state.client !== client) return;
  state.client = null;
  state.number = null;
  if (state.timer !== null) clearTimeout(state.timer);
  client.end().catch(() => {});
  log.warn(
    { error },
    "Lost the connection that shows that this process lives; stopping work until it is back",
  );
  events.lost();
  comeBack(state, connection, events, log);
}

function comeBack(state: State, connection: pg.ClientConfig, events: PresenceEvents, log: StoreLog): void {
  state.timer = setTimeout(() => {
    if (state.stopped) return;
    connect(state, connection, events, log).then(
      () => log.info({ process: state.number }, "The connection is back; taking work again"),
      () => comeBack(state, connection, events, log),
    );
  }, reconnectMs);
}
