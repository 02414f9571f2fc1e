import type { LedgerEntry, SignedCheckpoint, TreeHead } from "../../model/ledger.ts";
import type { NodeReader } from "../../model/merkle.ts";
import type { Blobs, Notes, Store } from "../../store/store.ts";
import type { HeldKey } from "./statement.ts";

/** The log as an export reads it. */
export interface ExportLedger {
  head(): Promise<TreeHead>;
  /** From an index to another, without the latter, in order. */
  entries(from: number, to: number): Promise<readonly LedgerEntry[]>;
  /** The first that covers at least so many entries. */
  checkpointAtOrAfter(size: number): Promise<SignedCheckpoint | null>;
  readonly nodes: NodeReader;
}

/**
 * Entries that are read at once: so few that they are forgotten while they are young. More of them would outlive a
 * collection or two and wait among what is old, for which a process takes hundreds of megabytes before it looks.
 */
const entriesPerRead = 250;

/** All entries from an index to another, without the latter, a part at a time. */
export async function* entriesOf(
  ledger: Pick<ExportLedger, "entries">,
  from: number,
  to: number,
): AsyncGenerator<readonly LedgerEntry[]> {
  for (let start = from; start < to; start += entriesPerRead)
    yield await ledger.entries(start, Math.min(start + entriesPerRead, to));
}

/** A key of the log, and the sizes between which it signs; `to` is `null` while it does. */
export interface LedgerKey {
  readonly vkey: string;
  readonly from: number;
  readonly to: number | null;
}

export interface ExportPorts {
  readonly ledger: ExportLedger;
  readonly blobs: Pick<Blobs, "get">;
  readonly notes: Pick<Notes, "get">;
  readonly storage: Store["kind"];
  /** Oldest first. */
  readonly keys: readonly LedgerKey[];
  /** Those that this program has the secret of. */
  readonly held: readonly HeldKey[];
  /** `verify.mjs`. */
  readonly verifier: Uint8Array;
  /** `sekisho 0.1.0`. */
  readonly program: string;
  readonly now: () => Date;
}

/** What was asked for cannot be exported; the message says why, and what can be. */
export class ExportRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ExportRefused";
  }
}
