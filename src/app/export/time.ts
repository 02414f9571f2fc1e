import type { LedgerEntry } from "../../model/ledger.ts";
import { type ExportLedger, ExportRefused } from "./ports.ts";

/** Index of the first entry that was not written before a moment; the size where all were. Times never go back. */
export async function indexAt(ledger: ExportLedger, moment: string, size: number): Promise<number> {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((await entryAt(ledger, middle)).leaf.at < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

async function entryAt(ledger: ExportLedger, index: number): Promise<LedgerEntry> {
  const [entry] = await ledger.entries(index, index + 1);
  if (entry === undefined)
    throw new ExportRefused(
      `The ledger has no entry ${index}, and it has later ones: it is broken. Nothing was exported. \`sekisho ledger verify\` says where.`,
    );
  return entry;
}
