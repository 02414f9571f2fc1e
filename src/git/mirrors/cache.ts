import fs from "node:fs/promises";
import path from "node:path";
import type { Log } from "../../model/log.ts";
import { removeFolder } from "./folder.ts";
import type { MirrorLimits } from "./limits.ts";
import { Mirror, type MirrorKind, mirrorName } from "./mirror.ts";
import { claimFolder, type OwnFolder } from "./own-folder.ts";

export interface CacheOptions {
  readonly folder: string;
  readonly bytesMax: number;
  readonly now: () => Date;
  readonly log: Pick<Log, "debug" | "warn">;
  readonly limits: MirrorLimits;
}

/** A mirror that stays where it is until it is let go. */
export interface Lease {
  readonly mirror: Mirror;
  release(): Promise<void>;
}

/**
 * What one mirror may have of all bytes. Beyond, it is given up and fetched anew when it is needed: mostly it holds what
 * nobody asks for any more, and the trees of a commit come in a second. Collecting garbage instead would need to know
 * what is still wanted, takes longer, and has states in which a killed process can leave it.
 */
const shareOfOne = 0.5;

/** The mirrors of one process, by repository. The one that was used least lately goes first; one in use never does. */
export class MirrorCache {
  readonly #options: CacheOptions;
  #own: OwnFolder;
  #mirrors = new Map<string, Mirror>();
  /** Over all mirrors: the folder of one that is still being read never gets a second tenant. */
  #generation = 0;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(options: CacheOptions) {
    this.#options = options;
    this.#own = claimFolder(options.folder);
  }

  /** Takes over what an earlier process left. */
  static async open(options: CacheOptions): Promise<MirrorCache> {
    const cache = new MirrorCache(options);
    await cache.#load();
    return cache;
  }

  acquire(repositoryId: number, kind: MirrorKind): Promise<Lease> {
    return this.#exclusive(async () => {
      if (!this.#own.isHeld()) await this.#claimAnew();
      const key = `${repositoryId} ${kind}`;
      const known = this.#mirrors.get(key);
      const usable = known !== undefined && !known.givenUp && (await known.used(this.#options.now()));
      const mirror = usable ? known : await this.#make(repositoryId, kind, known);
      this.#mirrors.set(key, mirror);
      return this.hold(mirror);
    });
  }

  /** One more lease of a mirror that somebody holds, also where it has been given up since. */
  hold(mirror: Mirror): Lease {
    mirror.users += 1;
    return { mirror, release: this.#releaseOf(mirror) };
  }

  /** It is broken: whoever asks next gets a new one. */
  giveUp(mirror: Mirror, why: string): void {
    if (mirror.givenUp) return;
    mirror.givenUp = true;
    const { repositoryId, kind, size } = mirror;
    this.#options.log.warn({ repositoryId, kind, why, ...size }, "a mirror is given up");
  }

  /** After a fetch: the mirror may have outgrown its share, and all together theirs. */
  grown(mirror: Mirror): Promise<void> {
    return this.#exclusive(async () => {
      await mirror.measure();
      const { limits, bytesMax } = this.#options;
      if (mirror.size.bytes > bytesMax * shareOfOne) this.giveUp(mirror, "bytes");
      else if (mirror.size.packs > limits.packsMax) this.giveUp(mirror, "packs");
      else if (mirror.commits.size > limits.commitsMax && mirror.kind === "objects")
        this.giveUp(mirror, "commits");
      await this.#evict(bytesMax);
    });
  }

  /** The disk is full. */
  makeRoom(): Promise<void> {
    return this.#exclusive(() => this.#evict(0));
  }

  bytes(): number {
    return [...this.#mirrors.values()].reduce((total, { size }) => total + size.bytes, 0);
  }

  async close(): Promise<void> {
    await this.#exclusive(async () => this.#own.release());
  }

  #releaseOf(mirror: Mirror): () => Promise<void> {
    let released = false;
    return async () => {
      if (released) return;
      released = true;
      mirror.users -= 1;
      if (mirror.givenUp && mirror.users === 0) await this.#exclusive(() => this.#tryToRemove(mirror));
    };
  }

  async #make(repositoryId: number, kind: MirrorKind, before: Mirror | undefined): Promise<Mirror> {
    if (before !== undefined && before.users === 0) await this.#remove(before);
    this.#generation += 1;
    const name = { repositoryId, kind, generation: this.#generation };
    return Mirror.make(this.#own.path, name, this.#options.now().getTime());
  }

  async #evict(bytesMax: number): Promise<void> {
    const idle = [...this.#mirrors.values()].filter(({ users }) => users === 0);
    for (const mirror of idle.sort((a, b) => a.lastUsedMs - b.lastUsedMs)) {
      if (this.bytes() <= bytesMax) return;
      await this.#remove(mirror);
    }
  }

  /** Nobody waits for it who could do anything about it: what stays is removed at the next start. */
  async #tryToRemove(mirror: Mirror): Promise<void> {
    await this.#remove(mirror).catch((error: unknown) => {
      const { repositoryId, kind } = mirror;
      this.#options.log.warn({ repositoryId, kind, error: String(error) }, "a mirror could not be removed");
    });
  }

  async #remove(mirror: Mirror): Promise<void> {
    const key = `${mirror.repositoryId} ${mirror.kind}`;
    if (this.#mirrors.get(key) === mirror) this.#mirrors.delete(key);
    await removeFolder(mirror.folder);
  }

  /** Another process took the folder for abandoned, because this one slept. */
  async #claimAnew(): Promise<void> {
    this.#options.log.warn({}, "the folder of the mirrors was taken over by another process");
    this.#own.release();
    this.#own = claimFolder(this.#options.folder);
    this.#mirrors = new Map();
    await this.#load();
  }

  async #load(): Promise<void> {
    for (const name of await fs.readdir(this.#own.path)) {
      const parsed = mirrorName(name);
      const folder = path.join(this.#own.path, name);
      const mirror = parsed === null ? null : await this.#opened(folder);
      const key = mirror === null ? "" : `${mirror.repositoryId} ${mirror.kind}`;
      const rival = this.#mirrors.get(key);
      this.#generation = Math.max(this.#generation, parsed?.generation ?? 0);
      if (mirror !== null && (rival === undefined || rival.generation < mirror.generation)) {
        this.#mirrors.set(key, mirror);
        if (rival !== undefined) await removeFolder(rival.folder);
      } else if ((await fs.stat(folder)).isDirectory()) await removeFolder(folder);
    }
    await this.#evict(this.#options.bytesMax);
  }

  /** `null`: something is missing that every mirror has. */
  async #opened(folder: string): Promise<Mirror | null> {
    const name = mirrorName(path.basename(folder));
    if (name === null) return null;
    return Mirror.open(folder, name).catch(() => null);
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
