import type { PullRecord } from "../../model/record.ts";
import type { FoundPull, PullEntries } from "../population/entries.ts";
import type { PlacedPull } from "./placed.ts";
import { ofKind } from "./view/context.ts";

/** Bytes that are taken at once: small enough for a small log, and few for a large one. */
const chunkBytes = 4 * 1024 * 1024;

/**
 * Records of pull requests in the order of the log, as bytes beside the heap: a year has hundreds of thousands of them,
 * each is asked for a few times, and objects would be copied by every collection of garbage between.
 */
export class PullBook implements PullEntries {
  /** Places in {@link #texts}, by pull request. */
  readonly #placesOf = new Map<number, number[]>();
  /** By place. */
  readonly #kinds: string[] = [];
  readonly #texts = new Texts();

  add(number: number, { index, kind, at, body }: PlacedPull): void {
    const place = this.#texts.add(JSON.stringify([index, at, body]));
    this.#kinds[place] = kind;
    const known = this.#placesOf.get(number);
    if (known === undefined) this.#placesOf.set(number, [place]);
    else known.push(place);
  }

  get(number: number): readonly PlacedPull[] | undefined {
    return this.#placesOf.get(number)?.map((place) => this.#entryAt(place));
  }

  /** Of each pull request that has one: all of a kind whose payload is there. */
  *having<Kind extends PullRecord["kind"]>(
    kind: Kind,
  ): Generator<readonly [number, readonly (FoundPull<Kind> & PlacedPull)[]]> {
    for (const [number, places] of this.#placesOf) {
      const own = places.filter((place) => this.#kinds[place] === kind);
      const found = ofKind(
        own.map((place) => this.#entryAt(place)),
        kind,
      );
      if (found.length > 0) yield [number, found];
    }
  }

  #entryAt(place: number): PlacedPull {
    const [index, at, body] = JSON.parse(this.#texts.at(place)) as [number, string, PullRecord | null];
    return { index, kind: this.#kinds[place] ?? "", at, body };
  }
}

/** Texts by the place at which they came. */
class Texts {
  readonly #chunks: Buffer[] = [];
  readonly #chunkOf: number[] = [];
  /** Where each begins and ends in its chunk. */
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  #used = chunkBytes;

  add(text: string): number {
    const bytes = Buffer.byteLength(text);
    if (this.#used + bytes > chunkBytes) {
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes)));
      this.#used = 0;
    }
    this.#chunks.at(-1)?.write(text, this.#used);
    this.#chunkOf.push(this.#chunks.length - 1);
    this.#begins.push(this.#used);
    this.#used += bytes;
    return this.#ends.push(this.#used) - 1;
  }

  at(place: number): string {
    const chunk = this.#chunks[this.#chunkOf[place] ?? -1];
    if (chunk === undefined) throw new RangeError(`There is no text at place ${place}`);
    return chunk.toString("utf8", this.#begins[place], this.#ends[place]);
  }
}
