/** Longer words are no typing errors of each other, and the table would grow with their product. */
const charactersMax = 100;

/** The candidate that a mistyped word most probably stands for, or `null` where none is near. Case does not count. */
export function closest(word: string, candidates: Iterable<string>): string | null {
  const tolerance = Math.max(1, Math.floor(word.length / 3));
  let best: { readonly candidate: string; readonly distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= tolerance && (best === null || distance < best.distance)) best = { candidate, distance };
  }
  return best === null ? null : best.candidate;
}

/** Damerau–Levenshtein, in its restricted form: insertions, deletions, substitutions and swaps of neighbours. */
export function editDistance(left: string, right: string): number {
  if (left === right) return 0;
  if (left.length > charactersMax || right.length > charactersMax) return charactersMax;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = nextRow(left, right, row, last, beforeLast);
    beforeLast = last;
    last = current;
  }
  return last[right.length] ?? 0;
}

function nextRow(
  left: string,
  right: string,
  row: number,
  last: readonly number[],
  beforeLast: readonly number[],
): readonly number[] {
  const current = [row];
  for (let column = 1; column <= right.length; column += 1) {
    const same = left[row - 1] === right[column - 1];
    const choices = [
      (last[column] ?? 0) + 1,
      (current[column - 1] ?? 0) + 1,
      (last[column - 1] ?? 0) + (same ? 0 : 1),
    ];
    const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
    if (row > 1 && column > 1 && swapped) choices.push((beforeLast[column - 2] ?? 0) + 1);
    current.push(Math.min(...choices));
  }
  return current;
}
