import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { noteBytesMax } from "./note.ts";

/**
 * The last checkpoint that this machine knows of, in a file beside the store and not in it: a database that is put back
 * to an older state does not take it along. Written whole or not at all.
 */
export interface RememberedCheckpoint {
  /** `null`: nothing was remembered, or it is gone. Not verified. */
  read(): Uint8Array | null;
  write(note: string): void;
}

export function rememberedAt(path: string): RememberedCheckpoint {
  return {
    read() {
      try {
        const bytes = readFileSync(path);
        return bytes.length > noteBytesMax ? bytes.subarray(0, noteBytesMax + 1) : bytes;
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
        throw error;
      }
    },
    write(note) {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const beside = `${path}.${process.pid}.new`;
      const file = openSync(beside, "w", 0o600);
      try {
        writeSync(file, note);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(beside, path);
    },
  };
}
