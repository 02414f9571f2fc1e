import { rangeNodes, type TreeEdge } from "../../model/merkle.ts";

const hashBytes = 32;

/** What stands in the tables is not what was written there: nothing is added to it before somebody has looked. */
export class LedgerDamaged extends Error {
  constructor(what: string) {
    super(
      `The ledger in the store is damaged: ${what}. Nothing was added to it. ` +
        "Run `sekisho ledger verify` to see what differs, and restore the store from a backup that is not older than the last anchored checkpoint.",
    );
    this.name = "LedgerDamaged";
  }
}

/** The edge from its bytes, the hashes one after the other. Throws {@link LedgerDamaged} where their number is wrong. */
export function edgeFrom(size: number, bytes: Uint8Array): TreeEdge {
  const expected = rangeNodes(0, size).length;
  if (bytes.length !== expected * hashBytes)
    throw new LedgerDamaged(
      `a tree of ${size} leaves has an edge of ${expected} hashes, not of ${bytes.length} bytes`,
    );
  return {
    size,
    hashes: Array.from({ length: expected }, (_, place) =>
      bytes.subarray(place * hashBytes, (place + 1) * hashBytes),
    ),
  };
}
