import { crc32, deflateRawSync } from "node:zlib";

export interface ArchiveEntry {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** `st_mode` of Unix; a plain file where nothing is said. */
  readonly mode?: number;
  /** What the archive says that it is unpacked, where that is a lie. */
  readonly saidBytes?: number;
  readonly encrypted?: boolean;
}

/**
 * A ZIP archive, for tests, of any entries at all: no tool makes those that matter most here. Form: APPNOTE.TXT of
 * PKWARE, sections 4.3.7 (local header), 4.3.12 (directory) and 4.3.16 (its end).
 */
export function archiveOf(entries: readonly ArchiveEntry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.path);
    const packed = entry.content.length === 0 ? nothing : deflateRawSync(Buffer.from(entry.content));
    const common = commonOf(entry, packed);
    const local = Buffer.concat([u32(0x04034b50), u16(20), common, u16(0), name, packed]);
    const attributes = u32(((entry.mode ?? 0o100644) << 16) >>> 0);
    // Made on Unix; no extra field, no comment, first disk, no internal attributes.
    directory.push(u32(0x02014b50), u16((3 << 8) | 20), u16(20), common);
    directory.push(u16(0), u16(0), u16(0), u16(0), attributes, u32(offset), name);
    bodies.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const count = u16(Math.min(entries.length, 0xffff));
  const end = [u32(0x06054b50), u32(0), count, count, u32(listing.length), u32(offset), u16(0)];
  return Buffer.concat([...bodies, listing, ...end]);
}

/** Made once: an archive may have a hundred thousand empty entries. */
const nothing = deflateRawSync(Buffer.alloc(0));
const isEncrypted = 0x1;
const isUtf8 = 0x800;

/** What both headers of an entry say: flags, method, time, checksum, sizes. */
function commonOf({ path, content, encrypted, saidBytes }: ArchiveEntry, packed: Buffer): Buffer {
  const bytes = Buffer.from(content);
  const flags = isUtf8 | (encrypted === true ? isEncrypted : 0);
  const sizes = [u32(crc32(bytes)), u32(packed.length), u32(saidBytes ?? bytes.length)];
  return Buffer.concat([u16(flags), u16(8), u32(0), ...sizes, u16(Buffer.byteLength(path))]);
}

function u16(value: number): Buffer {
  const field = Buffer.alloc(2);
  field.writeUInt16LE(value);
  return field;
}

function u32(value: number): Buffer {
  const field = Buffer.alloc(4);
  field.writeUInt32LE(value);
  return field;
}
