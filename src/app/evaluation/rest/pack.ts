import { sha256Hex } from "../../../model/digest.ts";

/** Entries by key, those that were wanted last first. */
export type Entries = ReadonlyMap<string, Uint8Array>;

const format = "sekisho-inventory 2";

/**
 * All entries of a repository in one file: what wrote them and a digest of what follows, a line with keys and lengths,
 * and the bytes one after the other.
 */
export function packed(entries: Entries, program: string): Uint8Array {
  const index = JSON.stringify([...entries].map(([key, { length }]) => [key, length]));
  const content = Buffer.concat([Buffer.from(`${index}\n`), ...entries.values()]);
  return Buffer.concat([Buffer.from(headerOf(content, program)), content]);
}

/** Nothing, where another version of the program wrote it, or where a byte is not as it was written. */
export function unpacked(bytes: Uint8Array, program: string): Entries {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerEnd = file.indexOf("\n") + 1;
  const content = file.subarray(headerEnd);
  if (file.subarray(0, headerEnd).toString("latin1") !== headerOf(content, program)) return new Map();
  const indexEnd = content.indexOf("\n");
  const index = JSON.parse(content.subarray(0, indexEnd).toString("utf8")) as readonly [string, number][];
  const entries = new Map<string, Uint8Array>();
  let start = indexEnd + 1;
  for (const [key, length] of index) {
    entries.set(key, content.subarray(start, start + length));
    start += length;
  }
  return entries;
}

function headerOf(content: Uint8Array, program: string): string {
  return `${format} ${program} ${sha256Hex(content)}\n`;
}
