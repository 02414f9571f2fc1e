import { sha256Hex } from "../../model/digest.ts";
import type { PopulationRow } from "../../model/population.ts";

/** A commit that was drawn, and the hash that it was drawn by. */
export interface DrawnCommit {
  readonly row: PopulationRow;
  readonly hash: string;
  /** Index of the decision that it rests on. */
  readonly decision: number;
}

/**
 * Draws from the commits that rest on a decision: those with the smallest hashes of seed, repository, branch and commit.
 * Whoever has the population and the seed draws the same; who chooses the seed last chooses no commit.
 */
export function drawSample(
  rows: readonly PopulationRow[],
  sample: number | "all" | null,
  seed: string | null,
): readonly DrawnCommit[] {
  if (sample === null) return [];
  const drawn = rows.flatMap((row): DrawnCommit[] => {
    if (row.explained !== "decision" || row.restsOn === null) return [];
    const hash = sha256Hex(`${seed ?? ""}\n${row.repositoryId}\n${row.branch}\n${row.commit}`);
    return [{ row, hash, decision: row.restsOn }];
  });
  const sorted = drawn.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  return sample === "all" ? sorted : sorted.slice(0, sample);
}
