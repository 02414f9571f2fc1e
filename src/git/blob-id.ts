import { createHash } from "node:crypto";
import fs from "node:fs";

/** Git's id of a blob with these bytes (SHA-1 over `blob <size> NUL` and the bytes): folders and commits compare. */
export function blobId(content: Uint8Array): string {
  return createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
}

const chunkBytes = 1024 * 1024;

/** {@link blobId} of an open file, in constant memory. */
export function blobIdOfFile(descriptor: number, sizeBytes: number): string {
  const hash = createHash("sha1").update(`blob ${sizeBytes}\0`);
  const chunk = Buffer.allocUnsafe(chunkBytes);
  for (let read = fs.readSync(descriptor, chunk); read > 0; read = fs.readSync(descriptor, chunk)) {
    hash.update(chunk.subarray(0, read));
  }
  return hash.digest("hex");
}
