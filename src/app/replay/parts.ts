import { promisify } from "node:util";
import { constants, zstdCompress, zstdCompressSync, zstdDecompress } from "node:zlib";
import { sha256Hex } from "../../model/digest.ts";
import type { KeptPart } from "./case.ts";

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Level 3 takes a third of what level 9 takes, for a tenth more bytes: recording is waited for. */
const compressionLevel = 3;
/** Less than a millisecond. Beside the thread it would take three times as much of the processor. */
const compressedAtOnceBytesMax = 256 * 1024;
/** No part is larger: 200 roots of 2 MB. What says that it is more was made to fill the memory. */
export const partBytesMax = 400 * 1024 * 1024;

interface Compressed {
  readonly part: KeptPart;
  readonly bytes: Uint8Array;
}

/** Parts on their way into the store, each once. */
export class Parts {
  readonly #kept = new Map<string, Promise<Compressed>>();

  /** What differs from decision to decision. Compresses what is large beside the thread that asks. */
  async keep(content: Uint8Array | string): Promise<KeptPart> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    const sha256 = sha256Hex(bytes);
    return this.#add(sha256, () => compressed(bytes, sha256));
  }

  /** What is mostly as it was at the decision before: settings, policies, data. */
  async keepUsual(content: string): Promise<KeptPart> {
    const bytes = Buffer.from(content);
    const sha256 = sha256Hex(bytes);
    return this.#add(sha256, async () => {
      const usual = usuals.get(sha256) ?? (await compressed(bytes, sha256));
      rememberUsual(usual);
      return usual;
    });
  }

  async blobs(): Promise<readonly Uint8Array[]> {
    return (await Promise.all(this.#kept.values())).map(({ bytes }) => bytes);
  }

  async #add(sha256: string, make: () => Promise<Compressed>): Promise<KeptPart> {
    const kept = this.#kept.get(sha256) ?? make();
    this.#kept.set(sha256, kept);
    return (await kept).part;
  }
}

/** What was compressed for the decisions before, the latest last. */
const usuals = new Map<string, Compressed>();
/** Settings, policies and data of a dozen repositories. */
const usualsMax = 36;
/** Larger ones are compressed again: all together stay below 40 MB. */
const usualBytesMax = 1024 * 1024;

function rememberUsual(usual: Compressed): void {
  const { part, bytes } = usual;
  if (bytes.byteLength > usualBytesMax) return;
  usuals.delete(part.sha256);
  usuals.set(part.sha256, usual);
  const [oldest] = usuals.keys();
  if (usuals.size > usualsMax && oldest !== undefined) usuals.delete(oldest);
}

async function compressed(content: Uint8Array, sha256: string): Promise<Compressed> {
  const options = { params: { [constants.ZSTD_c_compressionLevel]: compressionLevel } };
  const isSmall = content.byteLength <= compressedAtOnceBytesMax;
  const bytes = isSmall ? zstdCompressSync(content, options) : await compress(content, options);
  return { part: { blob: sha256Hex(bytes), sha256, bytes: content.byteLength }, bytes };
}

/** Why a part cannot be had. */
export type PartFault = "missing" | "damaged";

/** What a part holds, once its bytes are what both of its digests say. */
export async function readPart(
  { blob, sha256, bytes }: KeptPart,
  get: (digest: string) => Promise<Uint8Array | null>,
): Promise<Uint8Array | PartFault> {
  const kept = await get(blob);
  if (kept === null) return "missing";
  if (sha256Hex(kept) !== blob || bytes > partBytesMax) return "damaged";
  try {
    const content = await decompress(kept, { maxOutputLength: Math.max(1, bytes) });
    return content.byteLength === bytes && sha256Hex(content) === sha256 ? content : "damaged";
  } catch {
    return "damaged";
  }
}
