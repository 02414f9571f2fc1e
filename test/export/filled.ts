import { readFileSync } from "node:fs";
import { heldAs } from "../../src/app/export/held-keys.ts";
import type { ExportPorts } from "../../src/app/export/ports.ts";
import { installation } from "../../src/app/installation.ts";
import { createLedgerSigner, newSigningKey } from "../../src/ledger/index.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { fillYear, type MovedClock } from "./year.ts";

/** A store in which days were played, and what an export is given of it. */
export interface Filled {
  readonly store: Store;
  readonly clock: MovedClock;
  readonly ports: ExportPorts;
  /** Something that happens after every period. */
  appendMore(): Promise<void>;
  close(): Promise<void>;
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** From 2026-01-01 on, in three repositories. */
export async function openFilled(
  folder: string,
  { decisions, days }: { readonly decisions: number; readonly days: number },
): Promise<Filled> {
  const clock: MovedClock = { now: new Date() };
  const key = newSigningKey("sekisho.example.com/ledger");
  const signer = createLedgerSigner([key]);
  signer.begin();
  const store = await openStore({ kind: "embedded", folder, now: () => clock.now, log: quiet, signer });
  await fillYear(store, clock, {
    seed: 1,
    decisions,
    from: "2026-01-01T00:00:00.000Z",
    days,
    repositories: 3,
  });
  const keys = [{ vkey: key.verifier.text, from: 0, to: null }];
  const held = heldAs(key, keys);
  let more = 0;
  return {
    store,
    clock,
    ports: {
      ...{ ledger: store.ledger, blobs: store.blobs, notes: store.notes, storage: store.kind, keys },
      held: held === null ? [] : [held],
      verifier: readFileSync(installation.verifier),
      program: "sekisho 0.0.0",
      now: () => new Date("2027-01-01T00:00:00.000Z"),
    },
    appendMore: async () => {
      more += 1;
      clock.now = new Date(Date.parse("2026-06-01T00:00:00.000Z") + more);
      await store.records.append([
        {
          scope: "repository",
          repositoryId: null,
          key: `more ${more}`,
          body: { kind: "clock-skew", ours: "2026", theirs: "2025", source: "test" },
        },
      ]);
    },
    close: () => store.close(),
  };
}
