import { hash } from "node:crypto";

/**
 * The Merkle tree of RFC 6962 (section 2.1) over SHA-256. A node is named by its level (0: leaves) and its index within
 * the level: it covers the leaves from `index · 2^level`, and `2^level` of them. Only nodes whose leaves are all there
 * have a name; what hangs at the right edge is made of them when it is needed.
 */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
}

/** A node with its hash. */
export interface HashedNode extends TreeNode {
  readonly hash: Uint8Array;
}

/** Hashes of nodes in their order. A reader that lacks one throws. */
export type NodeReader = (nodes: readonly TreeNode[]) => Promise<readonly Uint8Array[]>;

/** What has to be known of a tree to add to it: its size, and the hashes of {@link rangeNodes} from 0 to there. */
export interface TreeEdge {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

export const emptyEdge: TreeEdge = { size: 0, hashes: [] };

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  return hash("sha256", Buffer.concat(parts), "buffer");
}

/** Of a leaf's bytes. */
export function leafHash(leaf: Uint8Array): Uint8Array {
  return sha256(leafPrefix, leaf);
}

/** Of two nodes beside each other. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(nodePrefix, left, right);
}

/** The nodes that a range of leaves is made of: complete, as large as can be, from left to right. */
export function rangeNodes(from: number, to: number): readonly TreeNode[] {
  const nodes: TreeNode[] = [];
  for (let begin = from; begin < to; ) {
    let level = 0;
    while (begin % 2 ** (level + 1) === 0 && begin + 2 ** (level + 1) <= to) level += 1;
    nodes.push({ level, index: begin / 2 ** level });
    begin += 2 ** level;
  }
  return nodes;
}

/** The root over nodes of {@link rangeNodes} that begin at 0, or at a leaf where a subtree of the whole begins. */
export function rootOver(hashes: readonly Uint8Array[]): Uint8Array {
  const last = hashes.at(-1);
  if (last === undefined) return sha256();
  return hashes.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

export function rootOf(edge: TreeEdge): Uint8Array {
  return rootOver(edge.hashes);
}

/** Adds leaves at the end; `completed` are the nodes that this made complete, leaves included, in the order of making. */
export function grow(
  edge: TreeEdge,
  leaves: readonly Uint8Array[],
): { readonly edge: TreeEdge; readonly completed: readonly HashedNode[] } {
  const peaks = [...edge.hashes];
  const completed: HashedNode[] = [];
  let { size } = edge;
  for (const leaf of leaves) {
    let node: HashedNode = { level: 0, index: size, hash: leaf };
    completed.push(node);
    while (node.index % 2 === 1) {
      const left = peaks.pop();
      if (left === undefined) throw new Error(`The edge of a tree of ${size} leaves lacks a hash`);
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash) };
      completed.push(node);
    }
    peaks.push(node.hash);
    size += 1;
  }
  return { edge: { size, hashes: peaks }, completed };
}

/** The root of the tree as it was at a size. */
export async function rootAt(size: number, read: NodeReader): Promise<Uint8Array> {
  return rootOver(await read(rangeNodes(0, size)));
}

/** The root over a complete subtree's lower level: as many hashes as a power of two. */
export function rootOfComplete(hashes: readonly Uint8Array[]): Uint8Array {
  return rootOf(grow(emptyEdge, hashes).edge);
}
