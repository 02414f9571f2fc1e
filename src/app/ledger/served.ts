import {
  keysJson,
  leavesBundle,
  levelMax,
  parseTilePath,
  type TilePath,
  tileWidth,
} from "../../ledger/index.ts";
import { canonicalJson } from "../../model/digest.ts";
import { type KeyStore, keyPeriods } from "./key-records.ts";

/** What `/ledger/` answers. */
export interface ServedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array | string;
  /** `for ever`: the bytes under this path cannot become others. */
  readonly cached: "for ever" | "shortly" | "never";
}

export interface ServedPorts {
  readonly store: KeyStore;
}

const plain = "text/plain; charset=utf-8";
const bytes = "application/octet-stream";

/**
 * The log as any client of C2SP's tiled logs follows it (https://c2sp.org/tlog-tiles): `checkpoint`, `tile/…`,
 * `tile/entries/…`, and beside them `keys.json`. Only what a signed checkpoint covers is shown. Leaves hold ids, moments
 * and salted digests, and nothing that was said.
 */
export class ServedLedger {
  readonly #store: KeyStore;
  /** What was published stays published: a tile within it is not asked about again. */
  #published = 0;

  constructor({ store }: ServedPorts) {
    this.#store = store;
  }

  /** `path`: what follows `/ledger/`. */
  async answer(path: string): Promise<ServedAnswer> {
    if (path === "checkpoint") return this.#checkpoint();
    if (path === "keys.json") return this.#keys();
    const tile = parseTilePath(path);
    return tile === null ? missing(howToAsk) : this.#tile(tile);
  }

  async #checkpoint(): Promise<ServedAnswer> {
    const last = await this.#store.ledger.lastCheckpoint();
    if (last === null) return missing("This log has no signed checkpoint yet.");
    return { status: 200, contentType: plain, body: last.note, cached: "shortly" };
  }

  async #keys(): Promise<ServedAnswer> {
    const text = `${canonicalJson(keysJson(await keyPeriods(this.#store)))}\n`;
    return { status: 200, contentType: "application/json", body: text, cached: "shortly" };
  }

  async #tile(tile: TilePath): Promise<ServedAnswer> {
    const level = tile.level === "entries" ? 0 : tile.level;
    const from = tile.index * tileWidth;
    const to = from + tile.width;
    const needed = level > 6 ? Number.POSITIVE_INFINITY : to * tileWidth ** level;
    const size = await this.#sizeCovering(needed);
    if (needed > size) return missing(notThere(tile, size));
    const { ledger } = this.#store;
    const body =
      tile.level === "entries"
        ? leavesBundle(await ledger.leaves(from, to))
        : Buffer.concat(await ledger.hashes(tile.level, from, to));
    return { status: 200, contentType: bytes, body, cached: "for ever" };
  }

  /** The published size, asked for anew only where what is known is too small. */
  async #sizeCovering(needed: number): Promise<number> {
    if (needed > this.#published) this.#published = (await this.#store.ledger.lastCheckpoint())?.size ?? 0;
    return this.#published;
  }
}

const howToAsk = `There is nothing here. The log has checkpoint, keys.json, tile/<level>/<index> with levels from 0 to ${levelMax}, and tile/entries/<index>; an index is written in groups of three digits, as in x001/234, and a partial tile ends with .p/<width>.`;

function notThere({ width }: TilePath, size: number): string {
  const what = width === tileWidth ? "is not complete" : "is wider than";
  return `The log is published up to ${size} entries, and this tile ${what} ${width === tileWidth ? "in it" : "that"}. Ask for what a checkpoint needs.`;
}

function missing(text: string): ServedAnswer {
  return { status: 404, contentType: plain, body: `${text}\n`, cached: "never" };
}
