/** A place that keeps checkpoints, each under its size, and never another one under the same. */
export interface Anchor {
  /** For people and records: `s3 https://…/bucket/prefix`. */
  readonly place: string;
  /** Sizes that are kept there, ascending; the newest ones where there are very many. */
  sizes(): Promise<readonly number[]>;
  /** What is kept under a size, as it was found: nothing is verified. `null`: nothing. */
  read(size: number): Promise<Uint8Array | null>;
  /**
   * Keeps a note under its size, where nothing is kept yet, and reads it back. Gives where it stands, for the record: a
   * path, an address with a version.
   */
  write(size: number, note: string): Promise<{ readonly receipt: string }>;
}

/**
 * `unreachable`: perhaps later. `refused`: the place does not let us. `taken`: something else stands under this size.
 * `lost`: what was written is not what is read back. `unusable`: it is not as the configuration says.
 */
export type AnchorErrorCode = "unreachable" | "refused" | "taken" | "lost" | "unusable";

/** Throughout the text says which place, what happened, and what helps. No message shows a credential. */
export class AnchorError extends Error {
  readonly code: AnchorErrorCode;
  constructor(code: AnchorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AnchorError";
    this.code = code;
  }
}

/** The size that a name is for. `null`: it is the name of something else. */
export function sizeOf(name: string): number | null {
  return /^(?:0|[1-9]\d{0,15})$/.test(name) && Number.isSafeInteger(Number(name)) ? Number(name) : null;
}

/** Under a size stands a note already: the same is as good as written, another is never replaced. */
export function standing(place: string, size: number, found: Uint8Array, note: string): void {
  if (Buffer.from(found).equals(Buffer.from(note, "utf8"))) return;
  throw new AnchorError(
    "taken",
    `${place} keeps another checkpoint of size ${size}. It is left as it is: compare both, one of them is of another log.`,
  );
}

export function ascending(sizes: Iterable<number>): readonly number[] {
  return [...new Set(sizes)].sort((left, right) => left - right);
}
