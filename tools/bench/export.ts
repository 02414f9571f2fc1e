import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyFileOf } from "../../src/app/ledger/signing-keys.ts";
import { createLedgerSigner, newSigningKey, writeKeyFile } from "../../src/ledger/index.ts";
import { openStore } from "../../src/store/index.ts";
import { fillYear } from "../../test/export/year.ts";
import type { Outcome, Part } from "./figure.ts";
import { measureCommand, nodeWithPeak } from "./process.ts";

const decisions = 50_000;
const days = 365;

/** A year of three repositories in an embedded store, and its package, made by the command. */
export const exportYear: Part = {
  name: "export",
  run: async (): Promise<Outcome> => {
    const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-export-"));
    try {
      await fill(folder);
      const out = join(folder, "year.zip");
      const run = measureCommand(
        nodeWithPeak([
          ...["bin/sekisho.js", "ledger", "export", "--embedded"],
          ...["--from", "2025-01-01", "--to", "2025-12-31", "--timezone", "UTC"],
          ...["--sample", "25", "--seed", "bench", "--out", out],
        ]),
        [0],
        { SEKISHO_DATA: folder },
      );
      const what = `export of a year with ${decisions.toLocaleString("en-GB")} decisions`;
      return {
        kind: "measured",
        figures: [
          { what, unit: "s", samples: [run.seconds], budget: 180 },
          {
            what: `${what}, memory at most`,
            unit: "GB",
            samples: [run.peakGigabytes ?? Number.NaN],
            budget: 1,
          },
          { what: `${what}, the ZIP`, unit: "MB", samples: [statSync(out).size / 1e6], budget: 1_000 },
        ],
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function fill(folder: string): Promise<void> {
  const clock = { now: new Date() };
  const key = newSigningKey("sekisho.example.com/ledger");
  const signer = createLedgerSigner([key]);
  signer.begin();
  writeKeyFile(keyFileOf({ dataFolder: folder }), key);
  const store = await openStore({
    ...{ kind: "embedded", folder: join(folder, "store"), now: () => clock.now, log: quiet, signer },
  });
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

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
