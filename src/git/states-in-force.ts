import type { PastState, PastWant } from "../model/past.ts";

/** A commit of a branch, with the moment that it claims. Anybody may write any. */
export interface DatedCommit {
  readonly sha: string;
  readonly committedAtSeconds: number;
}

/** States of one branch that are looked at: a file that changes twice a day for two weeks has fewer. */
export const statesMax = 30;

/**
 * The states that a branch has had, newest first, without the one that it has now. `commits` are its first parents,
 * newest first; `touching` those that change what tells states apart.
 *
 * Dates are claims. The order of the commits is none, so a state ended no later than anything that came after it, and
 * began no earlier than anything that came before it: a false date makes states shorter and older, never longer.
 */
export function statesInForce(
  commits: readonly DatedCommit[],
  touching: ReadonlySet<string>,
  { sinceSeconds, beforeSeconds }: Pick<PastWant, "sinceSeconds" | "beforeSeconds">,
): readonly PastState[] {
  const ends = runningMinimum(commits.map(({ committedAtSeconds }) => committedAtSeconds));
  const begins = runningMaximumFromEnd(commits.map(({ committedAtSeconds }) => committedAtSeconds));
  const places = commits.flatMap(({ sha }, index) => (touching.has(sha) ? [index] : []));
  const states = places.flatMap((place, index): PastState[] => {
    const last = commits[place + 1];
    const until = ends[place];
    const from = begins[places[index + 1] ?? commits.length - 1];
    if (last === undefined || until === undefined || from === undefined) return [];
    const inWindow = until >= sinceSeconds && until < beforeSeconds;
    return inWindow && from < until ? [{ commit: last.sha, fromSeconds: from, untilSeconds: until }] : [];
  });
  return states.slice(0, statesMax);
}

function runningMinimum(values: readonly number[]): readonly number[] {
  let least = Number.POSITIVE_INFINITY;
  return values.map((value) => {
    least = Math.min(least, value);
    return least;
  });
}

function runningMaximumFromEnd(values: readonly number[]): readonly number[] {
  let most = Number.NEGATIVE_INFINITY;
  return values
    .toReversed()
    .map((value) => {
      most = Math.max(most, value);
      return most;
    })
    .toReversed();
}
