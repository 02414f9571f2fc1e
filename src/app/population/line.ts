import type { Found, LineCommit } from "./entries.ts";

export type Recorded = Found<"branch-commit">;

/** A first-parent commit of a branch, in the order in which they came. */
export interface LinePlace {
  readonly commit: string;
  /** `null`: nobody told. */
  readonly parents: readonly string[] | null;
  /** What was recorded of it; `null`: nothing. */
  readonly recorded: Recorded | null;
  /** Whether the history that was given holds it. */
  readonly inHistory: boolean;
}

/**
 * What was recorded of a branch, in the order of its history: a commit that took longer to explain was recorded after
 * those that followed it. What was pushed away later stays where it was.
 */
export function recordedLine(table: readonly Recorded[]): readonly LinePlace[] {
  const byCommit = new Map(table.map((entry) => [entry.body.commit, entry]));
  const placed = new Set<Recorded>();
  const line: LinePlace[] = [];
  for (const entry of table) {
    const waiting: Recorded[] = [];
    // Up the first parents, as far as they are not placed yet.
    for (let next: Recorded | undefined = entry; next !== undefined && !placed.has(next); ) {
      waiting.push(next);
      placed.add(next);
      next = byCommit.get(next.body.parents?.[0] ?? "");
    }
    line.push(...waiting.reverse().map(placeOf));
  }
  return line;
}

function placeOf(recorded: Recorded): LinePlace {
  return {
    commit: recorded.body.commit,
    parents: recorded.body.parents ?? null,
    recorded,
    inHistory: true,
  };
}

/**
 * The history of a branch, oldest first, from the first commit on that is known of it, and between its commits what was
 * recorded and is not in it.
 */
export function historyLine(
  history: readonly LineCommit[],
  table: readonly Recorded[],
): readonly LinePlace[] {
  const recorded = recordedLine(table);
  const byCommit = new Map(recorded.map((place) => [place.commit, place.recorded]));
  const known = new Set(history.map(({ sha }) => sha));
  const strays = straysAfter(recorded, known);
  const begin = beginningIn(history, recorded);
  const line = history.slice(begin).flatMap(({ sha, parents }): readonly LinePlace[] => {
    const place = { commit: sha, parents, recorded: byCommit.get(sha) ?? null, inHistory: true };
    return [place, ...(strays.get(sha) ?? [])];
  });
  return [...(strays.get("") ?? []), ...line];
}

/** Recorded commits that the history does not hold, by the one of it after which they came; "": before all. */
function straysAfter(
  recorded: readonly LinePlace[],
  known: ReadonlySet<string>,
): ReadonlyMap<string, readonly LinePlace[]> {
  const strays = new Map<string, LinePlace[]>();
  let after = "";
  for (const place of recorded) {
    if (known.has(place.commit)) after = place.commit;
    else strays.set(after, [...(strays.get(after) ?? []), { ...place, inHistory: false }]);
  }
  return strays;
}

/**
 * Where in a history the period that Sekisho can speak of begins: at the commit of the first look, or after its parent
 * where it was pushed away since, or where the branch got a new name and its first commit was recorded as any other.
 */
function beginningIn(history: readonly LineCommit[], recorded: readonly LinePlace[]): number {
  const first = recorded[0];
  const at = history.findIndex(({ sha }) => sha === first?.commit);
  if (at !== -1) return at;
  return history.findIndex(({ sha }) => sha === first?.parents?.[0]) + 1;
}
