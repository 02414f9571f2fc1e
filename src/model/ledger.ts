import { createHash } from "node:crypto";
import { canonicalJson } from "./digest.ts";
import type { JsonObject } from "./json.ts";

/** What a Merkle tree of RFC 6962 comes to: its number of leaves, and its root in lower-case hexadecimal. */
export interface TreeHead {
  readonly size: number;
  readonly root: string;
}

/**
 * What stands in the tree for one record: when and about what, and the digest of the rest. Nothing that may have to be
 * erased one day is in it. Its bytes are RFC 8785 of these fields, in UTF-8; the tree's leaf hash is over them.
 */
export interface LedgerLeaf {
  /** Of this form. */
  readonly v: 1;
  /** From 0, without gaps. */
  readonly index: number;
  /** Scope and kind of the record: `pull/decision`, `repository/sweep`. */
  readonly kind: string;
  /** ISO 8601, UTC, milliseconds; never before that of the leaf before it. */
  readonly at: string;
  /** GitHub's id; `null`: of no one repository. */
  readonly repository: number | null;
  /** Of the pull request; `null`: of none. */
  readonly number: number | null;
  /** {@link payloadDigest}. */
  readonly payload: string;
}

/** What a leaf's digest is over. Its bytes are RFC 8785 in UTF-8. */
export interface LedgerPayload {
  /** What makes the record unique within its kind. */
  readonly key: string;
  readonly body: JsonObject;
}

/** Random bytes of each entry: who has a leaf alone cannot find out its payload by trying. */
export const saltBytes = 32;

/** The bytes of a leaf, as text. */
export function leafText(leaf: LedgerLeaf): string {
  return canonicalJson({ ...leaf });
}

/** SHA-256, lower-case hexadecimal, over the salt followed by the payload's bytes. */
export function payloadDigest(salt: Uint8Array, payload: LedgerPayload): string {
  return payloadTextDigest(salt, payloadText(payload));
}

/** The bytes of a payload, as text. */
export function payloadText(payload: LedgerPayload): string {
  return canonicalJson({ ...payload });
}

/** {@link payloadDigest}, where the text is needed anyway. */
export function payloadTextDigest(salt: Uint8Array, text: string): string {
  return createHash("sha256").update(salt).update(text, "utf8").digest("hex");
}

/** An entry as it is kept: the leaf, and what it is the digest of. */
export interface LedgerEntry {
  readonly leaf: LedgerLeaf;
  /** `null`: erased. The leaf, and so the tree, stay as they are. */
  readonly content: { readonly salt: Uint8Array; readonly payload: LedgerPayload } | null;
}

/** A tree head that was signed: the text of a C2SP checkpoint (a signed note). */
export interface SignedCheckpoint extends TreeHead {
  /** ISO 8601: of the last entry that it covers, in whose transaction it was signed. It is not part of the note. */
  readonly at: string;
  readonly note: string;
}

/** What the log says of its keys, with the index of the entry that says it. */
export type KeyEvent =
  | {
      readonly kind: "key-rotated";
      readonly index: number;
      readonly previous: string | null;
      readonly next: string;
    }
  | { readonly kind: "key-retired"; readonly index: number; readonly key: string };

/** Signs tree heads; `null` where it must not, because the log is not the one that was anchored. */
export interface CheckpointSigner {
  readonly origin: string;
  sign(head: TreeHead): string | null;
  /** Left out by whoever has one key for ever. */
  readonly keyEvents?: KnownKeyEvents;
}

/**
 * What a signer knows of the log's keys. Another process may change them at any time, so whoever adds entries compares
 * under the lock of all writers, and tells what is new before anything is signed.
 */
export interface KnownKeyEvents {
  /** Size of the log with the last entry about keys that is known here; 0: none. */
  readonly upTo: number;
  learn(upTo: number, events: readonly KeyEvent[]): void;
}
