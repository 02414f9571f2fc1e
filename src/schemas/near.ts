import { closest, editDistance } from "../model/closest.ts";

/** From this length on, two slips of the pen still leave a word that can be told. */
const longWord = 8;

/** The largest known kinds have some hundred fields in one place; of a hostile one, no more are compared. */
const knownMax = 2_000;

/**
 * The field that a mistyped one stands for. `surely`: only a slip of the pen counts, because fields that are not known
 * may exist: `matchLabelKeys` and `mismatchLabelKeys` are two.
 */
export function nearField(key: string, known: readonly string[], how: "probably" | "surely"): string | null {
  const near = closest(key, known.slice(0, knownMax));
  if (near === null || how === "probably") return near;
  if (near.toLowerCase() === key.toLowerCase()) return near;
  return editDistance(key.toLowerCase(), near.toLowerCase()) <= (key.length >= longWord ? 2 : 1)
    ? near
    : null;
}
