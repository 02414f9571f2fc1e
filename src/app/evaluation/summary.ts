import { effectsOf, type Surroundings, summariseChange } from "../../changes/index.ts";
import { findingCounts } from "../../decision/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";
import type { ChangeSummary, ReportRoot, ReportStatistics } from "../../model/report.ts";
import type { Root } from "../../model/root.ts";
import type { AttributedChange } from "../../policy/input.ts";
import type { Registry } from "../../tenancy/index.ts";
import { currentSide, type Loaded, type LoadedRoot } from "./loaded.ts";
import type { EvaluationTask } from "./task.ts";
import { withoutRepeatedPermissions } from "./told-permissions.ts";

/** The changes as people read them. */
export function summariesOf(
  changes: readonly AttributedChange[],
  roots: readonly LoadedRoot[],
): readonly ChangeSummary[] {
  const around = surroundingsOf(roots);
  return withoutRepeatedPermissions(changes.map((change) => summaryOf(change, around)));
}

function summaryOf(
  { change, attribution }: AttributedChange,
  around: (rootKey: string) => Surroundings,
): ChangeSummary {
  const resource = change.after ?? change.before;
  if (resource === null) throw new TypeError(`the change of ${change.address} has no side`);
  const { leaves, omitted } = summariseChange(change);
  const effects = effectsOf(change, around(change.rootKey));
  const { rootKey, address, type, action } = change;
  return {
    rootKey,
    address,
    type,
    action,
    environment: attribution.environment.name,
    owner: attribution.owner,
    location: change.after === null ? { ...resource.location, side: "base" } : resource.location,
    leaves,
    ...(omitted === 0 ? {} : { leavesOmitted: omitted }),
    ...(effects.length === 0 ? {} : { effects }),
  };
}

/** What stands beside a change: everything of its root, on both sides. */
function surroundingsOf(roots: readonly LoadedRoot[]): (rootKey: string) => Surroundings {
  const byKey = new Map(roots.map((root) => [root.key, root]));
  return (rootKey) => {
    const root = byKey.get(rootKey);
    return { before: root?.base?.resources ?? [], after: root?.head?.resources ?? [] };
  };
}

/** What a report says about the roots that were read, and about the repository as a whole. */
export function reportRoots(loaded: Loaded, registry: Registry): Readonly<Record<string, ReportRoot>> {
  const roots = loaded.roots.map((root): [string, ReportRoot] => [root.key, reportRoot(root, registry)]);
  const repository: ReportRoot = {
    key: "repository:.",
    kind: "repository",
    path: ".",
    variant: null,
    cluster: null,
  };
  return Object.fromEntries([...roots, [repository.key, repository]]);
}

function reportRoot(loaded: LoadedRoot, registry: Registry): ReportRoot {
  const { key, kind, path, variant } = currentSide(loaded).root;
  return { key, kind, path, variant, cluster: registry.clusterOfRoot(currentSide(loaded).root) };
}

/** A path that was renamed counts under both of its names. */
export function changedPathsByRoot(
  { changedPaths }: EvaluationTask,
  loaded: Loaded,
): Readonly<Record<string, readonly string[]>> {
  const changed = new Set(
    (changedPaths ?? []).flatMap(({ path, previousPath }) =>
      previousPath === null ? [path] : [path, previousPath],
    ),
  );
  return Object.fromEntries(
    loaded.roots.map(({ key, base, head }) => {
      const files = new Set([base, head].flatMap((side) => (side === null ? [] : filesBehind(side.root))));
      return [key, [...files.intersection(changed)].sort()];
    }),
  );
}

/** What a root reads, and what defines it: whoever changed either had a hand in it. */
function filesBehind({ files, definedBy }: Root): readonly string[] {
  return [...files, ...(definedBy?.files ?? [])];
}

export function statisticsOf(
  task: EvaluationTask,
  loaded: Loaded,
  changes: readonly ResourceChange[],
  findings: readonly Finding[],
): ReportStatistics {
  const resources = loaded.roots.flatMap(({ head }) => head?.resources ?? []);
  return {
    filesChanged: task.changedPaths?.length ?? task.trees.head.entries.length,
    roots: loaded.roots.length,
    resources: resources.length,
    types: Object.fromEntries(
      [...Map.groupBy(resources, ({ type }) => type)].map(([type, { length }]) => [type, length]),
    ),
    changes: changes.length,
    findings: findingCounts(findings),
  };
}
