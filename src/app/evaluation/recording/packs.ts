import { sha256Hex } from "../../../model/digest.ts";
import type { PackedInput } from "./recording.ts";

/** Small inputs are compressed together, because both sides of a root are nearly alike. */
const packBytesMin = 128 * 1024;
/** A larger input is kept by itself: the next decision about the same root then keeps nothing new. */
const aloneBytesMin = 64 * 1024;

export interface PackedInputs {
  readonly packs: readonly Uint8Array[];
  readonly inputs: readonly PackedInput[];
}

/** Inputs of policies, laid together into pieces that are worth keeping. */
export class InputPacks {
  readonly #inputs: PackedInput[] = [];
  readonly #packs: Uint8Array[][] = [];
  /** Those that are not full yet: the index of the pack, and its bytes so far. */
  #open: { readonly pack: number; bytes: number } | null = null;

  /** The index of the input. */
  add(bytes: Uint8Array): number {
    const { byteLength } = bytes;
    const isAlone = byteLength >= aloneBytesMin;
    const place = isAlone ? { pack: this.#packs.push([bytes]) - 1, offset: 0 } : this.#beside(bytes);
    return this.#inputs.push({ ...place, bytes: byteLength, sha256: sha256Hex(bytes) }) - 1;
  }

  packed(): PackedInputs {
    return { packs: this.#packs.map((parts) => Buffer.concat(parts)), inputs: this.#inputs };
  }

  #beside(bytes: Uint8Array): Pick<PackedInput, "pack" | "offset"> {
    this.#open ??= { pack: this.#packs.push([]) - 1, bytes: 0 };
    const { pack, bytes: offset } = this.#open;
    this.#packs[pack]?.push(bytes);
    this.#open.bytes += bytes.byteLength;
    if (this.#open.bytes >= packBytesMin) this.#open = null;
    return { pack, offset };
  }
}

/** The inputs again. `null`: a pack does not hold what it should. */
export function unpackedInputs({ packs, inputs }: PackedInputs): readonly Uint8Array[] | null {
  const found: Uint8Array[] = [];
  for (const { pack, offset, bytes, sha256 } of inputs) {
    const input = packs[pack]?.subarray(offset, offset + bytes);
    if (input === undefined || sha256Hex(input) !== sha256) return null;
    found.push(input);
  }
  return found;
}
