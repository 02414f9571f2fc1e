import type { InventoryResource, Side } from "./item.ts";

/** By namespace, `*` for any: the types of what may put more into it than is seen, sorted. */
export type FilledNamespaces = Readonly<Record<string, readonly string[]>>;

export function filledNamespaces(items: readonly InventoryResource[], side: Side): FilledNamespaces {
  const found = new Map<string, Set<string>>();
  for (const { type, fills = [], side: own = side } of items) {
    if (own !== side) continue;
    for (const namespace of fills) {
      const types = found.get(namespace) ?? new Set();
      found.set(namespace, types.add(type));
    }
  }
  return Object.fromEntries(
    [...found]
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([namespace, types]) => [namespace, [...types].toSorted()]),
  );
}
