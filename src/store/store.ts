import type { LedgerEntry, SignedCheckpoint, TreeHead } from "../model/ledger.ts";
import type { LedgerVerification, NoteCheck } from "../model/ledger-problem.ts";
import type { NodeReader } from "../model/merkle.ts";
import type { Subject } from "../model/pull.ts";
import type {
  PullRecord,
  RepositoryRecord,
  StoredPullRecord,
  StoredRepositoryRecord,
} from "../model/record.ts";

/** A webhook delivery, verified, as it came. */
export interface Delivery {
  /** `X-GitHub-Delivery`. A redelivery has the id of the first. */
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  /** `null`: nothing is to be done about it; it is kept all the same. */
  readonly subject: Subject | null;
  /** The raw body. */
  readonly body: Uint8Array;
}

export interface StoredDelivery extends Delivery {
  /** ISO 8601. */
  readonly receivedAt: string;
}

/** Deliveries are acknowledged once they stand here, and done once what they say is recorded. */
export interface Inbox {
  /**
   * Keeps a delivery and asks for work on its subject, in one transaction. `known`: it was accepted before; if it is
   * not processed yet, the work is asked for again. Throws {@link StoreUnavailable}.
   */
  accept(delivery: Delivery): Promise<"accepted" | "known">;
  /**
   * Unprocessed deliveries of a subject, oldest first; at most 64 MB of them, and always one. Where there are more, the
   * work on the subject gets another turn by itself.
   */
  pending(subject: Subject): Promise<readonly StoredDelivery[]>;
  /** Which of these delivery ids were never accepted. */
  missing(ids: readonly string[]): Promise<readonly string[]>;
}

export type NewRecord =
  | {
      readonly scope: "pull";
      readonly repositoryId: number;
      readonly number: number;
      readonly key: string;
      readonly body: PullRecord;
    }
  | {
      readonly scope: "repository";
      readonly repositoryId: number | null;
      readonly key: string;
      readonly body: RepositoryRecord;
    };

/** What is left of a record whose payload was erased. Nothing else reads it any more. */
export interface ErasedRecord {
  readonly sequence: number;
  readonly kind: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `null`: of none. */
  readonly repositoryId: number | null;
  /** Of the pull request; `null`: of none. */
  readonly number: number | null;
}

/** Records are only ever added. */
export interface Records {
  /**
   * Adds records, marks deliveries as processed and keeps blobs, all in one transaction. A record whose kind and key
   * (within its pull request or repository) stand already is left as it is. `kept`: how many were new. Work is asked for
   * on `subjects` in the same transaction, where something was new.
   */
  append(
    records: readonly NewRecord[],
    also?: {
      readonly processed?: readonly string[];
      readonly blobs?: readonly Uint8Array[];
      readonly subjects?: readonly Subject[];
    },
  ): Promise<{ readonly kept: number }>;
  ofPull(repositoryId: number, number: number): Promise<readonly StoredPullRecord[]>;
  /** Of every pull request of a repository (`null`: of all repositories), by kind, oldest first. */
  ofPulls<Kind extends PullRecord["kind"]>(
    repositoryId: number | null,
    kind: Kind,
    since?: string,
  ): Promise<readonly StoredPullRecord[]>;
  /** `null`: those that belong to no repository. */
  ofRepository(
    repositoryId: number | null,
    kind?: RepositoryRecord["kind"],
  ): Promise<readonly StoredRepositoryRecord[]>;
  /** Records of a repository, or of all and of none (`null`), whose payload was erased: what their leaves say, in their order. */
  erased(repositoryId: number | null): Promise<readonly ErasedRecord[]>;
  /** Repositories of which records of a kind are kept, ascending. */
  repositoriesWith(kind: RepositoryRecord["kind"]): Promise<readonly number[]>;
  /**
   * The waiver number of whoever asks under this key, in a repository: the next free one at the first time, and the same
   * again for who asks once more after a crash.
   */
  waiverNumber(repositoryId: number, key: string): Promise<number>;
}

/** An entry, and the sequence of the record that it is of. */
export interface StoredEntry extends LedgerEntry {
  readonly sequence: number;
}

/**
 * The ledger as it stands in the store, for whoever reads it. Every record is an entry; adding a record adds its leaf.
 * Ranges go from an index to another, without the latter; what is beyond the end throws a `RangeError`. Nothing is
 * verified here: what comes is what stands there.
 */
export interface Ledger {
  head(): Promise<TreeHead>;
  /** The texts of leaves; their bytes in UTF-8 are what is hashed. */
  leaves(from: number, to: number): Promise<readonly string[]>;
  entries(from: number, to: number): Promise<readonly StoredEntry[]>;
  /**
   * Hashes of nodes of a level of tiles (0: leaves, 1: nodes over 256 leaves, 2: over 65,536 …), from an index within
   * the level to another.
   */
  hashes(tileLevel: number, from: number, to: number): Promise<readonly Uint8Array[]>;
  /** Of any nodes that are complete: what proofs are made of. */
  readonly nodes: NodeReader;
  /** The entry of a record; `null`: there is no such record. */
  indexOf(sequence: number): Promise<number | null>;
  /** The entry of a record that belongs to a repository alone, by what makes it unique; `null`: there is no such record. */
  indexOfRepository(
    repositoryId: number | null,
    kind: RepositoryRecord["kind"],
    key: string,
  ): Promise<number | null>;
  /** Of many records at once, by sequence. */
  indexesOf(sequences: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** The first that covers at least so many entries. */
  checkpointAtOrAfter(size: number): Promise<SignedCheckpoint | null>;
  lastCheckpoint(): Promise<SignedCheckpoint | null>;
  /** Of sizes from one up to another, inclusive. */
  checkpoints(from: number, to: number): Promise<readonly SignedCheckpoint[]>;
  /**
   * Looks at all of it against itself, as it stands at one moment. `checkNote` `null`: signatures are not looked at.
   * `rootsAt`: sizes whose roots the caller wants to compare.
   */
  verify(options: {
    readonly checkNote: NoteCheck | null;
    readonly rootsAt: readonly number[];
  }): Promise<LedgerVerification>;
}

/** An entry that is old enough to be erased. */
export interface AgedEntry {
  readonly index: number;
  /** `pull/decision`. */
  readonly kind: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly repository: number | null;
  readonly number: number | null;
}

/** What erasing payloads needs. The leaves stay, and so does the key of each record. */
export interface Erasures {
  /** Of these digests, those that other records name than those of these entries, or a case of a replay that they name. */
  namedByOthers(indexes: readonly number[], digests: readonly string[]): Promise<ReadonlySet<string>>;
  /** Repositories of which anything is recorded, ascending. */
  repositories(): Promise<readonly number[]>;
  /** Entries from before a moment whose payload is there, after an index, oldest first. */
  olderThan(before: string, after: number, max: number): Promise<readonly AgedEntry[]>;
  /**
   * Adds a record of kind `erased` and erases what it names, in one transaction. `check` is given the records of every
   * hold, while nobody can add another: where it throws, nothing has happened.
   */
  erase(
    erasure: NewRecord,
    check: (holds: readonly RepositoryRecord[]) => Promise<void> | void,
  ): Promise<{ readonly erased: number }>;
  /** Empties the bodies of deliveries that were processed and received before a moment. Their ids stay. */
  emptyDeliveries(before: string): Promise<number>;
}

/** Payloads by SHA-256 (hex) of their bytes. */
export interface Blobs {
  put(bytes: Uint8Array): Promise<string>;
  get(digest: string): Promise<Uint8Array | null>;
}

/**
 * What a worker is given. `signal` aborts when newer work has been asked for on the subject (at most three times in a
 * row, then it is carried through), at shutdown, and when the store takes this process for dead.
 */
export interface Job {
  readonly subject: Subject;
  readonly signal: AbortSignal;
  /** How often this was tried before without success. */
  readonly attempt: number;
}

export interface WorkOptions {
  /** Jobs at a time in this process. */
  readonly concurrency: number;
}

/**
 * Work by subject: at most one runs at a time for each, over all processes, and what is asked meanwhile is done once
 * more afterwards. A handler that throws is tried again, later each time (1 s to 5 min, never given up), or at once when
 * newer work comes; where the error has a number `retryAfterMs`, exactly that much later, also with newer work. Work
 * that a killed process had in hand is taken over by another.
 */
export interface Work {
  /**
   * Asks for work now, or at a time (ISO 8601). Of several times the earliest counts; it stands until it has come,
   * whatever is done before.
   */
  request(subject: Subject, at?: string): Promise<void>;
  /** Once for each process. */
  start(handler: (job: Job) => Promise<void>, options: WorkOptions): Promise<void>;
  /**
   * Stops taking jobs and waits for those in hand for at most this long; in the last two seconds of it they are told to
   * stop. What is left is for the next process.
   */
  stop(timeoutMs: number): Promise<void>;
  /** Subjects with work to do: waiting, running, failing. */
  backlog(): Promise<{
    readonly waiting: number;
    readonly active: number;
    readonly failing: number;
    readonly oldestSeconds: number;
  }>;
}

/** Small values that processes share: pauses of an installation, when a sweep last ran. */
export interface Notes {
  get(key: string): Promise<string | null>;
  set(key: string, value: string): Promise<void>;
}

export interface Store {
  readonly kind: "postgres" | "embedded";
  readonly inbox: Inbox;
  readonly records: Records;
  readonly ledger: Ledger;
  readonly erasures: Erasures;
  readonly blobs: Blobs;
  readonly work: Work;
  readonly notes: Notes;
  /** Throws {@link StoreUnavailable} where it does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The store does not answer, or not now: what was to be kept is not kept. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StoreUnavailable";
  }
}
