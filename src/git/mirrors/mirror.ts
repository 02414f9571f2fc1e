import path from "node:path";
import { FetchQueue, type FetchTogether } from "./fetch-queue.ts";
import {
  addCommits,
  cleanFolder,
  type FolderSize,
  isMissing,
  makeFolder,
  readCommits,
  sizeOfFolder,
  touchedAt,
  touchFolder,
} from "./folder.ts";

/**
 * `objects`: commits, each with all of its trees and none of its parents, and the contents that somebody asked for.
 * `history`: commits alone, with their parents.
 */
export type MirrorKind = "objects" | "history";

const namePattern = /^(\d+)-(objects|history)-(\d+)$/;

/**
 * One bare repository. A broken or outgrown one is never mended: it is given up, a new one with the next generation
 * number takes its place, and it is removed when its last user has let go.
 */
export class Mirror {
  readonly folder: string;
  readonly repositoryId: number;
  readonly kind: MirrorKind;
  readonly generation: number;
  /** Insertion order is the order of fetching. */
  readonly commits: Set<string>;
  size: FolderSize = { bytes: 0, packs: 0 };
  lastUsedMs: number;
  users = 0;
  givenUp = false;
  readonly #queues = new Map<string, FetchQueue>();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(folder: string, name: MirrorName, commits: readonly string[], lastUsedMs: number) {
    this.folder = folder;
    this.repositoryId = name.repositoryId;
    this.kind = name.kind;
    this.generation = name.generation;
    this.commits = new Set(commits);
    this.lastUsedMs = lastUsedMs;
  }

  static async make(parent: string, name: MirrorName, nowMs: number): Promise<Mirror> {
    const folder = path.join(parent, `${name.repositoryId}-${name.kind}-${name.generation}`);
    await makeFolder(folder);
    return new Mirror(folder, name, [], nowMs);
  }

  /** One that an earlier process left. */
  static async open(folder: string, name: MirrorName): Promise<Mirror> {
    await cleanFolder(folder);
    const mirror = new Mirror(folder, name, await readCommits(folder), await touchedAt(folder));
    mirror.size = await sizeOfFolder(folder);
    return mirror;
  }

  /** Commits and contents have a queue each, because they are asked for in other ways. */
  queue(name: "commits" | "blobs", fetch: FetchTogether): FetchQueue {
    const queue = this.#queues.get(name) ?? new FetchQueue(fetch);
    this.#queues.set(name, queue);
    return queue;
  }

  /** One at a time. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async add(commits: readonly string[]): Promise<void> {
    await addCommits(this.folder, commits);
    await touchFolder(this.folder, new Date(this.lastUsedMs));
    for (const commit of commits) this.commits.add(commit);
  }

  /** False where somebody removed it from the disk. */
  async used(now: Date): Promise<boolean> {
    this.lastUsedMs = now.getTime();
    try {
      await touchFolder(this.folder, now);
      return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
  }

  async measure(): Promise<void> {
    this.size = await sizeOfFolder(this.folder);
  }
}

export interface MirrorName {
  readonly repositoryId: number;
  readonly kind: MirrorKind;
  readonly generation: number;
}

/** `null` where a folder is no mirror. */
export function mirrorName(name: string): MirrorName | null {
  const [, repositoryId, kind, generation] = namePattern.exec(name) ?? [];
  if (kind !== "objects" && kind !== "history") return null;
  return { repositoryId: Number(repositoryId), kind, generation: Number(generation) };
}
