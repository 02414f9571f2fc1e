import type { Resource } from "../model/resource.ts";

/** One resource on one or both sides, not looked at further yet. */
export interface Pair {
  readonly before: Resource | null;
  readonly after: Resource | null;
}

/** Text that is equal for equal lists of words, and for no others. */
export function keyOf(...words: readonly (string | null)[]): string {
  return JSON.stringify(words);
}

export function groupBy<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
