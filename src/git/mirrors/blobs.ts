import { setImmediate } from "node:timers/promises";
import type { TreeEntry } from "../../model/tree.ts";
import { GitError } from "../git-error.ts";
import { readBlobs } from "../git-tree.ts";
import { openRepository, type Repository } from "../repository.ts";
import type { Lease } from "./cache.ts";
import { type Fetching, fetchBlobs } from "./fetching.ts";
import { MirrorError } from "./mirror-error.ts";
import type { MirrorSource } from "./ports.ts";

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
  #renewed = false;
  #closed = false;
  fetches = 0;

  private constructor(source: MirrorSource, fetching: Fetching, lease: Lease, repository: Repository) {
    this.#source = source;
    this.#fetching = fetching;
    this.#lease = lease;
    this.#repository = repository;
  }

  static async open(source: MirrorSource, fetching: Fetching, lease: Lease): Promise<SnapshotBlobs> {
    const repository = await openRepository(lease.mirror.folder, fetching.settings.git);
    return new SnapshotBlobs(source, fetching, lease, repository);
  }

  get repository(): Repository {
    return this.#repository;
  }

  /** Contents by id; left out is what is too large. Throws {@link MirrorError}. */
  async read(entries: readonly TreeEntry[]): Promise<ReadonlyMap<string, Uint8Array>> {
    await this.fetch(entries);
    const readable = entries.filter(({ blob }) => !this.#tooLarge.has(blob));
    try {
      return await readBlobs(this.#repository, readable);
    } catch (error) {
      if (!(error instanceof GitError)) throw error;
      await this.#renew(error);
      await this.fetch(entries);
      return readBlobs(this.#repository, readable);
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

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#repository.close();
    void this.#lease.release();
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
    try {
      await this.#bringOnce(ids);
    } catch (error) {
      if (!(error instanceof MirrorError && error.code === "corrupt")) throw error;
      await this.#renew(error);
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

  /** The mirror turned out to be broken: once, another takes its place. The listings are in memory already. */
  async #renew(cause: Error): Promise<void> {
    const { cache, settings } = this.#fetching;
    cache.giveUp(this.#lease.mirror, "broken");
    if (this.#renewed) {
      throw new MirrorError("corrupt", `The mirror is broken, and so was the one before: ${cause.message}`, {
        cause,
      });
    }
    this.#renewed = true;
    const { repositoryId, kind } = this.#lease.mirror;
    this.#repository.close();
    await this.#lease.release();
    this.#lease = await cache.acquire(repositoryId, kind);
    this.#repository = await openRepository(this.#lease.mirror.folder, settings.git);
    this.#present = new Set();
  }
}
