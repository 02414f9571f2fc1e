import { keysAt, openCheckpoint, parseVerifierKey } from "../../ledger/index.ts";
import { notedHead } from "../../model/checkpoint-note.ts";
import type { KeptProblem, LedgerVerification, NoteCheck } from "../../model/ledger-problem.ts";
import { type KeyStore, keyPeriods } from "./key-records.ts";

/** A checkpoint that somebody kept, as it was found there. */
export interface KeptCheckpoint {
  readonly where: string;
  readonly note: string;
}

export interface VerifiedLedger extends LedgerVerification {
  /** Of the log's keys; `null`: the ledger names no key, so no signature was verified. */
  readonly origin: string | null;
  /** What each kept checkpoint says; `null`: it agrees. */
  readonly kept: readonly { readonly where: string; readonly problem: KeptProblem | null }[];
}

/** Looks at all of a ledger, against itself, the signatures that it holds, and checkpoints that were kept elsewhere. */
export async function verifyWhole(store: KeyStore, kept: readonly KeptCheckpoint[]): Promise<VerifiedLedger> {
  const periods = await keyPeriods(store);
  const keys = periods.flatMap(({ vkey }) => parseVerifierKey(vkey) ?? []);
  const origin = keys[0]?.name ?? null;
  const checkNote: NoteCheck | null =
    origin === null
      ? null
      : (note, size) => {
          const reading = openCheckpoint(note, origin, keysAt(periods, size));
          return reading.kind === "refused" ? reading.message : null;
        };
  const noted = kept.map(({ where, note }) => ({ where, note, head: notedHead(note) }));
  const rootsAt = noted.flatMap(({ head }) => head?.size ?? []);
  const found = await store.ledger.verify({ checkNote, rootsAt });
  const compared = noted.map(({ where, note, head }) => {
    if (head === null) return { where, problem: { kind: "refused", why: "it is no checkpoint" } as const };
    const reading = origin === null ? null : openCheckpoint(note, origin, keys);
    if (reading?.kind === "refused")
      return { where, problem: { kind: "refused", why: reading.message } as const };
    return { where, problem: conflict(head, found) };
  });
  return { ...found, origin, kept: compared };
}

function conflict(
  { size, root }: { readonly size: number; readonly root: string },
  found: LedgerVerification,
): KeptProblem | null {
  const here = found.roots.get(size);
  if (here === undefined) return { kind: "rollback", kept: size, here: found.size };
  return here === root ? null : { kind: "fork", kept: size, root, here };
}

export function isWhole({ problemCount, kept }: VerifiedLedger): boolean {
  return problemCount === 0 && kept.every(({ problem }) => problem === null);
}
