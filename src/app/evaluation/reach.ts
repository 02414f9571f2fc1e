import { posix } from "node:path";
import { summariseChange } from "../../changes/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { Reach, ReachAllowed, ReportReach } from "../../model/reach.ts";
import { mainFile } from "../../model/root.ts";
import type { AttributedChange } from "../../policy/input.ts";
import type { Attribution } from "./attribution.ts";
import { currentSide, type Loaded } from "./loaded.ts";
import { changedPathsByRoot } from "./summary.ts";
import type { EvaluationTask } from "./task.ts";

export interface ReachSources {
  /** Which changed files each root reads. */
  readonly changedPathsByRoot: Readonly<Record<string, readonly string[]>>;
  /** Who owns a root, for a file that stands outside of it; nobody for one that stands in it. */
  rootOwner(rootKey: string, path: string): readonly string[];
}

/** Shared folders that are named: of more nobody needs the names. */
const throughMax = 5;
const moduleRoot = "terraform-module:";

/**
 * What the changes of a pull request reach. What is only read, and what moves without a value of it changing, reaches
 * nothing; nor do versions of Terraform and of its providers, of which another major one is told by its own rule. A
 * module is no root by itself: what calls it is.
 */
export function reachOf(
  changes: readonly AttributedChange[],
  { changedPathsByRoot, rootOwner }: ReachSources,
): Reach {
  const altering = changes.filter(({ change }) => altersSomething(change));
  const reaching = altering.map(({ attribution }) => attribution);
  const names = (of: (attribution: AttributedChange["attribution"]) => readonly string[]) =>
    [...new Set(reaching.flatMap(of))].toSorted();
  const keys = new Set(altering.map(({ change }) => change.rootKey));
  const roots = [...keys].filter((key) => !key.startsWith(moduleRoot)).toSorted();
  return {
    tenants: [...new Set(altering.flatMap((change) => tenantsOf(change, rootOwner)))].toSorted(),
    environments: names(({ environment }) => [environment.name]),
    clusters: names(({ cluster }) => (cluster === null ? [] : [cluster])),
    roots,
    through: sharedFolders(roots, changedPathsByRoot),
    production: reaching.some(({ environment }) => environment.production),
  };
}

/** What nobody owns by itself is its file's owner's; what stands in a shared file is the owner's of the root that uses it. */
function tenantsOf(
  { change, attribution }: AttributedChange,
  rootOwner: ReachSources["rootOwner"],
): readonly string[] {
  const { owner, pathOwner } = attribution;
  if (owner.length > 0) return owner;
  const path = (change.after ?? change.before)?.location.path ?? "";
  const ofRoot = rootOwner(change.rootKey, path);
  return ofRoot.length > 0 ? ofRoot : pathOwner;
}

/** From everything that was read. */
export function reachSources(
  task: EvaluationTask,
  loaded: Loaded,
  attribution: Pick<Attribution, "path">,
): ReachSources {
  const roots = new Map(loaded.roots.map((one) => [one.key, currentSide(one).root]));
  return {
    changedPathsByRoot: changedPathsByRoot(task, loaded),
    rootOwner: (key, path) => {
      const root = roots.get(key);
      if (root === undefined || root.path === "." || path.startsWith(`${root.path}/`)) return [];
      return attribution.path(mainFile(root), root).pathOwner;
    },
  };
}

/** Told where a change reaches more than one thing: what stays with one tenant in one root is seen in its rows. */
export function reportReach(reach: Reach, allowed: ReachAllowed): { readonly reach?: ReportReach } {
  const { tenants, environments, clusters, roots, through } = reach;
  const wide = tenants.length > 1 || environments.length > 1 || clusters.length > 1 || through.length > 0;
  return wide && roots.length > 0 ? { reach: { ...reach, allowed } } : {};
}

/** Folders whose changed files several roots read, with the number of those roots. */
function sharedFolders(
  roots: readonly string[],
  changedPathsByRoot: Readonly<Record<string, readonly string[]>>,
): Reach["through"] {
  const readers = new Map<string, Set<string>>();
  for (const key of roots) {
    for (const path of changedPathsByRoot[key] ?? []) {
      const folder = posix.dirname(path);
      const known = readers.get(folder) ?? new Set();
      readers.set(folder, known.add(key));
    }
  }
  return [...readers]
    .filter(([, { size }]) => size > 1)
    .map(([path, { size }]) => ({ path, roots: size }))
    .toSorted((left, right) => right.roots - left.roots || (left.path < right.path ? -1 : 1))
    .slice(0, throughMax);
}

function altersSomething(change: ResourceChange): boolean {
  if (change.type === "terraform") return false;
  switch (change.action) {
    case "read":
    case "no-op":
      return false;
    case "move":
      return summariseChange(change).leaves.length > 0;
    default:
      return true;
  }
}
