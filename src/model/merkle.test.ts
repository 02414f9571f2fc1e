import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { emptyEdge, grow, leafHash, type NodeReader, rangeNodes, rootAt, rootOf } from "./merkle.ts";
import {
  consistencyProof,
  inclusionProof,
  type TreeRoot,
  verifiesConsistency,
  verifiesInclusion,
} from "./merkle-proof.ts";

const sha256 = (...parts: readonly Uint8Array[]) =>
  new Uint8Array(createHash("sha256").update(Buffer.concat(parts)).digest());

/** RFC 6962, section 2.1, word by word: MTH, PATH and SUBPROOF over the leaves themselves. */
const rfc = {
  split(size: number): number {
    return 2 ** Math.ceil(Math.log2(size) - 1);
  },
  mth(leaves: readonly Uint8Array[]): Uint8Array {
    const [first] = leaves;
    if (first === undefined) return sha256();
    if (leaves.length === 1) return sha256(Buffer.from([0]), first);
    const k = rfc.split(leaves.length);
    return sha256(Buffer.from([1]), rfc.mth(leaves.slice(0, k)), rfc.mth(leaves.slice(k)));
  },
  path(m: number, leaves: readonly Uint8Array[]): readonly Uint8Array[] {
    if (leaves.length === 1) return [];
    const k = rfc.split(leaves.length);
    return m < k
      ? [...rfc.path(m, leaves.slice(0, k)), rfc.mth(leaves.slice(k))]
      : [...rfc.path(m - k, leaves.slice(k)), rfc.mth(leaves.slice(0, k))];
  },
  subproof(m: number, leaves: readonly Uint8Array[], whole: boolean): readonly Uint8Array[] {
    if (m === leaves.length) return whole ? [] : [rfc.mth(leaves)];
    const k = rfc.split(leaves.length);
    return m <= k
      ? [...rfc.subproof(m, leaves.slice(0, k), whole), rfc.mth(leaves.slice(k))]
      : [...rfc.subproof(m - k, leaves.slice(k), false), rfc.mth(leaves.slice(0, k))];
  },
};

const leafOf = (index: number) => Buffer.from(`leaf ${index}`);
const leavesOf = (size: number) => Array.from({ length: size }, (_, index) => leafOf(index));

function treeOf(size: number) {
  const grown = grow(
    emptyEdge,
    leavesOf(size).map((leaf) => leafHash(leaf)),
  );
  const nodes = new Map(grown.completed.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  const read: NodeReader = async (wanted) =>
    wanted.map(({ level, index }) => {
      const hash = nodes.get(`${level}/${index}`);
      if (hash === undefined) throw new Error(`There is no node ${level}/${index}`);
      return hash;
    });
  return { edge: grown.edge, read };
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const size = fc.integer({ min: 1, max: 600 });

describe("the Merkle tree", () => {
  it("has the hash of nothing as the root of an empty tree", () => {
    expect(hex(rootOf(emptyEdge))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("hashes an empty leaf as the test vectors of Certificate Transparency do", () => {
    expect(hex(leafHash(new Uint8Array()))).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
  });

  it("has the root of RFC 6962, however the leaves came", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }), (parts) => {
        let edge = emptyEdge;
        for (const part of parts) {
          const next = Array.from({ length: part }, (_, place) => leafHash(leafOf(edge.size + place)));
          edge = grow(edge, next).edge;
        }
        expect(hex(rootOf(edge))).toBe(hex(rfc.mth(leavesOf(edge.size))));
      }),
    );
  });

  it("has the roots of all its former sizes", async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), async (whole, chosen) => {
        const part = chosen % (whole + 1);
        expect(hex(await rootAt(part, treeOf(whole).read))).toBe(hex(rfc.mth(leavesOf(part))));
      }),
    );
  });

  it("is made of ranges that meet", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), fc.nat({ max: 10_000 }), (from, length) => {
        const ends = rangeNodes(from, from + length).map(({ level, index }) => [
          index * 2 ** level,
          (index + 1) * 2 ** level,
        ]);
        expect([from, ...ends.map(([, to]) => to)]).toEqual([...ends.map(([begin]) => begin), from + length]);
      }),
    );
  });
});

describe("proofs", () => {
  it("of inclusion are those of RFC 6962, and are believed", async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), async (whole, chosen) => {
        const index = chosen % whole;
        const { edge, read } = treeOf(whole);
        const proof = await inclusionProof(index, whole, read);
        expect(proof.map(hex)).toEqual(rfc.path(index, leavesOf(whole)).map(hex));
        const tree = { index, size: whole, leaf: leafHash(leafOf(index)), root: rootOf(edge) };
        expect(verifiesInclusion(tree, proof)).toBe(true);
      }),
    );
  });

  it("of consistency are those of RFC 6962, and are believed", async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), async (whole, chosen) => {
        const part = (chosen % whole) + 1;
        const { older, newer, proof } = await consistency(part, whole);
        expect(proof.map(hex)).toEqual(rfc.subproof(part, leavesOf(whole), true).map(hex));
        expect(verifiesConsistency(older, newer, proof)).toBe(true);
      }),
    );
  });

  it("of consistency with the empty tree are empty", async () => {
    const { read } = treeOf(5);
    expect(await consistencyProof(0, 5, read)).toEqual([]);
    const newer = { size: 5, root: rfc.mth(leavesOf(5)) };
    expect(verifiesConsistency({ size: 0, root: sha256() }, newer, [])).toBe(true);
    expect(verifiesConsistency({ size: 0, root: leafOf(0) }, newer, [])).toBe(false);
  });

  it("of inclusion are not believed where anything about them is wrong", async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (whole, chosen, bit) => {
        const index = chosen % whole;
        const { edge, read } = treeOf(whole);
        const proof = await inclusionProof(index, whole, read);
        const tree = { index, size: whole, leaf: leafHash(leafOf(index)), root: rootOf(edge) };
        expect(verifiesInclusion({ ...tree, root: flipped(tree.root, bit) }, proof)).toBe(false);
        expect(verifiesInclusion({ ...tree, leaf: flipped(tree.leaf, bit) }, proof)).toBe(false);
        expect(verifiesInclusion({ ...tree, index: whole }, proof)).toBe(false);
        expect(verifiesInclusion({ ...tree, index: -1 }, proof)).toBe(false);
        expect(verifiesInclusion({ ...tree, size: 2 ** 60 }, proof)).toBe(false);
        for (const wrong of wrongProofs(proof, bit)) expect(verifiesInclusion(tree, wrong)).toBe(false);
      }),
    );
  });

  it("of consistency are not believed where anything about them is wrong", async () => {
    await fc.assert(
      fc.asyncProperty(size, fc.nat(), fc.nat(), async (whole, chosen, bit) => {
        const part = (chosen % whole) + 1;
        const { older, newer, proof } = await consistency(part, whole);
        const flip = (tree: TreeRoot) => ({ ...tree, root: flipped(tree.root, bit) });
        expect(verifiesConsistency(flip(older), newer, proof)).toBe(false);
        expect(verifiesConsistency(older, flip(newer), proof)).toBe(false);
        expect(verifiesConsistency({ ...older, size: whole + 1 }, newer, proof)).toBe(false);
        expect(verifiesConsistency({ ...older, size: 0.5 }, newer, proof)).toBe(false);
        for (const wrong of wrongProofs(proof, bit))
          expect(verifiesConsistency(older, newer, wrong)).toBe(false);
      }),
    );
  });

  it("of what is not there are not made", async () => {
    const { read } = treeOf(3);
    await expect(inclusionProof(3, 3, read)).rejects.toThrow("A tree of 3 leaves has no leaf 3");
    await expect(consistencyProof(4, 3, read)).rejects.toThrow("A tree of 3 leaves continues none of 4");
  });
});

async function consistency(part: number, whole: number) {
  const { read } = treeOf(whole);
  return {
    older: { size: part, root: rfc.mth(leavesOf(part)) },
    newer: { size: whole, root: rfc.mth(leavesOf(whole)) },
    proof: await consistencyProof(part, whole, read),
  };
}

function flipped(hash: Uint8Array, bit: number): Uint8Array {
  const other = Buffer.from(hash);
  const at = bit % (hash.length * 8);
  other[Math.floor(at / 8)] = (other[Math.floor(at / 8)] ?? 0) ^ (1 << (at % 8));
  return other;
}

function wrongProofs(proof: readonly Uint8Array[], bit: number): readonly (readonly Uint8Array[])[] {
  const longer = [...proof, sha256()];
  if (proof.length === 0) return [longer];
  const at = bit % proof.length;
  const one = proof[at] ?? sha256();
  return [longer, proof.slice(1), proof.slice(0, -1), proof.with(at, flipped(one, bit))];
}
