import { createHash } from "node:crypto";

/** The definitions of RFC 6962, section 2.1, word for word: slow, and nothing to get wrong. Hashes in hexadecimal. */
const sha256 = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(typeof part === "string" ? Buffer.from(part, "hex") : part);
  return hash.digest("hex");
};

export const leafOf = (text: string) => sha256("00", Buffer.from(text));

/** The largest power of two smaller than a number. */
function split(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

/** MTH(D[n]). */
export function rootOf(leaves: readonly string[]): string {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  const middle = split(leaves.length);
  return sha256("01", rootOf(leaves.slice(0, middle)), rootOf(leaves.slice(middle)));
}

/** PATH(m, D[n]). */
export function inclusionOf(index: number, leaves: readonly string[]): readonly string[] {
  if (leaves.length <= 1) return [];
  const middle = split(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return index < middle
    ? [...inclusionOf(index, left), rootOf(right)]
    : [...inclusionOf(index - middle, right), rootOf(left)];
}

/** PROOF(m, D[n]). */
export function consistencyOf(from: number, leaves: readonly string[], whole = true): readonly string[] {
  if (from === leaves.length) return whole ? [] : [rootOf(leaves)];
  const middle = split(leaves.length);
  const [left, right] = [leaves.slice(0, middle), leaves.slice(middle)];
  return from <= middle
    ? [...consistencyOf(from, left, whole), rootOf(right)]
    : [...consistencyOf(from - middle, right, false), rootOf(left)];
}

/** Roots of the largest complete subtrees of the first leaves, from left to right. */
export function peaksOf(leaves: readonly string[]): readonly string[] {
  if (leaves.length === 0) return [];
  let power = 1;
  while (power * 2 <= leaves.length) power *= 2;
  return [rootOf(leaves.slice(0, power)), ...peaksOf(leaves.slice(power))];
}
