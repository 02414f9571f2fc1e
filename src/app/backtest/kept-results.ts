import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { PastResult } from "../../model/backtest.ts";
import { digestOf } from "../../model/digest.ts";
import { isJsonObject, type JsonValue } from "../../model/json.ts";

/**
 * Results of single pull requests, each in a file of its own that is there whole or not at all: whoever is ended at any
 * moment goes on where they were. A file that is damaged, or cannot be written, costs time and never the result.
 */
export interface KeptResults {
  get(key: ResultKey): PastResult | null;
  keep(key: ResultKey, result: PastResult): void;
}

/** Everything that decides about one pull request. */
export interface ResultKey {
  /** Digest of what is the same for many: configuration, waivers, rules, program. */
  readonly series: string;
  /** The commit that the branch was at: its tree is what is compared with, and what was before it may be returned to. */
  readonly base: string;
  /** Git's id of the tree that came of it. */
  readonly head: string;
  /** Local date: frozen periods and the ends of waivers depend on it. */
  readonly date: string;
}

/** Series that are kept: whoever tunes a configuration makes one with each edit. 1,000 pull requests have some 3 MB. */
const seriesMax = 20;

/** Keeps results below a folder. */
export function keptResults(folder: string): KeptResults {
  return {
    get: (key) => {
      const { path, id } = placeOf(folder, key);
      try {
        return readKept(readFileSync(path, "utf8"), id);
      } catch {
        return null;
      }
    },
    keep: (key, result) => {
      const { path, series, id } = placeOf(folder, key);
      try {
        mkdirSync(series, { recursive: true });
        writeFileSync(
          `${path}.${process.pid}`,
          JSON.stringify({ id, digest: digestOf(asJson(result)), result }),
        );
        renameSync(`${path}.${process.pid}`, path);
      } catch {
        // A read-only home is no reason to fail: the next run judges again.
      }
    },
  };
}

/** Forgets the series that were used longest ago. Those in use are marked as used now. */
export function forgetOld(folder: string, inUse: readonly string[], now: Date): void {
  try {
    for (const series of inUse) utimesSync(join(folder, series.slice(0, nameLength)), now, now);
    const all = readdirSync(folder).filter((name) => new RegExp(`^[0-9a-f]{${nameLength}}$`).test(name));
    const used = all.map((name) => ({ name, usedMs: statSync(join(folder, name)).mtimeMs }));
    for (const { name } of used.toSorted((a, b) => b.usedMs - a.usedMs).slice(seriesMax))
      rmSync(join(folder, name), { recursive: true, force: true });
  } catch {
    // Another process may be tidying up as well.
  }
}

const nameLength = 32;

function placeOf(folder: string, { series, base, head, date }: ResultKey) {
  const id = digestOf([series, base, head, date]);
  const inside = join(folder, series.slice(0, nameLength));
  return { series: inside, path: join(inside, `${id.slice(0, nameLength)}.json`), id };
}

/** Only what this program wrote itself has the digest of what it holds. */
function readKept(text: string, id: string): PastResult | null {
  const kept: JsonValue = JSON.parse(text);
  if (!isJsonObject(kept) || kept["id"] !== id) return null;
  const { result, digest } = kept;
  return result !== undefined && digestOf(result) === digest ? (result as unknown as PastResult) : null;
}

function asJson(result: PastResult): JsonValue {
  return JSON.parse(JSON.stringify(result)) as JsonValue;
}
