import type { DeclaredMove, Move, ResourceChange } from "../model/change.ts";
import type { Resource } from "../model/resource.ts";
import { sameState } from "./equality.ts";
import { groupBy, keyOf, type Pair } from "./identity.ts";
import { findMoves } from "./moves.ts";

export interface Pairing {
  readonly base: readonly Resource[];
  readonly head: readonly Resource[];
  /** The cluster of a root, `null` where none is configured. */
  readonly clusterOf: (rootKey: string) => string | null;
  readonly declaredMoves: readonly DeclaredMove[];
}

/**
 * What differs between two sets of resources, sorted by root and address; what is the same on both sides is left out.
 * A resource that moved is one change, not a deletion and a creation.
 */
export function pairChanges({ base, head, clusterOf, declaredMoves }: Pairing): readonly ResourceChange[] {
  const pairs = pairByIdentity(base, head);
  const gone = pairs.flatMap(({ before, after }) => (after === null && before !== null ? [before] : []));
  const forgotten = forgottenAmong(gone, declaredMoves);
  const removed = gone.filter((resource) => !forgotten.has(resource));
  const added = pairs.flatMap(({ before, after }) => (before === null && after !== null ? [after] : []));
  const moves = findMoves({ removed, added, clusterOf, declaredMoves });
  const moved = new Set(moves.flatMap(({ before, after }) => [before, after]));
  const staying = pairs.filter(({ before, after }) => !hasMoved(moved, before) && !hasMoved(moved, after));
  return [
    ...staying
      .flatMap(({ before, after }) => changeOf(before, after, null) ?? [])
      .map((change) => (isForgotten(forgotten, change) ? { ...change, action: "forget" as const } : change)),
    ...moves.flatMap(({ before, after, kind }) => changeOf(before, after, kind) ?? []),
  ].toSorted(byPlace);
}

/** What the author wants Terraform to forget, with everything that stands in it. */
function forgottenAmong(
  removed: readonly Resource[],
  declared: readonly DeclaredMove[],
): ReadonlySet<Resource> {
  const from = new Set(
    declared.flatMap((move) => (move.to === null ? [keyOf(move.rootKey, move.from)] : [])),
  );
  if (from.size === 0) return new Set();
  return new Set(
    removed.filter(({ rootKey, address, type }) =>
      type.includes("/") ? false : around(address).some((each) => from.has(keyOf(rootKey, each))),
    ),
  );
}

/** An address and those of what it stands in: `module.a`, `module.a["x"]`, `module.a["x"].b.c`; also without keys. */
function around(address: string): readonly string[] {
  const ends = [...address.matchAll(/[.[:]|$/g)].map(({ index }) => address.slice(0, index));
  return ends.flatMap((end) => [end, end.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\]/g, "")]);
}

function isForgotten(forgotten: ReadonlySet<Resource>, { before, after }: ResourceChange): boolean {
  return after === null && before !== null && forgotten.has(before);
}

function hasMoved(moved: ReadonlySet<Resource>, resource: Resource | null): boolean {
  return resource !== null && moved.has(resource);
}

/** The same object may be defined twice: equal states pair first, the others in the order that they stand in. */
function pairByIdentity(base: readonly Resource[], head: readonly Resource[]): readonly Pair[] {
  const before = groupBy(base, identityOf);
  const after = groupBy(head, identityOf);
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => pairCopies(before.get(key) ?? [], after.get(key) ?? []));
}

function identityOf(resource: Resource): string {
  return keyOf(resource.rootKey, resource.address, resource.type);
}

/** Copies of one identity that are compared with each other; beyond, they pair in order. */
const copiesMax = 50;

function pairCopies(before: readonly Resource[], after: readonly Resource[]): readonly Pair[] {
  const free = [...after];
  const equal: Pair[] = [];
  const left: Resource[] = [];
  for (const [index, one] of before.entries()) {
    const match =
      index < copiesMax ? free.slice(0, copiesMax).findIndex((other) => sameState(one, other)) : -1;
    const [partner] = match < 0 ? [] : free.splice(match, 1);
    if (partner === undefined) left.push(one);
    else equal.push({ before: one, after: partner });
  }
  const others = Array.from({ length: Math.max(left.length, free.length) }, (_, index): Pair => {
    return { before: left[index] ?? null, after: free[index] ?? null };
  });
  return [...equal, ...others];
}

function changeOf(
  before: Resource | null,
  after: Resource | null,
  kind: Move["kind"] | null,
): ResourceChange | null {
  const one = after ?? before;
  if (one === null) return null;
  const { rootKey, address, type } = one;
  const change = { rootKey, address, type, before, after, replacePaths: [] };
  if (after === null) return { ...change, action: "delete", move: null };
  if (before === null) return { ...change, action: "create", move: null };
  if (kind !== null) {
    return {
      ...change,
      action: "move",
      move: { kind, fromRootKey: before.rootKey, fromAddress: before.address },
    };
  }
  return sameState(before, after) ? null : { ...change, action: "update", move: null };
}

function byPlace(a: ResourceChange, b: ResourceChange): number {
  if (a.rootKey !== b.rootKey) return a.rootKey < b.rootKey ? -1 : 1;
  if (a.address !== b.address) return a.address < b.address ? -1 : 1;
  return 0;
}
