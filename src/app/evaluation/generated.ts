import type { Configuration } from "../../model/configuration.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { compileGlobs } from "../../model/glob.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { mainFile, type Root } from "../../model/root.ts";
import { isFile, type Tree } from "../../model/tree.ts";
import { isKubernetesFile } from "../../resources/kubernetes/index.ts";
import { maskSecrets } from "../../resources/secrets/index.ts";
import { type BothDiscoveries, touchedPaths } from "./discover.ts";
import { compareGenerated, notCompared, type TwinFinder, twinFinder } from "./generated-compare.ts";
import type { Loaded, LoadedRoot, LoadedSide } from "./loaded.ts";
import type { RootReading } from "./root-reading.ts";
import type { EvaluationTask, ScanPart, TreeName } from "./task.ts";

type GeneratedRule = Configuration["generated"][number];

/** How roots are found and read, as for any other root. */
export interface GeneratedSearch {
  readonly task: EvaluationTask;
  readonly part: ScanPart | null;
  readonly discover: (changed: ReadonlySet<string>) => Promise<BothDiscoveries>;
  readonly read: (side: TreeName, root: Root) => Promise<RootReading>;
}

/**
 * What the configuration calls generated is compared with what its source renders (VAL-009), and whatever is found in a
 * generated file points at the source: whoever mends the file loses it the next time that somebody renders.
 */
export async function withGenerated(loaded: Loaded, search: GeneratedSearch): Promise<Loaded> {
  let result = loaded;
  for (const rule of search.task.configuration.generated) {
    if (isConcerned(rule, result, search)) result = await withRule(rule, result, search);
  }
  return result;
}

function isConcerned(
  rule: GeneratedRule,
  { trees, roots }: Loaded,
  { task, part }: GeneratedSearch,
): boolean {
  const isGenerated = compileGlobs(rule.paths);
  if (part !== null) {
    // Of the parts of a scan, the one that reads the first of the files speaks for all.
    const first = [...trees.head.entries.keys()].filter(isGenerated).toSorted()[0];
    return first !== undefined && part.roots.some(({ files }) => files.includes(first));
  }
  const touched = touchedPaths(task.changedPaths);
  if (touched === null) return true;
  const from = folderOf(rule);
  return (
    [...touched].some((path) => isGenerated(path) || path === from || path.startsWith(`${from}/`)) ||
    roots.some(({ base, head }) => [base, head].some((side) => side !== null && isSource(side.root, from)))
  );
}

/** One line of the configuration on one side. */
interface Compared {
  readonly diagnostics: readonly Diagnostic[];
  readonly twinOf: TwinFinder;
  /** The file that stands for the source where an object has no twin. */
  readonly sourceFile: string;
}

async function withRule(rule: GeneratedRule, loaded: Loaded, search: GeneratedSearch): Promise<Loaded> {
  const from = folderOf(rule);
  const sources = await search.discover(new Set(definitions.map((name) => `${from}/${name}`).concat(from)));
  const { base: baseTree, head: headTree } = loaded.trees;
  const compare = (side: TreeName, tree: Tree, roots: readonly Root[]) =>
    compareSide(
      rule,
      side,
      tree,
      roots.filter((root) => isSource(root, from)),
      search,
    );
  const base = baseTree === null ? null : await compare("base", baseTree, sources.base.roots);
  const head = await compare("head", headTree, sources.head.roots);
  const isGenerated = compileGlobs(rule.paths);
  const pointed = (side: LoadedSide | null, compared: Compared | null): LoadedSide | null =>
    side === null || compared === null || isSource(side.root, from)
      ? side
      : { ...side, resources: side.resources.map((resource) => atSource(resource, compared, isGenerated)) };
  return {
    ...loaded,
    roots: loaded.roots.map(
      (root): LoadedRoot => ({ ...root, base: pointed(root.base, base), head: pointed(root.head, head) }),
    ),
    diagnostics: {
      base: [...loaded.diagnostics.base, ...(base?.diagnostics ?? [])],
      head: [...loaded.diagnostics.head, ...head.diagnostics],
    },
  };
}

/** Files that make a folder a chart or a kustomization. */
const definitions = ["Chart.yaml", "kustomization.yaml", "kustomization.yml", "Kustomization"];

function folderOf({ from }: GeneratedRule): string {
  return from.replace(/\/+$/, "");
}

function isSource({ kind, path, definedBy }: Root, from: string): boolean {
  return (kind === "chart" || kind === "kustomization") && (path === from || definedBy?.path === from);
}

async function compareSide(
  { paths, from }: GeneratedRule,
  side: TreeName,
  tree: Tree,
  sources: readonly Root[],
  { task, read }: GeneratedSearch,
): Promise<Compared> {
  const isGenerated = compileGlobs(paths);
  const files = [...tree.entries.values()]
    .filter((entry) => isFile(entry) && isGenerated(entry.path) && isKubernetesFile(entry.path))
    .map(({ path }) => path)
    .toSorted();
  const [first] = sources;
  const sourceFile = first === undefined ? from : mainFile(first);
  if (files.length === 0) return { diagnostics: [], twinOf: () => null, sourceFile };
  const root: Root = { key: `manifests:${from}`, kind: "manifests", path: ".", variant: null, files };
  const generated = (await read(side, root)).resources;
  const renderings = await renderingsOf(sources, from, (source) => read(side, source));
  if (renderings === null) return { diagnostics: [notCompared(from, files)], twinOf: () => null, sourceFile };
  const mask = (resource: Resource) =>
    maskSecrets(resource, null, { sensitiveNames: task.configuration.sensitiveNames });
  const compared = renderings.map((rendered) => ({
    diagnostics: compareGenerated({ from, generated, rendered, mask }),
    twinOf: twinFinder(rendered),
    sourceFile,
  }));
  return compared.reduce((best, other) =>
    other.diagnostics.length < best.diagnostics.length ? other : best,
  );
}

/**
 * What the files may be a copy of. A definition (a Helmfile, an Application) means all of its releases together; a chart
 * that is rendered several times, the one of its renderings that comes closest. `null`: nothing, or not wholly read.
 */
async function renderingsOf(
  sources: readonly Root[],
  from: string,
  read: (root: Root) => Promise<RootReading>,
): Promise<readonly (readonly Resource[])[] | null> {
  const readings: RootReading[] = [];
  for (const source of sources) readings.push(await read(source));
  const whole = readings.filter(({ diagnostics }) => diagnostics.length === 0);
  if (whole.length === 0) return null;
  const isDefinition = sources.every(({ path }) => path !== from);
  if (!isDefinition) return whole.map(({ resources }) => resources);
  return whole.length === readings.length ? [whole.flatMap(({ resources }) => resources)] : null;
}

/** A generated resource, whose values are looked up where they come from. */
function atSource(
  resource: Resource,
  { twinOf, sourceFile }: Compared,
  isGenerated: (path: string) => boolean,
): Resource {
  if (!isGenerated(resource.location.path)) return resource;
  const twin = twinOf(resource);
  const locate: Resource["locate"] = (path) => {
    const { path: generated, startLine: line } = resource.locate(path);
    const source = twin === null ? fileLocation(sourceFile) : twin.locate(path);
    return { ...source, origin: { kind: "generated", path: generated, line, exact: twin !== null } };
  };
  const places: Resource["places"] = (path) => [
    resource.locate(path),
    ...(resource.places?.(path) ?? []),
    ...(twin === null ? [] : [twin.locate(path), ...(twin.places?.(path) ?? [])]),
  ];
  return { ...resource, locate, places };
}
