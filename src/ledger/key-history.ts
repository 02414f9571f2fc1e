import type { JsonObject } from "../model/json.ts";
import type { KeyEvent } from "../model/ledger.ts";
import { parseVerifierKey, type VerifierKey } from "./verifier-key.ts";

/** From which size of the log to which its checkpoints may be signed with a key. Both are inclusive. */
export interface KeyPeriod {
  readonly vkey: string;
  readonly from: number;
  /** `null`: still. */
  readonly to: number | null;
}

/**
 * The periods that follow from the log, oldest first. The first key is that of all sizes before: who keeps a log is known
 * from its beginning. A retired key counts for the checkpoint that holds its retirement, which both keys sign.
 */
export function keyHistory(events: readonly KeyEvent[]): readonly KeyPeriod[] {
  const periods: KeyPeriod[] = [];
  for (const event of events) {
    if (event.kind === "key-rotated") {
      if (periods.some(({ vkey, to }) => vkey === event.next && to === null)) continue;
      periods.push({ vkey: event.next, from: periods.length === 0 ? 0 : event.index + 1, to: null });
      continue;
    }
    const at = periods.findIndex(({ vkey, to }) => vkey === event.key && to === null);
    const retired = periods[at];
    if (retired !== undefined) periods[at] = { ...retired, to: event.index + 1 };
  }
  return periods;
}

/** The keys that a checkpoint of this size may be signed with. Keys that cannot be read count for nothing. */
export function keysAt(periods: readonly KeyPeriod[], size: number): readonly VerifierKey[] {
  return periods
    .filter(({ from, to }) => from <= size && (to === null || size <= to))
    .flatMap(({ vkey }) => parseVerifierKey(vkey) ?? []);
}

/** What is served and put into evidence. */
export function keysJson(periods: readonly KeyPeriod[]): readonly JsonObject[] {
  return periods.map(({ vkey, from, to }) => ({ vkey, from, to }));
}
