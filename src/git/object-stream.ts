/**
 * Takes the output of `git cat-file --batch` apart as it comes, in chunks of any size.
 *
 * States: in a header (`<id> <type> <size>`, or `<name> missing`), then in the content of that object, then at the line
 * end that follows it, then in the next header. Content above the limit is counted and dropped, never kept.
 */
export type GitObject =
  | {
      readonly kind: "found";
      readonly id: string;
      readonly type: string;
      readonly sizeBytes: number;
      /** `null` where the object is larger than the limit. */
      readonly content: Uint8Array | null;
    }
  | { readonly kind: "missing" };

type Found = Extract<GitObject, { kind: "found" }>;

const lineEnd = 0x0a;

export class ObjectStream {
  readonly #contentBytesMax: number;
  readonly #onObject: (object: GitObject) => void;
  #header: Buffer[] = [];
  #found: Found | null = null;
  #content: Buffer | null = null;
  #received = 0;

  constructor(contentBytesMax: number, onObject: (object: GitObject) => void) {
    this.#contentBytesMax = contentBytesMax;
    this.#onObject = onObject;
  }

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0)
      rest = this.#found === null ? this.#takeHeader(rest) : this.#takeContent(rest, this.#found);
  }

  #takeHeader(chunk: Buffer): Buffer {
    const end = chunk.indexOf(lineEnd);
    if (end < 0) {
      this.#header.push(chunk);
      return chunk.subarray(chunk.length);
    }
    const line = Buffer.concat([...this.#header, chunk.subarray(0, end)]).toString("utf8");
    this.#header = [];
    this.#begin(line);
    return chunk.subarray(end + 1);
  }

  #begin(line: string): void {
    const match = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line);
    if (match === null) {
      this.#onObject({ kind: "missing" });
      return;
    }
    const [, id = "", type = "", size = "0"] = match;
    const sizeBytes = Number(size);
    this.#content = sizeBytes > this.#contentBytesMax ? null : Buffer.allocUnsafeSlow(sizeBytes);
    this.#received = 0;
    this.#found = { kind: "found", id, type, sizeBytes, content: this.#content };
  }

  #takeContent(chunk: Buffer, found: Found): Buffer {
    const taken = chunk.subarray(0, found.sizeBytes - this.#received);
    this.#content?.set(taken, this.#received);
    this.#received += taken.length;
    if (taken.length === chunk.length) return chunk.subarray(chunk.length);
    this.#found = null;
    this.#onObject(found);
    return chunk.subarray(taken.length + 1);
  }
}
