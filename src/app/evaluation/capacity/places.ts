import type { AttributedChange, AttributedResource } from "../../../policy/input.ts";

/** A namespace that a change touches: of a cluster, or of roots of which nobody said where they are deployed to. */
export interface TouchedNamespace {
  readonly name: string;
  readonly cluster: string | null;
  readonly roots: ReadonlySet<string> | null;
}

/** Each one once, sorted. Roots between which something moved are one: what moves is neither more nor less. */
export function touchedNamespaces(changes: readonly AttributedChange[]): readonly TouchedNamespace[] {
  const groups = movedGroups(changes);
  const found = new Map<string, TouchedNamespace>();
  for (const { change, before, after } of changes) {
    if (change.action === "no-op" || change.action === "read") continue;
    for (const side of [before, after]) {
      const touched = side === null ? null : touchedBy(side, groups);
      if (touched !== null) found.set(keyOf(touched), touched);
    }
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, touched]) => touched);
}

/** The root that stands for a group in a report. */
export function firstRoot(roots: ReadonlySet<string> | null): string | null {
  return roots === null ? null : ([...roots].toSorted()[0] ?? null);
}

function touchedBy(
  { resource, attribution }: AttributedResource,
  groups: ReadonlyMap<string, ReadonlySet<string>>,
): TouchedNamespace | null {
  const { namespace, rootKey } = resource;
  if (namespace === null) return null;
  // What does not say its namespace is deployed to one that the caller names, and another root to another.
  const cluster = namespace === "" ? null : attribution.cluster;
  const roots = cluster === null ? (groups.get(rootKey) ?? new Set([rootKey])) : null;
  return { name: namespace, cluster, roots };
}

function keyOf({ name, cluster, roots }: TouchedNamespace): string {
  return JSON.stringify([name, cluster ?? "", firstRoot(roots) ?? ""]);
}

function movedGroups(changes: readonly AttributedChange[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const { change } of changes) {
    const from = change.move?.fromRootKey ?? change.rootKey;
    if (from === change.rootKey) continue;
    const joined = new Set([from, change.rootKey].flatMap((key) => [...(groups.get(key) ?? [key])]));
    for (const key of joined) groups.set(key, joined);
  }
  return groups;
}
