import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../../../model/digest.ts";
import type { RepositoryIdentity } from "../../../model/repository-identity.ts";
import { type Entries, packed, unpacked } from "./pack.ts";
import type { Shelf } from "./shelf.ts";

/** What one repository may take on disk; an estate of 13,379 files takes 8 MB for each state of it that differs wholly. */
export const packBytesMax = 128 * 1024 * 1024;
/** What all repositories may take together; those that were not written for longest go first. */
export const packsBytesMax = 2 * 1024 * 1024 * 1024;
/** Repositories without a name are kept in memory alone: compared folders, whose content is seldom seen twice. */
const unnamedBytesMax = 64 * 1024 * 1024;
/** What is noted of things that ended their worker: each cost seconds. Beyond, they are tried again. */
const notesMax = 1_000;

/**
 * The shelves of one process, one for each repository. Files are replaced as a whole, so that whoever reads one, in this
 * process or another, sees an old or a new one; what two of them write at once is the one or the other. A file that
 * cannot be read is none, and one that cannot be written is left: it would only have saved time.
 */
export class Shelves {
  readonly #folder: string;
  readonly #program: () => string;
  readonly #notes = new Map<string, Uint8Array>();
  #unnamed: Entries = new Map();
  #writes = 0;

  constructor(cacheFolder: string, program: () => string) {
    this.#folder = join(cacheFolder, "inventory");
    this.#program = program;
  }

  /** Read when it is first asked. It is for one evaluation: what that asks for is what is kept longest. */
  open(repository: RepositoryIdentity | null): Shelf {
    const file = repository === null ? null : join(this.#folder, `${sha256Hex(repository.key)}.pack`);
    let loading: Promise<Map<string, Uint8Array>> | null = null;
    let entries = new Map<string, Uint8Array>();
    const used = new Set<string>();
    const load = async () => {
      loading ??= this.#load(file).then((known) => new Map([...known, ...entries]));
      entries = await loading;
      return entries;
    };
    return {
      warm: () => void load(),
      kept: async (keys) => {
        const known = await load();
        for (const key of keys) used.add(key);
        return new Map(
          keys.flatMap((key): [string, Uint8Array][] => {
            const entry = this.#notes.get(key) ?? known.get(key);
            return entry === undefined ? [] : [[key, entry]];
          }),
        );
      },
      keep: (more) => {
        for (const [key, entry] of more) entries.set(key, entry);
        for (const key of more.keys()) used.add(key);
      },
      note: (key, entry) => {
        if (this.#notes.size >= notesMax) this.#notes.clear();
        this.#notes.set(key, entry);
      },
      store: async () => this.#store(file, used, await load()),
    };
  }

  async #load(file: string | null): Promise<Entries> {
    if (file === null) return this.#unnamed;
    try {
      return unpacked(await sharedBytes(file), this.#program());
    } catch {
      return new Map();
    }
  }

  async #store(file: string | null, used: ReadonlySet<string>, entries: Entries): Promise<void> {
    const later = [...entries.keys()].filter((key) => !used.has(key));
    const wanted = [...used, ...later].flatMap((key): [string, Uint8Array][] => {
      const entry = entries.get(key);
      return entry === undefined ? [] : [[key, entry]];
    });
    if (file === null) this.#unnamed = upTo(wanted, unnamedBytesMax);
    else await this.#write(file, packed(upTo(wanted, packBytesMax), this.#program())).catch(() => undefined);
  }

  async #write(file: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    this.#writes += 1;
    const temporary = `${file}.${process.pid}.${this.#writes}.tmp`;
    try {
      await writeFile(temporary, bytes, { mode: 0o600 });
      await rename(temporary, file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await this.#removeOldest();
  }

  async #removeOldest(): Promise<void> {
    const names = await readdir(this.#folder);
    const files = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const { size, mtimeMs } = await stat(path);
        return { path, size, mtimeMs };
      }),
    );
    let room = packsBytesMax;
    for (const { path, size } of files.toSorted((a, b) => b.mtimeMs - a.mtimeMs)) {
      room -= size;
      if (room < 0) await rm(path, { force: true });
    }
  }
}

/** In memory that workers see, too: an estate's would be copied to each of them whole, for every review. */
async function sharedBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer((await handle.stat()).size));
    let start = 0;
    while (start < bytes.length) {
      const { bytesRead } = await handle.read(bytes, start, bytes.length - start, start);
      if (bytesRead === 0) throw new Error(`${file} became shorter while it was read`);
      start += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

/** As many as there is room for, from the first one on. */
function upTo(entries: readonly (readonly [string, Uint8Array])[], bytesMax: number): Entries {
  const found = new Map<string, Uint8Array>();
  let room = bytesMax;
  for (const [key, entry] of entries) {
    room -= entry.length;
    if (room < 0) break;
    found.set(key, entry);
  }
  return found;
}
