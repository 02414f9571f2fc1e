import type { DeclaredMove, Move } from "../model/change.ts";
import type { Resource } from "../model/resource.ts";
import { sameState } from "./equality.ts";
import { groupBy, keyOf } from "./identity.ts";
import { similarPairs } from "./similarity.ts";

export interface MovedPair {
  readonly before: Resource;
  readonly after: Resource;
  readonly kind: Move["kind"];
}

export interface MoveSearch {
  readonly removed: readonly Resource[];
  readonly added: readonly Resource[];
  readonly clusterOf: (rootKey: string) => string | null;
  readonly declaredMoves: readonly DeclaredMove[];
}

/** Which removed resource is which added one. What the author declared is believed first, a likeness last. */
export function findMoves({ removed, added, clusterOf, declaredMoves }: MoveSearch): readonly MovedPair[] {
  const declared = declaredPairs(removed, added, declaredMoves);
  const afterDeclared = rest(removed, added, declared);
  const acrossRoots = rootPairs(afterDeclared.removed, afterDeclared.added, clusterOf);
  const afterRoots = rest(afterDeclared.removed, afterDeclared.added, acrossRoots);
  const renamed = similarPairs(afterRoots.removed, afterRoots.added);
  return [
    ...declared,
    ...acrossRoots,
    ...renamed.map(([before, after]): MovedPair => ({ before, after, kind: "rename" })),
  ];
}

function rest(removed: readonly Resource[], added: readonly Resource[], pairs: readonly MovedPair[]) {
  const used = new Set(pairs.flatMap(({ before, after }) => [before, after]));
  return {
    removed: removed.filter((resource) => !used.has(resource)),
    added: added.filter((resource) => !used.has(resource)),
  };
}

/** The same address in another root of the same cluster. Equal states first, so that copies pair as a person would. */
function rootPairs(
  removed: readonly Resource[],
  added: readonly Resource[],
  clusterOf: (rootKey: string) => string | null,
): readonly MovedPair[] {
  const pairs: MovedPair[] = [];
  const place = (resource: Resource) => placeOf(resource, clusterOf);
  const free = new Map([...groupBy(added, place)].map(([key, group]) => [key, [...group]]));
  const left: Resource[] = [];
  const pairWith = (before: Resource, wanted: (after: Resource) => boolean): boolean => {
    const candidates = free.get(place(before)) ?? [];
    const index = candidates
      .slice(0, candidatesMax)
      .findIndex((after) => after.rootKey !== before.rootKey && wanted(after));
    const [after] = index < 0 ? [] : candidates.splice(index, 1);
    if (after !== undefined) pairs.push({ before, after, kind: "root" });
    return after !== undefined;
  };
  for (const before of removed) if (!pairWith(before, (after) => sameState(before, after))) left.push(before);
  for (const before of left) pairWith(before, () => true);
  return pairs;
}

/** Copies of one address that are compared with each other; beyond, they pair in order. */
const candidatesMax = 50;

/**
 * What makes two addresses the same thing. A Kubernetes address (its type has a group) means the same in a whole cluster;
 * where no cluster is configured, the repository is taken for one. A Terraform address means something within one state
 * only: `module.rds` of two folders are two databases, and dropping one destroys it, whatever else is added.
 */
function placeOf(resource: Resource, clusterOf: (rootKey: string) => string | null): string {
  const { type, address, rootKey } = resource;
  return type.includes("/")
    ? keyOf(type, address, clusterOf(rootKey))
    : keyOf(type, address, "root", rootKey);
}

interface KnownMove extends DeclaredMove {
  readonly to: string;
}

function isMove(move: DeclaredMove): move is KnownMove {
  return move.to !== null;
}

/** `moved` blocks, chains of them included: `a` to `b` and `b` to `c` take `a` to `c`. */
function declaredPairs(
  removed: readonly Resource[],
  added: readonly Resource[],
  moves: readonly DeclaredMove[],
): readonly MovedPair[] {
  const known = moves.filter(isMove);
  if (known.length === 0) return [];
  const byRoot = groupBy(known, (move) => move.rootKey);
  const free = new Map(
    added.map((resource) => [keyOf(resource.rootKey, resource.type, resource.address), resource]),
  );
  return removed.flatMap((before): readonly MovedPair[] => {
    const address = follow(before.address, byRoot.get(before.rootKey) ?? []);
    const key = keyOf(before.rootKey, before.type, address);
    const after = free.get(key);
    if (after === undefined) return [];
    free.delete(key);
    return [{ before, after, kind: "declared" }];
  });
}

/** Terraform itself refuses cycles; here they end. */
const chainMax = 20;

function follow(address: string, moves: readonly KnownMove[]): string {
  let current = address;
  for (let step = 0; step < chainMax; step += 1) {
    const next = moves.map((move) => moved(current, move)).find((result) => result !== null);
    if (next === undefined || next === null || next === current) break;
    current = next;
  }
  return current;
}

/** A move of a module or resource takes everything in it along: `module.a` moves `module.a[0].x.y` and `module.a:x` too. */
function moved(address: string, { from, to }: KnownMove): string | null {
  if (address === from) return to;
  const inside = address.startsWith(from) && /^[.[:]/.test(address.slice(from.length));
  return inside ? `${to}${address.slice(from.length)}` : null;
}
