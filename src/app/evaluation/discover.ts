import type { ChangedPath } from "../../model/changed-path.ts";
import { compileGlobs } from "../../model/glob.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import type { Tree } from "../../model/tree.ts";
import { findFileRoots } from "../../roots/files.ts";
import {
  type AppliedRoots,
  concerns,
  discoverRoots,
  findAppliedRoots,
  findTerraformRoots,
  readStructure,
  type Structure,
} from "../../roots/index.ts";
import type { EvaluationPorts } from "./ports.ts";
import type { Discovery, EvaluationTask, TreeName } from "./task.ts";
import { templatingOf } from "./templating.ts";
import { onlyTouched } from "./touched.ts";

/** What looking for roots needs beyond the trees. */
export interface DiscoverySearch {
  readonly task: EvaluationTask;
  readonly ports: EvaluationPorts;
  /** Every path that differs between the sides; `null` finds all. */
  readonly changed: ReadonlySet<string> | null;
  /** Reads a root for what it defines itself. */
  readonly render: (side: TreeName, root: Root) => Promise<readonly Resource[]>;
}

export interface BothDiscoveries {
  readonly base: Discovery;
  readonly head: Discovery;
}

/**
 * The roots of both sides that a changed path belongs to. What belongs to a root may differ from side to side (a values
 * file more, an Application less), so a root is looked at on both sides where either says that it is touched: what only
 * one side were asked about would look created or deleted.
 */
export async function discoverBoth(
  trees: { readonly base: Tree | null; readonly head: Tree },
  search: DiscoverySearch,
): Promise<BothDiscoveries> {
  const { changed, task } = search;
  const { knownContents } = search.ports;
  const { ignore } = task.configuration;
  const head = await readStructure(withoutIgnored(trees.head, ignore), knownContents);
  const base =
    trees.base === null ? null : await readStructure(withoutIgnored(trees.base, ignore), knownContents);
  const wanted = [head, base].some((structure) => structure !== null && concerns(structure, changed));
  const applied = {
    head: wanted ? await findApplied("head", head, search) : nothingApplied,
    base: wanted && base !== null ? await findApplied("base", base, search) : nothingApplied,
  };
  const touched = onlyTouched(applied.base, applied.head, base === null ? null : changed);
  return {
    head: await sideOf(head, touched.head, touched.folders, trees.head, search),
    base: base === null ? nothing : await sideOf(base, touched.base, touched.folders, trees.base, search),
  };
}

const nothing: Discovery = { roots: [], diagnostics: [], notEvaluated: [] };
const nothingApplied: AppliedRoots = {
  roots: [],
  standIns: [],
  taken: new Set(),
  diagnostics: [],
  notEvaluated: [],
};

function findApplied(side: TreeName, structure: Structure, search: DiscoverySearch): Promise<AppliedRoots> {
  const { configuration, targetBranch } = search.task;
  return findAppliedRoots({
    structure,
    releases: configuration.helm.releases,
    branch: targetBranch,
    render: (root) => search.render(side, root),
    templating: templatingOf(search.ports),
    terraformRoots: (changedPaths) =>
      findTerraformRoots({
        tree: structure.tree,
        settings: configuration.terraform,
        engine: () => search.ports.engine("terraform"),
        surveyed: search.ports.surveyedFolders,
        changedPaths,
      }),
  });
}

/** What is applied, and beside it plain manifests and Terraform. */
async function sideOf(
  structure: Structure,
  applied: AppliedRoots,
  folders: ReadonlySet<string>,
  tree: Tree | null,
  { task, ports, changed }: DiscoverySearch,
): Promise<Discovery> {
  const { configuration } = task;
  const plain = await discoverRoots(tree ?? structure.tree, {
    changed,
    ignore: configuration.ignore,
    folders,
    contents: ports.knownContents,
    isTaken: (path) => applied.taken.has(path) || structure.charts.ownerOf(path) !== null,
  });
  const terraform = await findTerraformRoots({
    tree: structure.tree,
    settings: configuration.terraform,
    engine: () => ports.engine("terraform"),
    surveyed: ports.surveyedFolders,
    changedPaths: changed,
  });
  const files = await findFileRoots({
    tree: structure.tree,
    changed,
    isInChart: (path) => structure.charts.ownerOf(path) !== null,
  });
  const roots = [...plain.roots, ...applied.roots, ...terraform, ...files.roots];
  return {
    roots: roots.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    diagnostics: [...plain.diagnostics, ...applied.diagnostics, ...files.diagnostics],
    notEvaluated: [...plain.notEvaluated, ...applied.notEvaluated],
  };
}

function withoutIgnored(tree: Tree, ignore: readonly string[]): Tree {
  if (ignore.length === 0) return tree;
  const ignored = compileGlobs(ignore);
  const entries = new Map([...tree.entries].filter(([path]) => !ignored(path)));
  return { label: tree.label, commit: tree.commit, entries, read: (paths) => tree.read(paths) };
}

/** Every path that a change touches, on either side. */
export function touchedPaths(changedPaths: readonly ChangedPath[] | null): ReadonlySet<string> | null {
  if (changedPaths === null) return null;
  return new Set(
    changedPaths.flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath])),
  );
}
