import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { newSigningKey, readSigningKey, type SigningKey, type SigningKeyReading } from "./signing-key.ts";

/** A key is one line; a path that leads to something else is a mistake. */
const keyFileBytesMax = 10_000;

/** Reads the key that stands in a file. `null`: there is no such file. Throws what the file system throws otherwise. */
export function readKeyFile(path: string, origin: string | null): SigningKeyReading | null {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > keyFileBytesMax)
      return { kind: "problem", message: `is too large: it has ${bytes.length} bytes.` };
    return readSigningKey(bytes.toString("utf8"), origin);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

/** Keeps a key in a file that nobody else may read. Throws where there is one already: a key is never overwritten. */
export function writeKeyFile(path: string, key: SigningKey): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, "wx", 0o600);
  try {
    writeSync(file, `${key.secretText()}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  // Whatever the mask of the process makes of the mode above.
  chmodSync(path, 0o600);
}

/** The key of a file, made where there is none yet. */
export function ownKey(path: string, origin: () => string): SigningKeyReading {
  const found = readKeyFile(path, null);
  if (found !== null) return found;
  const key = newSigningKey(origin());
  writeKeyFile(path, key);
  return { kind: "key", key };
}
