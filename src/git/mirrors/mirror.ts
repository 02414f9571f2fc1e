import path from "node:path";
import {
  addCommits,
  cleanFolder,
  type FolderSize,
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

  /** One fetch at a time: a second one often finds that the first brought what it wants. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }

  async add(commits: readonly string[]): Promise<void> {
    await addCommits(this.folder, commits);
    for (const commit of commits) this.commits.add(commit);
  }

  async used(now: Date): Promise<void> {
    this.lastUsedMs = now.getTime();
    await touchFolder(this.folder, now);
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
