import type { TreeHead } from "../model/ledger.ts";
import { canonicalBase64 } from "./base64.ts";
import { type Note, parseNote, signNote, verifyNote } from "./note.ts";
import type { SigningKey } from "./signing-key.ts";
import type { VerifierKey } from "./verifier-key.ts";

/** The head of a tree as its log signs it: https://c2sp.org/tlog-checkpoint. */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
}

export type CheckpointReading =
  /** `by`: the keys whose signatures were verified. */
  | { readonly kind: "checkpoint"; readonly checkpoint: Checkpoint; readonly by: readonly VerifierKey[] }
  | { readonly kind: "refused"; readonly message: string };

const rootBytes = 32;

export function signCheckpoint(origin: string, head: TreeHead, keys: readonly SigningKey[]): string {
  const root = Buffer.from(head.root, "hex").toString("base64");
  return signNote(`${origin}\n${head.size}\n${root}\n`, keys);
}

/** Reads a checkpoint of this log, signed by at least one of these keys. Never throws: what was fetched is anybody's. */
export function openCheckpoint(
  given: Uint8Array | string,
  origin: string,
  keys: readonly VerifierKey[],
): CheckpointReading {
  const reading = parseNote(given);
  if (reading.kind === "problem") return refused(reading.message);
  const checkpoint = checkpointOf(reading.note);
  if (checkpoint === null) return refused("it is a signed note, and no checkpoint of a log");
  if (checkpoint.origin !== origin)
    return refused(`it is of the log ${JSON.stringify(checkpoint.origin)}, not of ${origin}`);
  const verdict = verifyNote(reading.note, keys);
  if (verdict.kind === "refused") return refused(verdict.message);
  return { kind: "checkpoint", checkpoint, by: verdict.by };
}

/** `null` where the text is not that of a checkpoint. Lines after the third may say anything, and say nothing to us. */
function checkpointOf({ text }: Note): Checkpoint | null {
  const [origin = "", size = "", root = "", ...others] = text.slice(0, -1).split("\n");
  const bytes = canonicalBase64(root);
  if (origin === "" || others.includes("")) return null;
  if (!/^(?:0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) return null;
  if (bytes === null || bytes.length !== rootBytes) return null;
  return { origin, size: Number(size), root: bytes.toString("hex") };
}

function refused(message: string): CheckpointReading {
  return { kind: "refused", message };
}
