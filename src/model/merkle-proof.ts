import { type NodeReader, nodeHash, rangeNodes, rootOver } from "./merkle.ts";

/** From a leaf to another, without the latter. */
type Range = readonly [from: number, to: number];

/** The proof of RFC 6962, section 2.1.1, that a leaf is in the tree of a size. Throws a `RangeError` where it is not. */
export async function inclusionProof(
  index: number,
  size: number,
  read: NodeReader,
): Promise<readonly Uint8Array[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`A tree of ${size} leaves has no leaf ${index}`);
  return await hashesOf(besides(index, [0, size]), read);
}

/** The proof of RFC 6962, section 2.1.2, that the tree of a size continues the one of another. */
export async function consistencyProof(
  from: number,
  to: number,
  read: NodeReader,
): Promise<readonly Uint8Array[]> {
  if (!(from >= 0 && from <= to)) throw new RangeError(`A tree of ${to} leaves continues none of ${from}`);
  return await hashesOf(from === 0 || from === to ? [] : between(from, [0, to], true), read);
}

/** The largest power of two below a number of leaves, from two on. */
function leftLeaves(leaves: number): number {
  let left = 1;
  while (left * 2 < leaves) left *= 2;
  return left;
}

/** What stands beside the way from a leaf up to the root over a range, from below. */
function besides(index: number, [from, to]: Range): readonly Range[] {
  if (to - from === 1) return [];
  const middle = from + leftLeaves(to - from);
  return index < middle
    ? [...besides(index, [from, middle]), [middle, to]]
    : [...besides(index, [middle, to]), [from, middle]];
}

/** `whole`: the range begins as the older tree does, so its hash there is known to who verifies. */
function between(size: number, [from, to]: Range, whole: boolean): readonly Range[] {
  if (size === to) return whole ? [] : [[from, to]];
  const middle = from + leftLeaves(to - from);
  return size <= middle
    ? [...between(size, [from, middle], whole), [middle, to]]
    : [...between(size, [middle, to], false), [from, middle]];
}

async function hashesOf(ranges: readonly Range[], read: NodeReader): Promise<readonly Uint8Array[]> {
  const parts = ranges.map(([from, to]) => rangeNodes(from, to));
  const hashes = await read(parts.flat());
  let at = 0;
  return parts.map(({ length }) => {
    at += length;
    return rootOver(hashes.slice(at - length, at));
  });
}

/** Whether a proof leads from a leaf's hash to the root (RFC 9162, section 2.1.3.2). */
export function verifiesInclusion(
  { index, size, leaf, root }: { index: number; size: number; leaf: Uint8Array; root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const other of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(other, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      hash = nodeHash(hash, other);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(hash, root);
}

/** A tree's size and root. */
export interface TreeRoot {
  readonly size: number;
  readonly root: Uint8Array;
}

/** Whether a proof shows that a tree begins with all of an older one (RFC 9162, section 2.1.4.2). */
export function verifiesConsistency(older: TreeRoot, newer: TreeRoot, proof: readonly Uint8Array[]): boolean {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && equal(older.root, newer.root);
  if (older.size === 0) return proof.length === 0 && equal(older.root, rootOver([]));
  let node = older.size - 1;
  let last = newer.size - 1;
  while (node % 2 === 1) [node, last] = [half(node), half(last)];
  const [first, ...rest] = node === 0 ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let [olderRoot, newerRoot] = [first, first];
  for (const other of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      olderRoot = nodeHash(other, olderRoot);
      newerRoot = nodeHash(other, newerRoot);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, half(last)];
    } else {
      newerRoot = nodeHash(newerRoot, other);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && equal(olderRoot, older.root) && equal(newerRoot, newer.root);
}

function half(count: number): number {
  return Math.floor(count / 2);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
