import type { Resource } from "../model/resource.ts";
import { groupBy, keyOf } from "./identity.ts";
import { type Leaf, leavesOf } from "./leaf.ts";

/** Four of five leaves: what a person still calls the same thing under another name. */
const equalLeavesMin = 0.8;
/**
 * Pairs that are compared in one file and type. Thousands of documents in one file that all change their names would need
 * millions; the pairs beyond count as removed and added, which is the stricter reading.
 */
const comparisonsMax = 250_000;
/** Leaves looked at in all comparisons of one file: a few large objects cost as much as many small ones. */
const leavesComparedMax = 2_000_000;
/** Leaves looked at in all files together: two seconds of work. */
const allLeavesComparedMax = 20_000_000;

/** Removed and added resources of one type in one file with nearly the same leaves; the most alike pair first. */
export function similarPairs(
  removed: readonly Resource[],
  added: readonly Resource[],
): readonly (readonly [Resource, Resource])[] {
  const free = groupBy(added, neighbourhood);
  const budget = { leaves: allLeavesComparedMax };
  return [...groupBy(removed, neighbourhood)].flatMap(([key, group]) =>
    pairGroup(group, free.get(key) ?? [], budget),
  );
}

function neighbourhood(resource: Resource): string {
  return keyOf(resource.location.path, resource.type);
}

interface Candidate {
  readonly before: number;
  readonly after: number;
  readonly likeness: number;
}

function pairGroup(
  removed: readonly Resource[],
  added: readonly Resource[],
  budget: { leaves: number },
): readonly (readonly [Resource, Resource])[] {
  if (removed.length === 0 || added.length === 0) return [];
  const usedBefore = new Set<number>();
  const usedAfter = new Set<number>();
  return candidates(removed, added, budget).flatMap(({ before, after }) => {
    if (usedBefore.has(before) || usedAfter.has(after)) return [];
    usedBefore.add(before);
    usedAfter.add(after);
    const one = removed[before];
    const other = added[after];
    return one === undefined || other === undefined ? [] : [[one, other] as const];
  });
}

function candidates(
  removed: readonly Resource[],
  added: readonly Resource[],
  budget: { leaves: number },
): readonly Candidate[] {
  const lefts = removed.slice(0, comparisonsMax).map(leavesOf);
  const rights = added.slice(0, comparisonsMax).map(leavesOf);
  const found: Candidate[] = [];
  let comparisons = 0;
  let leaves = 0;
  for (const [before, left] of lefts.entries()) {
    for (const [after, right] of rights.entries()) {
      comparisons += 1;
      if (comparisons > comparisonsMax || leaves > leavesComparedMax || budget.leaves < 0)
        return ordered(found);
      if (!mayBeAlike(left.size, right.size)) continue;
      leaves += left.size;
      budget.leaves -= left.size;
      const likeness = likenessOf(left, right);
      if (likeness >= equalLeavesMin) found.push({ before, after, likeness });
    }
  }
  return ordered(found);
}

function ordered(found: readonly Candidate[]): readonly Candidate[] {
  return found.toSorted((a, b) => b.likeness - a.likeness || a.before - b.before || a.after - b.after);
}

function mayBeAlike(left: number, right: number): boolean {
  return Math.min(left, right) >= equalLeavesMin * Math.max(left, right);
}

/** The share of equal leaves in the larger of both: what one side has in addition is a difference too. */
function likenessOf(left: ReadonlyMap<string, Leaf>, right: ReadonlyMap<string, Leaf>): number {
  const size = Math.max(left.size, right.size);
  if (size === 0) return 0;
  let equal = 0;
  for (const [path, leaf] of left) if (right.get(path)?.token === leaf.token) equal += 1;
  return equal / size;
}
