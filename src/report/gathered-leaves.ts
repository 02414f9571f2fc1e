import type { JsonValue } from "../model/json.ts";
import type { LeafChange } from "../model/report.ts";

/** Leaves that are one thing to say. */
export type Gathered =
  | { readonly kind: "leaf"; readonly leaf: LeafChange }
  /** The same change in many elements of a list. */
  | { readonly kind: "repeated"; readonly leaf: LeafChange; readonly count: number }
  /** What came to a list of plain values and what went, wherever in it. */
  | {
      readonly kind: "list";
      readonly path: string;
      readonly gained: readonly JsonValue[];
      readonly lost: readonly JsonValue[];
    };

/** Places with the same change from which on they are one thing to say. */
const repetitionMin = 3;
/** Values of one list from which on they are told together: an element more moves all that come after it. */
const listMin = 2;

/** Leaves with everything put together that is one thing to say, each where the first of it stood. */
export function gatheredLeaves(leaves: readonly LeafChange[]): readonly Gathered[] {
  const lists = groupsOf(leaves, listOfLeaf, listMin);
  const repetitions = groupsOf(leaves, repetitionOfLeaf, repetitionMin);
  const told = new Set<LeafChange>();
  return leaves.flatMap((leaf): readonly Gathered[] => {
    if (told.has(leaf)) return [];
    const list = lists.get(listOfLeaf(leaf) ?? "");
    const repeated = repetitions.get(repetitionOfLeaf(leaf) ?? "");
    for (const each of list ?? repeated ?? [leaf]) told.add(each);
    if (list !== undefined) return listChange(list);
    if (repeated === undefined) return [{ kind: "leaf", leaf }];
    return [{ kind: "repeated", leaf: { ...leaf, path: shapeOf(leaf.path) }, count: repeated.length }];
  });
}

function groupsOf(
  leaves: readonly LeafChange[],
  keyOf: (leaf: LeafChange) => string | null,
  min: number,
): ReadonlyMap<string, readonly LeafChange[]> {
  const groups = Map.groupBy(leaves, (leaf) => keyOf(leaf) ?? "");
  return new Map([...groups].filter(([key, group]) => key !== "" && group.length >= min));
}

function listOfLeaf({ path, before, after }: LeafChange): string | null {
  const [, list] = /^(.*)\[\d+\]$/.exec(path) ?? [];
  return list === undefined || !isPlain(before) || !isPlain(after) ? null : list;
}

function isPlain(value: JsonValue): boolean {
  return value === null || typeof value !== "object";
}

function repetitionOfLeaf({ path, before, after }: LeafChange): string | null {
  const shape = shapeOf(path);
  return shape === path ? null : JSON.stringify([shape, before, after]);
}

/** `groups[name=a].rules[alert=B].labels.severity` as `groups[].rules[].labels.severity`. */
function shapeOf(path: string): string {
  return path.replace(/\[(?!")[^\]]*\]/g, "[]");
}

/** Nothing where the same values only stand in another order. */
function listChange(leaves: readonly LeafChange[]): readonly Gathered[] {
  const [first] = leaves;
  const path = first === undefined ? null : listOfLeaf(first);
  if (path === null) return [];
  const [old, current] = [leaves.map(({ before }) => before), leaves.map(({ after }) => after)];
  const gained = current.filter((value) => value !== null && !old.includes(value));
  const lost = old.filter((value) => value !== null && !current.includes(value));
  if (gained.length + lost.length === 0) return leaves.map((leaf) => ({ kind: "leaf", leaf }));
  return [{ kind: "list", path, gained, lost }];
}
