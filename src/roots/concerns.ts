import { folderOf, isKustomizationPath, isManifestPath } from "./paths.ts";
import type { Structure } from "./structure.ts";

/**
 * Whether a change may concern anything that is applied as something else than it stands. Both sides are asked, and what
 * is applied is looked for on both or on none: whatever one side alone knew would look created or deleted.
 */
export function concerns(structure: Structure, changed: ReadonlySet<string> | null): boolean {
  if (changed === null) return true;
  const { charts, kustomizations } = structure;
  const parts = kustomizations.parts();
  return [...changed].some(
    (path) =>
      isManifestPath(path) ||
      isKustomizationPath(path) ||
      path.endsWith(".gotmpl") ||
      parts.has(path) ||
      (/\.tf(?:\.json|vars|vars\.json)?$/.test(path) && !charts.isEmpty) ||
      charts.holds(path) ||
      charts.has(folderOf(path)),
  );
}
