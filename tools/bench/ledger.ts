import { sql } from "kysely";
import { newSigningKey, signCheckpoint } from "../../src/ledger/index.ts";
import type { TreeHead } from "../../src/model/ledger.ts";
import { consistencyProof, inclusionProof } from "../../src/model/merkle-proof.ts";
import type { Database } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import type { NewRecord, Store } from "../../src/store/index.ts";
import { addLeaves, lockHead } from "../../src/store/ledger/append.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { backends, type Place, silent } from "../../test/store/backends.ts";
import type { Figure, Outcome, Part } from "./figure.ts";

const origin = "bench.example.com/ledger";
const key = newSigningKey(origin);
const signer = { origin, sign: (head: TreeHead) => signCheckpoint(origin, head, [key]) };

const appends = 1_000;
const runs = 5;
const writers = 16;
const leaves = 1_000_000;
const leavesPerTransaction = 5_000;
const proofs = 50;

/** What a decision costs in the ledger, in time and on disk, and what a proof costs once there are a million. */
export const ledger: Part = {
  name: "ledger",
  run: async (): Promise<Outcome> => {
    const figures: Figure[] = [];
    for (const backend of backends()) {
      if (backend.missing !== null) return { kind: "skipped", reason: backend.missing };
      try {
        // 500 a second, and 200 where the store is embedded.
        const budget = backend.name === "PostgreSQL" ? 2 : 5;
        figures.push(...(await appending(await backend.place(), `${backend.name}: `, budget)));
        figures.push(...(await proving(await backend.place(), `${backend.name}: `)));
      } finally {
        await backend.end();
      }
    }
    return { kind: "measured", figures };
  },
};

let records = 0;

/** About as large as a decision. */
function decision(): NewRecord {
  records += 1;
  const body = {
    kind: "gate",
    decisionId: records.toString(16).padStart(64, "0"),
    conclusion: "success",
    state: { items: Array.from({ length: 8 }, (_, item) => `${item}`.repeat(64)) },
  } as const;
  return { scope: "pull", repositoryId: 1, number: records, key: `${records}`, body };
}

async function appending(place: Place, title: string, budget: number): Promise<readonly Figure[]> {
  const store = await place.open({ signer });
  const alone: number[] = [];
  const together: number[] = [];
  const one = async () => void (await store.records.append([decision()]));
  for (let warm = 0; warm < 100; warm += 1) await one();
  for (let run = 0; run < runs; run += 1) {
    alone.push(await eachMs(appends / 5, 1, one));
    together.push(await eachMs(appends, writers, one));
  }
  await store.close();
  const bytes = await withDatabase(place, ledgerBytes);
  return [
    { what: `${title}append, signed, one after the other`, unit: "ms", samples: alone, budget },
    { what: `${title}append, signed, ${writers} at a time, each`, unit: "ms", samples: together, budget },
    {
      what: `${title}on disk for each entry: leaf, salt, nodes`,
      unit: "KB",
      samples: [bytes.leaf],
      budget: null,
    },
    { what: `${title}on disk for each checkpoint`, unit: "KB", samples: [bytes.checkpoint], budget: null },
  ];
}

async function eachMs(count: number, atATime: number, one: () => Promise<void>): Promise<number> {
  const started = performance.now();
  let left = count;
  const writer = async () => {
    while (left > 0) {
      left -= 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: atATime }, writer));
  return (performance.now() - started) / count;
}

async function ledgerBytes({
  rows,
}: Database): Promise<{ readonly leaf: number; readonly checkpoint: number }> {
  const { rows: found } = await sql<{ readonly leaf: number; readonly checkpoint: number }>`
    select
      ((pg_total_relation_size('sekisho.ledger_leaf') + pg_total_relation_size('sekisho.ledger_node'))
        / (select count(*) from sekisho.ledger_leaf)::float8 / 1000) as leaf,
      (pg_total_relation_size('sekisho.ledger_checkpoint')
        / (select count(*) from sekisho.ledger_checkpoint)::float8 / 1000) as checkpoint`.execute(rows);
  return found[0] ?? { leaf: Number.NaN, checkpoint: Number.NaN };
}

async function proving(place: Place, title: string): Promise<readonly Figure[]> {
  await (await place.open()).close();
  await withDatabase(place, fill);
  const store = await place.open();
  const { size } = await store.ledger.head();
  const inclusion = await timesOf(store, (at) => inclusionProof(at, size, store.ledger.nodes));
  const consistency = await timesOf(store, (at) => consistencyProof(at + 1, size, store.ledger.nodes));
  await store.close();
  const of = `of ${size.toLocaleString("en")} entries`;
  return [
    { what: `${title}proof that one is ${of}`, unit: "ms", samples: inclusion, budget: 20 },
    {
      what: `${title}proof that an older log is the beginning ${of}`,
      unit: "ms",
      samples: consistency,
      budget: 20,
    },
  ];
}

/** Leaves without records: proofs rest on leaves alone. */
async function fill({ rows }: Database): Promise<void> {
  const parts = {
    now: () => new Date(),
    random: (bytes: number) => new Uint8Array(bytes),
    signer: null,
    log: silent,
  };
  for (let from = 0; from < leaves; from += leavesPerTransaction)
    await rows.transaction().execute(async (transaction) => {
      const head = await lockHead(transaction);
      const added = Array.from({ length: leavesPerTransaction }, (_, at) => ({
        sequence: from + at + 1,
        kind: "pull/decision",
        at: "2026-11-21T00:00:00.000Z",
        repository: 1,
        number: at,
        payload: { key: `${at}`, body: {} },
      }));
      await addLeaves(transaction, head, added, parts);
    });
}

async function timesOf(
  { ledger: kept }: Store,
  prove: (at: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const { size } = await kept.head();
  const times: number[] = [];
  for (let proof = 0; proof < proofs; proof += 1) {
    const started = performance.now();
    await prove(Math.floor((size - 1) * (proof / proofs)));
    times.push(performance.now() - started);
  }
  return times;
}

async function withDatabase<Result>(
  { where }: Place,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database =
    where.kind === "postgres" ? openPostgres(where.url, silent) : await openEmbedded(where.folder, silent);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
