import { verifiesConsistency, verifiesInclusion } from "../../src/model/merkle-proof.ts";
import { continues, includes } from "../../verifier/verify.mjs";
import { rootOf } from "./tree.ts";

/** A proof, and what the reference says of it. `first`: the index of a leaf, or the size of the older tree. */
export interface Vector {
  readonly kind: "inclusion" | "consistency";
  /** How it was broken; empty: not at all. */
  readonly change: string;
  readonly first: number;
  readonly size: number;
  /** Hash of the leaf, or root of the older tree. */
  readonly start: string;
  readonly root: string;
  readonly proof: readonly string[];
  readonly good: boolean;
}

/**
 * What ours judge otherwise than the reference. It takes every root for one of an empty tree, because there is nothing to
 * prove about that; ours refuse all but the right one.
 */
export function differences(vectors: readonly Vector[]): readonly string[] {
  const empty = rootOf([]);
  return vectors.flatMap((vector) => {
    const { kind, first, start, good, change, size } = vector;
    const expected = kind === "consistency" && first === 0 && start !== empty ? false : good;
    const where = `${kind} ${first} in ${size}, ${change}`;
    return [
      ...(ledgerSays(vector) === expected ? [] : [`ledger: ${where}`]),
      ...(verifierSays(vector) === expected ? [] : [`verifier: ${where}`]),
    ];
  });
}

function ledgerSays({ kind, first, size, start, root, proof }: Vector): boolean {
  const bytes = (text: string) => Buffer.from(text, "hex");
  const hashes = proof.map(bytes);
  return kind === "inclusion"
    ? verifiesInclusion({ index: first, size, leaf: bytes(start), root: bytes(root) }, hashes)
    : verifiesConsistency({ size: first, root: bytes(start) }, { size, root: bytes(root) }, hashes);
}

function verifierSays({ kind, first, size, start, root, proof }: Vector): boolean {
  return kind === "inclusion"
    ? includes({ index: first, leaf: Buffer.from(start, "hex") }, { size, root }, proof)
    : continues({ size: first, root: start }, { size, root }, proof);
}
