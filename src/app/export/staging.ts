import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

/** A file of the package, as the manifest names it. */
export interface PackagedFile {
  /** With `/`, below the package. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Rows of a table; `null`: it is none. */
  readonly rows: number | null;
}

/** One table or text that is being written. */
export interface StagedFile {
  /** A line, which ends as lines of this file do, and counts as a row. */
  row(line: string): void;
  /** Text that counts as no row: a heading. */
  text(text: string): void;
  close(): void;
}

/** Where a package is put together: every file once, hashed as it is written. */
export interface Staging {
  readonly folder: string;
  /** `rows`: whether it is a table. */
  open(path: string, rows?: "rows"): StagedFile;
  write(path: string, content: Uint8Array | string): void;
  has(path: string): boolean;
  /** Sorted by path. */
  files(): readonly PackagedFile[];
}

/**
 * A call of the system for each row would cost more than the row. Rows wait as bytes beside the heap: as texts they would
 * grow old there, and a package has fifteen tables at once.
 */
const bufferedBytes = 256 * 1024;

/** Bytes that a character of UTF-16 can come to in UTF-8. */
const bytesPerCharacter = 3;

export function stagingIn(folder: string): Staging {
  const files = new Map<string, PackagedFile | null>();
  const begin = (path: string) => {
    if (files.has(path)) throw new Error(`${path} is written twice into one package`);
    files.set(path, null);
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    return openSync(target, "wx");
  };
  const open = (path: string, rows?: "rows"): StagedFile => {
    const written = writerOn(begin(path));
    let count = 0;
    return {
      row: (text) => {
        count += 1;
        written.add(text);
      },
      text: written.add,
      close: () => {
        files.set(path, { path, ...written.close(), rows: rows === undefined ? null : count });
      },
    };
  };
  return {
    folder,
    open,
    write: (path, content) => {
      const written = writerOn(begin(path));
      if (typeof content === "string") written.add(content);
      else written.addBytes(content);
      files.set(path, { path, ...written.close(), rows: null });
    },
    has: (path) => files.has(path),
    files: () =>
      [...files]
        .map(([path, file]) => file ?? unfinished(path))
        .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

function writerOn(descriptor: number) {
  const hash = createHash("sha256");
  let bytes = 0;
  let waiting: Buffer | null = null;
  let used = 0;
  const addBytes = (chunk: Uint8Array) => {
    hash.update(chunk);
    bytes += chunk.length;
    for (let start = 0; start < chunk.length; ) start += writeSync(descriptor, chunk, start);
  };
  const flush = () => {
    if (waiting !== null && used > 0) addBytes(waiting.subarray(0, used));
    used = 0;
  };
  return {
    addBytes,
    add: (text: string) => {
      const bytesMax = text.length * bytesPerCharacter;
      if (used + bytesMax > bufferedBytes) flush();
      if (bytesMax > bufferedBytes) addBytes(Buffer.from(text, "utf8"));
      else {
        waiting ??= Buffer.allocUnsafeSlow(bufferedBytes);
        used += waiting.write(text, used, "utf8");
      }
    },
    close: () => {
      flush();
      closeSync(descriptor);
      return { sha256: hash.digest("hex"), bytes };
    },
  };
}

function unfinished(path: string): never {
  throw new Error(`${path} is not written to its end`);
}
