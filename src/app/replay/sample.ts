import { sha256Hex } from "../../model/digest.ts";

/** The same seed takes the same ones, whoever asks: those whose digest with the seed comes first. */
export function sampled<Row extends { readonly decisionId: string }>(
  rows: readonly Row[],
  count: number,
  seed: string,
): readonly Row[] {
  const ranked = rows.map((row) => ({ row, rank: sha256Hex(`${seed}\n${row.decisionId}`) }));
  return ranked
    .toSorted((left, right) => (left.rank < right.rank ? -1 : 1))
    .slice(0, count)
    .map(({ row }) => row);
}
