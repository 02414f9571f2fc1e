import {
  type KeyPeriod,
  keysAt,
  openCheckpoint,
  parseVerifierKey,
  type VerifierKey,
} from "../../ledger/index.ts";
import { rootAt } from "../../model/merkle.ts";
import type { StoreReader } from "../../store/index.ts";

/** Something that knows the log from before, and that whoever administers the database cannot reach. */
export interface Witness {
  /** For an operator: `folder /mnt/anchors`. */
  readonly where: string;
  /** A checkpoint as it was found there: anybody may have written it. */
  readonly note: Uint8Array | string;
}

export type Comparison =
  /** The log has these entries still, at least so many. */
  | { readonly kind: "agrees"; readonly where: string; readonly size: number }
  /** It was never a checkpoint of this log, or cannot be read as one. */
  | { readonly kind: "unread"; readonly where: string; readonly why: string }
  /** It cannot be the log that was signed then. Says what was found, and what to do. */
  | { readonly kind: "conflict"; readonly where: string; readonly because: string };

export interface GuardedLog {
  readonly origin: string;
  readonly ledger: Pick<StoreReader["ledger"], "head" | "nodes">;
  readonly periods: readonly KeyPeriod[];
  /** Of this process, the key in force first. */
  readonly keys: readonly VerifierKey[];
}

const whatToDo =
  "Nothing is signed until this is settled; everything else goes on. What to do: docs/guides/ledger.md, “When the alarm is raised”.";

/**
 * Whether the log in the store is the one that a witness saw: as large at least, and the same up to there, which is what
 * a consistency proof says. A log that was put back to an older state, or that somebody made anew with the right key, is
 * neither.
 */
export async function compareWith(witness: Witness, log: GuardedLog): Promise<Comparison> {
  const { where } = witness;
  const known = [...log.keys, ...log.periods.flatMap(({ vkey }) => parseVerifierKey(vkey) ?? [])];
  const reading = openCheckpoint(witness.note, log.origin, known);
  if (reading.kind === "refused") return { kind: "unread", where, why: reading.message };
  const { size, root } = reading.checkpoint;
  const head = await log.ledger.head();
  if (size > head.size) {
    const because = `The ledger in the store has ${head.size} entries, and ${where} has a signed checkpoint of ${size}: the store was put back to an older state, or is another one. ${whatToDo}`;
    return { kind: "conflict", where, because };
  }
  const ours = Buffer.from(await rootAt(size, log.ledger.nodes)).toString("hex");
  if (ours === root) return { kind: "agrees", where, size };
  const because = `The first ${size} entries of the ledger in the store are not those of the signed checkpoint that ${where} has: somebody wrote another log. ${whatToDo}`;
  return { kind: "conflict", where, because };
}

/** Whether the key of this process is the log's. `null`: it is. A log without a key takes any. */
export function keyProblem({ keys, periods, size }: KeyQuestion): string | null {
  const [current] = keys;
  if (current === undefined || periods.length === 0) return null;
  // What is signed next is at least one entry further on.
  const valid = keysAt(periods, size + 1).map(({ text }) => text);
  if (valid.includes(current.text)) return null;
  const retired = periods.some(({ vkey }) => vkey === current.text);
  const what = retired ? "was retired" : "is not the log's";
  return `LEDGER_KEY is ${current.name}+${current.id}, which ${what}; the log is signed with ${valid.map(short).join(" and ") || "no key"}. Set LEDGER_KEY to that key, or make another key the log's with \`sekisho ledger rotate-key\`.`;
}

interface KeyQuestion extends Pick<GuardedLog, "keys" | "periods"> {
  readonly size: number;
}

/** Name and identifier of a verifier key: enough to tell it from others. */
function short(vkey: string): string {
  return vkey.split("+").slice(0, 2).join("+");
}
