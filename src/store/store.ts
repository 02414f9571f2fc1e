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
  /**
   * The waiver number of whoever asks under this key, in a repository: the next free one at the first time, and the same
   * again for who asks once more after a crash.
   */
  waiverNumber(repositoryId: number, key: string): Promise<number>;
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
