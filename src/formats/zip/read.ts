import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";

/** What an archive may cost. Sizes are bytes. */
export interface ArchiveLimits {
  readonly entriesMax: number;
  /** Of one file, unpacked. */
  readonly fileBytesMax: number;
  /** Of all files that are wanted, unpacked. */
  readonly bytesMax: number;
  /** Unpacked bytes for each packed one, of files large enough for it to matter. */
  readonly ratioMax: number;
}

export type ArchiveRefusal =
  /** It does not have the form of an archive, or ends too early. */
  | "damaged"
  | "too-many-entries"
  | "too-large"
  /** A name leads out of the folder it is unpacked in: absolute, or with `..`. */
  | "outside"
  | "link"
  | "encrypted"
  | "bomb";

export type ArchiveReading =
  | { readonly kind: "read"; readonly files: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: "refused"; readonly reason: ArchiveRefusal };

/** Below that size a high ratio is no threat, and a file of equal lines has one. */
const ratioFromBytes = 1024 * 1024;

/**
 * Unpacks what is wanted of a ZIP archive in memory; nothing is written anywhere. An archive is refused as a whole
 * where any entry of it, wanted or not, is one that no honest tool makes.
 */
export async function readArchive(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
  limits: ArchiveLimits,
): Promise<ArchiveReading> {
  const files = new Map<string, Uint8Array>();
  try {
    const archive = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      strictFileNames: false,
    });
    if (archive.entryCount > limits.entriesMax) return { kind: "refused", reason: "too-many-entries" };
    let left = limits.bytesMax;
    let entries = 0;
    for await (const entry of archive.eachEntry()) {
      entries += 1;
      if (entries > limits.entriesMax) return { kind: "refused", reason: "too-many-entries" };
      const reason = refusalOf(entry, limits);
      if (reason !== null) return { kind: "refused", reason };
      if (entry.fileName.endsWith("/") || !wanted(entry.fileName)) continue;
      if (entry.uncompressedSize > Math.min(left, limits.fileBytesMax))
        return { kind: "refused", reason: "too-large" };
      const file = await unpacked(archive, entry);
      left -= file.length;
      files.set(entry.fileName, file);
    }
    return { kind: "read", files };
  } catch (error) {
    return { kind: "refused", reason: reasonOf(error) };
  }
}

/** Bits of `st_mode` that tell the kind of a file, where an entry was made on Unix. */
const modeKind = 0o170000;
const modeLink = 0o120000;

function refusalOf(entry: Entry, { ratioMax }: ArchiveLimits): ArchiveRefusal | null {
  if (((entry.externalFileAttributes >>> 16) & modeKind) === modeLink) return "link";
  if (entry.isEncrypted()) return "encrypted";
  const { uncompressedSize, compressedSize } = entry;
  const swells = uncompressedSize > ratioFromBytes && uncompressedSize > compressedSize * ratioMax;
  return swells ? "bomb" : null;
}

/** The library ends the stream where there is more in it than the archive said. */
async function unpacked(archive: ZipFile, entry: Entry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The library's words about names; it has no codes. Whatever else it complains about is damage. */
function reasonOf(error: unknown): ArchiveRefusal {
  const message = error instanceof Error ? error.message : "";
  return /invalid relative path|absolute path|invalid characters in fileName/.test(message)
    ? "outside"
    : "damaged";
}
