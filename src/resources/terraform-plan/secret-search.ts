/** Which secrets begin with so many characters is looked up at once; shorter values are no secrets here. */
const startLength = 8;
/** Of those, so many choose a bit of the table. */
const probeLength = 4;
const tableSize = 1 << 16;

/**
 * Finds whether a text is or holds one of many secrets, in one pass over the text however many there are: a plan has
 * tens of thousands of texts, and may have thousands of secrets.
 */
export class SecretSearch {
  readonly #byStart: ReadonlyMap<string, readonly string[]>;
  /** For each hash of the first characters whether any secret has it. */
  readonly #table = new Uint8Array(tableSize);

  constructor(secrets: Iterable<string>) {
    const long = [...secrets].filter((secret) => secret.length >= startLength);
    this.#byStart = Map.groupBy(long, (secret) => secret.slice(0, startLength));
    for (const secret of long) this.#table[probe(secret, 0)] = 1;
  }

  isIn(text: string): boolean {
    if (this.#byStart.size === 0) return false;
    for (let at = 0; at + startLength <= text.length; at += 1) {
      if (this.#table[probe(text, at)] === 0) continue;
      const candidates = this.#byStart.get(text.slice(at, at + startLength)) ?? [];
      if (candidates.some((secret) => text.startsWith(secret, at))) return true;
    }
    return false;
  }
}

function probe(text: string, at: number): number {
  let hash = 0;
  for (let index = at; index < at + probeLength; index += 1)
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return (hash ^ (hash >>> 15)) & (tableSize - 1);
}
