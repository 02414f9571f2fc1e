/** What is wrong with a ledger as it stands in a store. Each says where, so that somebody can look there. */
export type LedgerProblem =
  /** There are no leaves from an index up to another. */
  | { readonly kind: "missing"; readonly from: number; readonly to: number }
  /** A leaf that is not written as leaves are, or that says it is another. */
  | { readonly kind: "leaf"; readonly index: number }
  /** It is before the one before it. */
  | { readonly kind: "time"; readonly index: number }
  /** Records stand in another order than their entries, or one has two. */
  | { readonly kind: "order"; readonly index: number }
  | { readonly kind: "record-missing"; readonly index: number }
  /** The record says something else than its leaf. */
  | { readonly kind: "record"; readonly index: number; readonly field: RecordField }
  /** Key, body or salt are not what the leaf was made of. */
  | { readonly kind: "payload"; readonly index: number }
  /** The content is gone, or half of it, and no erasure says so. */
  | { readonly kind: "content-missing"; readonly index: number }
  /** A record that has no leaf. */
  | { readonly kind: "not-listed"; readonly sequence: number }
  /** A node that differs, is missing or is too many. */
  | { readonly kind: "node"; readonly level: number; readonly index: number }
  | { readonly kind: "head"; readonly field: "size" | "edge" | "last_at" | "filled" | "rekeyed" }
  /** There are fewer than were added, or more. */
  | { readonly kind: "checkpoints"; readonly added: number; readonly here: number }
  | {
      readonly kind: "checkpoint";
      readonly size: number;
      readonly what: CheckpointFault;
      readonly why: string | null;
    }
  /** Bytes that are not those of their digest, or that are named and not there. */
  | { readonly kind: "blob"; readonly digest: string; readonly what: "differs" | "missing" };

/** What a checkpoint that somebody kept elsewhere says against the ledger that is there. */
export type KeptProblem =
  /** It covers more than there is: an older state was put back, or the end cut off. */
  | { readonly kind: "rollback"; readonly kept: number; readonly here: number }
  /** It is of another history. */
  | { readonly kind: "fork"; readonly kept: number; readonly root: string; readonly here: string }
  /** It is of another ledger, of nobody known, or no checkpoint. */
  | { readonly kind: "refused"; readonly why: string };

export type RecordField = "kind" | "repository" | "number" | "at";

/** `beyond`: it covers more than there is; `size`: its text says another size than it is kept under. */
export type CheckpointFault = "form" | "size" | "root" | "beyond" | "signature";

/** What a look at all of a ledger found. */
export interface LedgerVerification {
  readonly size: number;
  /** Over the leaves that are there, whatever the head says. */
  readonly root: string;
  readonly erased: number;
  readonly checkpoints: number;
  /** Of those, how many have a signature that was verified. */
  readonly signatures: number;
  /** Size of the last checkpoint; 0: there is none. */
  readonly signedUpTo: number;
  /** The first of them. */
  readonly problems: readonly LedgerProblem[];
  readonly problemCount: number;
  /** Of the sizes that were asked for, as far as there are so many leaves. */
  readonly roots: ReadonlyMap<number, string>;
}

/** What is wrong with a checkpoint's signatures; `null`: nothing. */
export type NoteCheck = (note: string, size: number) => string | null;
