import { decodedRoot, decodedRoots, type RootEntry, type RootsEntry } from "./entry.ts";

/** Lists of roots that stay: that of the state that most pull requests have, and the one before. */
const listsMax = 2;
/** Bytes of entries that stay decoded, which takes some four times as much: an estate of 13,379 files has 8 MB. */
const entriesBytesMax = 32 * 1024 * 1024;

/**
 * What a worker made of entries of the rest of a repository, from one change to the next: pull requests of one repository
 * share nearly all. An entry is found by the digest of all that decides it, so whether it is kept changes nothing but
 * the time. What was noted of this machine, that something took too long, is asked for each time: it may be forgotten.
 */
export class DecodedEntries {
  readonly #lists = new Map<string, RootsEntry>();
  readonly #entries = new Map<string, RootEntry>();
  readonly #bytesMax: number;
  #bytes = 0;

  constructor(bytesMax = entriesBytesMax) {
    this.#bytesMax = bytesMax;
  }

  list(key: string): RootsEntry | undefined {
    return this.#lists.get(key);
  }

  entry(key: string): RootEntry | undefined {
    return this.#entries.get(key);
  }

  decodeList(key: string, bytes: Uint8Array): RootsEntry {
    const list = decodedRoots(bytes);
    if (list.kind !== "roots") return list;
    const [oldest] = this.#lists.keys();
    if (this.#lists.size >= listsMax && oldest !== undefined) this.#lists.delete(oldest);
    this.#lists.set(key, list);
    return list;
  }

  decodeEntry(key: string, bytes: Uint8Array): RootEntry {
    const entry = decodedRoot(bytes);
    if (entry.kind !== "read") return entry;
    if (this.#bytes + bytes.length > this.#bytesMax) {
      this.#entries.clear();
      this.#bytes = 0;
    }
    this.#bytes += bytes.length;
    this.#entries.set(key, entry);
    return entry;
  }
}
