import { closest, editDistance } from "../model/closest.ts";

/** From this length on, two slips of the pen still leave a word that can be told. */
const longWord = 8;

/**
 * The field that a mistyped one stands for. `surely`: only a slip of the pen counts, because fields that are not known
 * may exist: `matchLabelKeys` and `mismatchLabelKeys` are two.
 */
export function nearField(key: string, known: readonly string[], how: "probably" | "surely"): string | null {
  const near = closest(key, known);
  if (near === null || how === "probably") return near;
  if (near.toLowerCase() === key.toLowerCase()) return near;
  return editDistance(key.toLowerCase(), near.toLowerCase()) <= (key.length >= longWord ? 2 : 1)
    ? near
    : null;
}
