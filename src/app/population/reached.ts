import type { ReachedBy } from "../../model/population.ts";

export interface Sighting {
  readonly at: string;
  readonly by: ReachedBy;
}

/**
 * When each commit of a line, oldest first, reached its branch. A commit is there no later than those that stand on it:
 * so the time of what nobody told of in time is that of the next. `asOf` is for what comes after everything known; what
 * is known counts also where the clock of whoever asks is behind it.
 */
export function reachedAlong(sightings: readonly (Sighting | null)[], asOf: string): readonly Sighting[] {
  const reached: Sighting[] = [];
  const known = sightings.flatMap((sighting) => sighting?.at ?? []);
  let bound: Sighting = { at: [asOf, ...known].toSorted().at(-1) ?? asOf, by: "listing" };
  for (const own of sightings.toReversed()) {
    if (own !== null && own.at <= bound.at) bound = own;
    else if (bound.by !== "listing") bound = { at: bound.at, by: "next-commit" };
    reached.push(bound);
  }
  return reached.reverse();
}
