import type { Registry } from "../../tenancy/index.ts";
import { currentSide, type LoadedRoot } from "./loaded.ts";

/**
 * The cluster of each root, for telling what moved from root to root. Plain files of which nobody knew the cluster stand
 * in the one that somebody now applies them to: the Application that is added to a folder creates and deletes nothing.
 */
export function pairingClusters(
  roots: readonly LoadedRoot[],
  registry: Registry,
): (rootKey: string) => string | null {
  const told = new Map(
    roots.map((root) => [root.key, registry.clusterOfRoot(currentSide(root).root)] as const),
  );
  const byFile = clustersByFile(roots, told);
  for (const { key, base, head } of roots) {
    if (told.get(key) !== null || [base, head].some((side) => side?.root.definedBy !== undefined)) continue;
    const files = [base, head].flatMap((side) => side?.root.files ?? []);
    const found = new Set(files.flatMap((file) => [...(byFile.get(file) ?? [])]));
    const [only, ...others] = found;
    if (only !== undefined && others.length === 0) told.set(key, only);
  }
  return (rootKey) => told.get(rootKey) ?? null;
}

/** Of roots that only one side defines: their files stood, or will stand, as they are. */
function clustersByFile(
  roots: readonly LoadedRoot[],
  told: ReadonlyMap<string, string | null>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { key, base, head } of roots) {
    const [side, other] = base === null ? [head, base] : [base, head];
    const cluster = told.get(key) ?? null;
    if (other !== null || side?.root.definedBy === undefined || cluster === null) continue;
    for (const file of side.root.files) found.set(file, (found.get(file) ?? new Set()).add(cluster));
  }
  return found;
}
