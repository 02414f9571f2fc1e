import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyFileOf } from "../../src/app/ledger/signing-keys.ts";
import { createLedgerSigner, newSigningKey, writeKeyFile } from "../../src/ledger/index.ts";
import { openStore } from "../../src/store/index.ts";
import { fillYear } from "../../test/export/year.ts";
import { type Place, postgres, silent } from "../../test/store/backends.ts";
import type { Figure, Outcome, Part } from "./figure.ts";
import { measureCommand, nodeWithPeak } from "./process.ts";

const decisions = 50_000;
const days = 365;

/** A year of three repositories, in an embedded store and on PostgreSQL, and its package, made by the command. */
export const exportYear: Part = {
  name: "export",
  run: async (): Promise<Outcome> => {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-export-"));
    const server = postgres();
    try {
      const figures = [...(await exported("embedded: ", embeddedIn(folder), join(folder, "embedded.zip")))];
      if (server.missing !== null) {
        console.error(`export: not measured on PostgreSQL. ${server.missing}`);
        return { kind: "measured", figures };
      }
      const { where } = await server.place();
      if (where.kind !== "postgres") throw new Error("PostgreSQL was asked for");
      const onServer = {
        where,
        variables: { DATABASE_URL: where.url, LEDGER_KEY: key.secretText() },
        flags: [],
      };
      figures.push(...(await exported("PostgreSQL: ", onServer, join(folder, "postgres.zip"))));
      return { kind: "measured", figures };
    } finally {
      await server.end();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Where a year is kept, and how the command is told of it. */
interface Kept {
  readonly where: Place["where"];
  readonly variables: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
}

const key = newSigningKey("sekisho.example.com/ledger");

function embeddedIn(folder: string): Kept {
  writeKeyFile(keyFileOf({ dataFolder: folder }), key);
  const where = { kind: "embedded", folder: join(folder, "store") } as const;
  return { where, variables: { SEKISHO_DATA: folder }, flags: ["--embedded"] };
}

async function exported(
  title: string,
  { where, variables, flags }: Kept,
  out: string,
): Promise<readonly Figure[]> {
  await fill(where);
  const run = measureCommand(
    nodeWithPeak([
      ...["bin/sekisho.js", "ledger", "export", ...flags],
      ...["--from", "2025-01-01", "--to", "2025-12-31", "--timezone", "UTC"],
      ...["--sample", "25", "--seed", "bench", "--out", out],
    ]),
    [0],
    variables,
  );
  const what = `${title}export of a year with ${decisions.toLocaleString("en-GB")} decisions`;
  const peak = run.peakGigabytes ?? Number.NaN;
  return [
    { what, unit: "s", samples: [run.seconds], budget: 180 },
    { what: `${what}, memory at most`, unit: "GB", samples: [peak], budget: 1 },
    { what: `${what}, the ZIP`, unit: "MB", samples: [statSync(out).size / 1e6], budget: 1_000 },
  ];
}

async function fill(where: Place["where"]): Promise<void> {
  const clock = { now: new Date() };
  const signer = createLedgerSigner([key]);
  signer.begin();
  const store = await openStore({ ...where, now: () => clock.now, log: silent, signer });
  clock.now = new Date("2024-12-31T00:00:00.000Z");
  const because = "The first key of the log.";
  await store.records.append([
    {
      ...{ scope: "repository", repositoryId: null, key: `key ${key.verifier.text}` },
      body: { kind: "key-rotated", previous: null, next: key.verifier.text, by: "server", because },
    },
  ]);
  await fillYear(store, clock, {
    seed: 1,
    decisions,
    from: "2025-01-01T00:00:00.000Z",
    days,
    repositories: 3,
  });
  // A day after the period: from then on it can be exported.
  clock.now = new Date("2026-01-03T00:00:00.000Z");
  await store.records.append([
    {
      ...{ scope: "repository", repositoryId: null, key: "after" },
      body: { kind: "clock-skew", ours: "2026", theirs: "2025", source: "bench" },
    },
  ]);
  await store.close();
}
