import { setImmediate } from "node:timers/promises";
import type { TreeEntry } from "../../model/tree.ts";
import { readBlobs } from "../git-tree.ts";
import { openRepository, type Repository } from "../repository.ts";
import type { Lease } from "./cache.ts";
import { type Fetching, fetchBlobs } from "./fetching.ts";
import type { Mirror } from "./mirror.ts";
import { MirrorError } from "./mirror-error.ts";
import type { MirrorSource } from "./ports.ts";
import { isBroken } from "./with-mirror.ts";

/** Contents for one snapshot: what is not there is fetched, everything that was asked for in one turn at once. */
export class SnapshotBlobs {
  readonly #source: MirrorSource;
  readonly #fetching: Fetching;
  #lease: Lease;
  #repository: Repository;
  #present = new Set<string>();
  readonly #tooLarge = new Set<string>();
  #asked = new Set<string>();
  #next: Promise<void> | null = null;
  #running: Promise<unknown> = Promise.resolve();
  #renewal: { readonly of: Repository; readonly done: Promise<void> } | null = null;
  #closed = false;
  fetches = 0;

  private constructor(source: MirrorSource, fetching: Fetching, lease: Lease, repository: Repository) {
    this.#source = source;
    this.#fetching = fetching;
    this.#lease = lease;
    this.#repository = repository;
  }

  /** Of a mirror that the caller holds; it is held until the snapshot is closed. */
  static async open(mirror: Mirror, source: MirrorSource, fetching: Fetching): Promise<SnapshotBlobs> {
    const repository = await openRepository(mirror.folder, fetching.settings.git);
    return new SnapshotBlobs(source, fetching, fetching.cache.hold(mirror), repository);
  }

  get repository(): Repository {
    return this.#repository;
  }

  /** Contents by id; left out is what is too large. Throws {@link MirrorError}. */
  async read(entries: readonly TreeEntry[]): Promise<ReadonlyMap<string, Uint8Array>> {
    await this.fetch(entries);
    const repository = this.#repository;
    try {
      return await readBlobs(repository, this.#readable(entries));
    } catch (error) {
      if (!isBroken(error)) throw error;
      await this.#renew(repository, error);
      await this.fetch(entries);
      return readBlobs(this.#repository, this.#readable(entries));
    }
  }

  /** Brings the contents here. What is asked for until the next turn of the event loop is one fetch. */
  fetch(entries: readonly TreeEntry[]): Promise<void> {
    if (this.#closed) throw new TypeError("the snapshot is closed");
    const unknown = entries.map(({ blob }) => blob).filter((id) => !this.#present.has(id));
    if (unknown.length === 0) return Promise.resolve();
    for (const id of unknown) this.#asked.add(id);
    this.#next ??= this.#batch();
    return this.#next;
  }

  /** What is being replaced at the moment is let go by the one who replaces it. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#repository.close();
    void this.#lease.release();
  }

  #readable(entries: readonly TreeEntry[]): readonly TreeEntry[] {
    return entries.filter(({ blob }) => !this.#tooLarge.has(blob));
  }

  async #batch(): Promise<void> {
    await Promise.all([setImmediate(), this.#running]);
    const asked = [...this.#asked];
    this.#asked = new Set();
    this.#next = null;
    const work = this.#bring(asked);
    this.#running = work.catch(() => undefined);
    await work;
  }

  async #bring(ids: readonly string[]): Promise<void> {
    const repository = this.#repository;
    try {
      await this.#bringOnce(ids);
    } catch (error) {
      if (!isBroken(error)) throw error;
      await this.#renew(repository, error);
      await this.#bringOnce(ids);
    }
  }

  async #bringOnce(ids: readonly string[]): Promise<void> {
    const missing = await this.#missing(ids.filter((id) => !this.#tooLarge.has(id)));
    if (missing.length > 0) {
      const fetched = await fetchBlobs(this.#lease.mirror, this.#source, missing, this.#fetching);
      this.fetches += fetched.fetches;
      for (const id of fetched.tooLarge) this.#tooLarge.add(id);
    }
    for (const id of ids) this.#present.add(id);
  }

  async #missing(ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    const answer = await this.#repository.run(
      ["cat-file", "--batch-check=%(objectname)", "--buffer"],
      `${ids.join("\n")}\n`,
    );
    if (answer.exitCode !== 0) throw new MirrorError("corrupt", answer.stderr.slice(0, 500));
    const lines = answer.stdout.toString("latin1").split("\n");
    return ids.filter((_, index) => lines[index]?.endsWith(" missing") !== false);
  }

  /** `broken` turned out to be so. Once, another mirror takes its place; whoever comes second waits for the same. */
  #renew(broken: Repository, cause: Error): Promise<void> {
    if (this.#closed) return Promise.reject(cause);
    this.#renewal ??= { of: broken, done: this.#replace() };
    if (this.#renewal.of === broken) return this.#renewal.done;
    this.#fetching.cache.giveUp(this.#lease.mirror, "broken");
    const message = `The mirror is broken, and so was the one before: ${cause.message}`;
    return Promise.reject(new MirrorError("corrupt", message, { cause }));
  }

  /** The listings are in memory already: only contents have to be fetched again. */
  async #replace(): Promise<void> {
    const { cache, settings } = this.#fetching;
    const { mirror } = this.#lease;
    cache.giveUp(mirror, "broken");
    const lease = await cache.acquire(mirror.repositoryId, mirror.kind);
    const repository = await openRepository(lease.mirror.folder, settings.git);
    const before = { lease: this.#lease, repository: this.#repository };
    this.#lease = lease;
    this.#repository = repository;
    this.#present = new Set();
    const unneeded = this.#closed ? { lease, repository } : before;
    unneeded.repository.close();
    await unneeded.lease.release();
  }
}
