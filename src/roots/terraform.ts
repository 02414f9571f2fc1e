import type { Engine } from "../engines/engine.ts";
import type { Configuration } from "../model/configuration.ts";
import { type Root, rootKey } from "../model/root.ts";
import { terraformFolder, terraformVariant } from "../model/terraform-root.ts";
import type { Tree } from "../model/tree.ts";
import { joinTreePath } from "../model/tree-path.ts";
import type { SurveyedFolders } from "./surveyed-folders.ts";
import { isTerraformPath, parentFolder, terraformFolders } from "./terraform-files.ts";
import { TerraformGraph } from "./terraform-graph.ts";
import { matchesAnything, readersAround } from "./terraform-reads.ts";

export interface TerraformSearch {
  readonly tree: Tree;
  readonly settings: Configuration["terraform"];
  /** Made at the first need: most changes touch no Terraform. */
  readonly engine: () => Promise<Engine>;
  /** What other trees were found to say. */
  readonly surveyed: SurveyedFolders;
  /** Only roots that one of these paths belongs to; `null` finds all. */
  readonly changedPaths: ReadonlySet<string> | null;
}

/**
 * The Terraform roots of a tree, sorted by key. A root is a folder with a backend or cloud block, or one that no local
 * module call names and that has a provider block or a `.tfvars` file; other folders that nothing calls are library
 * modules (`terraform-module`). `terraform.roots` of the configuration stands in for what is found in its folder.
 *
 * A root's files are those of its folder, of every local module below it, the var files that are configured, and the
 * files that its configuration reads with `file`, `templatefile` and their kind.
 */
export async function findTerraformRoots(search: TerraformSearch): Promise<readonly Root[]> {
  const folders = terraformFolders(search.tree);
  if (folders.size === 0) return [];
  const graph = new TerraformGraph(search, folders);
  const wanted = await wantedFolders(search, graph);
  if (wanted?.size === 0) return [];
  await graph.survey(wanted ?? [...folders.keys()]);
  const changed = wanted === null ? null : [...wanted];
  // A folder with a backend has its own state and is applied by itself: whether somebody calls it need not be known.
  if (changed?.some((folder) => !graph.hasBackend(folder))) await graph.survey([...folders.keys()]);
  const tops = rootFolders(graph, search.settings, changed);
  await graph.surveyBelow(tops.map(({ folder }) => folder));
  const roots = tops.flatMap((top) => rootsOf(top, graph, search.settings));
  const touched = ({ path }: Root): boolean =>
    wanted === null || graph.foldersBelow(path).some((folder) => wanted.has(folder));
  return roots.filter(touched).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

interface TopFolder {
  readonly folder: string;
  readonly kind: "terraform" | "terraform-module";
}

/**
 * The folders in which something changed, also where nothing is left of one: its callers now miss it. And those of
 * roots whose configured var files changed, and those whose configuration reads a file that changed.
 */
async function wantedFolders(
  { changedPaths, settings }: TerraformSearch,
  graph: TerraformGraph,
): Promise<ReadonlySet<string> | null> {
  if (changedPaths === null) return null;
  const wanted = new Set<string>();
  for (const path of changedPaths) if (isTerraformPath(path)) wanted.add(parentFolder(path));
  for (const rule of settings.roots) {
    const folder = terraformFolder(rule);
    if (rule.varFiles.some((file) => changedPaths.has(joinTreePath(folder, file)))) wanted.add(folder);
  }
  for (const folder of await readersOf(
    [...changedPaths].filter((path) => !isTerraformPath(path)),
    graph,
  ))
    wanted.add(folder);
  return wanted;
}

/** What is read without `path.module` is seen from a root: any folder around may be one, or be called by one. */
async function readersOf(paths: readonly string[], graph: TerraformGraph): Promise<readonly string[]> {
  const byFolder = Map.groupBy(paths, parentFolder);
  const around = readersAround([...byFolder.keys()], graph.folders());
  await graph.surveyBelow([...new Set([...around.values()].flat())]);
  return [...around].flatMap(([changed, folders]) => {
    const files = byFolder.get(changed) ?? [];
    return folders.filter((folder) =>
      graph.patternsBelow(folder).some((pattern) => files.some((path) => matchesAnything(pattern, path))),
    );
  });
}

function rootFolders(
  graph: TerraformGraph,
  settings: Configuration["terraform"],
  changed: readonly string[] | null,
): readonly TopFolder[] {
  const configured = new Set(settings.roots.map(terraformFolder));
  const candidates =
    changed === null ? graph.folders() : graph.callersOf(changed).filter((each) => graph.has(each));
  const tops = candidates.flatMap((folder): TopFolder[] => {
    if (configured.has(folder) || graph.hasBackend(folder)) return [{ folder, kind: "terraform" }];
    if (graph.isCalled(folder)) return [];
    return [{ folder, kind: graph.isAppliable(folder) ? "terraform" : "terraform-module" }];
  });
  return [
    ...tops,
    ...graph.unreachable(
      candidates,
      tops.map(({ folder }) => folder),
    ),
  ];
}

function rootsOf(
  { folder, kind }: TopFolder,
  graph: TerraformGraph,
  settings: Configuration["terraform"],
): readonly Root[] {
  const closure = graph.closure(folder);
  const rules = settings.roots.filter((rule) => terraformFolder(rule) === folder);
  if (rules.length === 0) {
    return [{ key: rootKey(kind, folder), kind, path: folder, variant: null, files: closure }];
  }
  return rules.map((rule) => {
    const variant = terraformVariant(rule);
    const varFiles = rule.varFiles.map((file) => joinTreePath(folder, file));
    const files = [...new Set([...closure, ...varFiles.filter((path) => graph.holds(path))])].toSorted();
    return { key: rootKey("terraform", folder, variant), kind: "terraform", path: folder, variant, files };
  });
}
