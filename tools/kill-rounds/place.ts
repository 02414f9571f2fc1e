import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { verifyWhole } from "../../src/app/ledger/verify.ts";
import { sweeps } from "../../src/model/pull.ts";
import { openStore, openStoreReader, type StorePlace } from "../../src/store/index.ts";
import { ledgerKey } from "../../test/app/harness.ts";
import type { PostgresServer } from "../../test/store/postgres-server.ts";

/** A store that the App keeps everything in, and that this tool looks into from beside. */
export interface Place {
  readonly embedded: boolean;
  /** What the App is told about it. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Makes the tables, and puts off the sweeps: they would mend behind the back what was lost. That of deliveries comes
   * with every start all the same, and what it brings back is asked for with `mended`.
   */
  prepare(): Promise<void>;
  /** What is in hand of processes, as the store has it; `null`: cannot be asked while the App has the store. */
  inHand(): Promise<readonly string[] | null>;
  /**
   * Which of these deliveries are not there, or are there and not processed. The App must not run where the store is
   * embedded.
   */
  lost(guids: readonly string[]): Promise<readonly string[]>;
  /** What sweeps brought back, oldest first: deliveries, and pull requests as `owner/name#1`. As `lost`. */
  mended(): Promise<readonly string[]>;
  /** What is wrong with the ledger: gaps, leaves, nodes, signatures, a decision that stands twice. As `lost`. */
  unproven(): Promise<readonly string[]>;
}

/** After the longest run. */
const sweepsAt = new Date(Date.now() + 30 * 24 * 3_600_000).toISOString();
const silent = { info: () => {}, warn: () => {}, error: () => {} };

export function embeddedPlace(dataFolder: string): Place {
  const folder = join(dataFolder, "store");
  const ask = async <Row>(text: string, values: readonly unknown[]) => {
    const database = await PGlite.create(join(folder, "database"));
    try {
      return (await database.query<Row>(text, [...values])).rows;
    } finally {
      await database.close();
    }
  };
  return {
    embedded: true,
    variables: {},
    prepare: () => putOffSweeps({ kind: "embedded", folder }),
    inHand: async () => null,
    lost: async (guids) => (await ask<LostRow>(lostStatement, [guids])).map(nameOf),
    mended: async () => (await ask<MendedRow>(mendedStatement, [])).map(({ name }) => name),
    unproven: () => unproven({ kind: "embedded", folder }),
  };
}

export async function postgresPlace(server: PostgresServer): Promise<Place> {
  const url = await server.createDatabase();
  const ask = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[]) => {
    const client = new pg.Client({ connectionString: url });
    client.on("error", () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  return {
    embedded: false,
    variables: { DATABASE_URL: url, LEDGER_KEY: ledgerKey },
    prepare: () => putOffSweeps({ kind: "postgres", url }),
    inHand: async () => {
      const rows = await ask<{ key: string }>(inHandStatement, []).catch(() => []);
      return rows.map(({ key }) => key);
    },
    lost: async (guids) => (await ask<LostRow>(lostStatement, [guids])).map(nameOf),
    mended: async () => (await ask<MendedRow>(mendedStatement, [])).map(({ name }) => name),
    unproven: () => unproven({ kind: "postgres", url }),
  };
}

const inHandStatement = "select key from sekisho.subject where claimed_by is not null order by key";

interface LostRow {
  readonly id: string;
  readonly kept: boolean;
}

const lostStatement = `
  select asked.id, delivery.id is not null as kept
  from unnest($1::text[]) as asked(id) left join sekisho.delivery as delivery on delivery.id = asked.id
  where delivery.id is null or (delivery.subject is not null and delivery.processed_at is null)
  order by asked.id`;

interface MendedRow {
  readonly name: string;
}

const mendedStatement = `
  select name from sekisho.record, jsonb_array_elements_text(body::jsonb -> 'recovered') as name
  where kind = 'sweep' order by sequence, name`;

function nameOf({ id, kept }: LostRow): string {
  return kept ? `${id} (kept, not processed)` : `${id} (not kept)`;
}

async function unproven(where: StorePlace): Promise<readonly string[]> {
  const store = await openStoreReader({ ...where, now: () => new Date(), log: silent });
  try {
    const { problems, origin, signatures } = await verifyWhole(store, []);
    const decisions = await store.records.ofPulls(null, "decision");
    const ids = decisions.flatMap(({ body }) => (body.kind === "decision" ? [body.decisionId] : []));
    return [
      ...problems.map((problem) => `the ledger: ${JSON.stringify(problem)}`),
      ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `decision ${id} stands twice`),
      ...(origin === null || signatures === 0 ? ["the ledger: nothing of it is signed"] : []),
    ];
  } finally {
    await store.close();
  }
}

async function putOffSweeps(where: StorePlace): Promise<void> {
  const store = await openStore({ ...where, now: () => new Date(), log: silent });
  for (const sweep of sweeps) await store.notes.set(`sweep-ran:${sweep}`, sweepsAt);
  await store.close();
}
