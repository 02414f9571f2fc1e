import { type ConfigurationProblem, loadConfiguration, repositoryFile } from "../config/index.ts";
import { type Engine, EngineError } from "../engines/engine.ts";
import type { Configuration } from "../model/configuration.ts";
import { isJsonObject } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import type { Root } from "../model/root.ts";
import type { Tree } from "../model/tree.ts";
import { calledModule, type FoundReader, readerFinder, sourceName } from "../resources/terraform/adapters.ts";
import { readTerraform } from "../resources/terraform/index.ts";
import { findTerraformRoots, SurveyedFolders } from "../roots/index.ts";
import { installation } from "./installation.ts";
import { readSource, type SourceFile } from "./source-file.ts";

/** The calls of one remote module. */
export interface ModuleUse {
  /** Without protocol, `.git` and version. */
  readonly source: string;
  readonly calls: number;
  /** What reads it, and which versions that describes; `null`: nothing. */
  readonly reader: { readonly origin: "built-in" | "configured"; readonly versions: string | null } | null;
  /** How many calls ask for a version that the reader does not describe. */
  readonly outside: number;
  /** Types that the calls are read as, with how many of each. */
  readonly makes: readonly { readonly type: string; readonly count: number }[];
  /** Arguments that the calls give, most used first. */
  readonly arguments: readonly string[];
  /** One of the calls. */
  readonly example: { readonly path: string; readonly line: number };
}

export interface ModuleSurvey {
  /** Most called first. */
  readonly modules: readonly ModuleUse[];
  readonly roots: number;
  /** Folders of roots that the engine gave up on. */
  readonly unread: readonly string[];
}

export interface SurveyRequest {
  readonly tree: Tree;
  readonly configuration: Configuration;
  readonly engine: Engine;
}

/** The remote modules that a tree calls, and what reads them. A call that several roots lead to counts once. */
export async function surveyModules(request: SurveyRequest): Promise<ModuleSurvey> {
  const { tree, configuration, engine } = request;
  const settings = configuration.terraform;
  const roots = await findTerraformRoots({
    tree,
    settings,
    engine: async () => engine,
    surveyed: new SurveyedFolders(),
    changedPaths: null,
  });
  const find = readerFinder(settings.modules);
  const uses = new Map<string, Gathered>();
  const unread: string[] = [];
  for (const root of roots) {
    const resources = await resourcesOf(root, request);
    if (resources === null) unread.push(root.path);
    else gather(uses, resources, (call) => find(calledModule(call.object)));
  }
  const modules = [...uses].map(([source, gathered]) => useOf(source, gathered));
  return {
    modules: modules.toSorted((a, b) => b.calls - a.calls || (a.source < b.source ? -1 : 1)),
    roots: roots.length,
    unread,
  };
}

/** `null` where the engine gives up; a review says so, too. */
async function resourcesOf(root: Root, { tree, configuration, engine }: SurveyRequest) {
  const files = await tree.read(root.files);
  try {
    return readTerraform(engine, { root, files, settings: configuration.terraform }).resources;
  } catch (error) {
    if (error instanceof EngineError && (error.code === "memory" || error.code === "trap")) return null;
    throw error;
  }
}

interface Gathered {
  readonly found: FoundReader | null;
  /** Places of calls that were counted. */
  readonly places: Set<string>;
  outside: number;
  readonly makes: Map<string, number>;
  readonly arguments: Map<string, number>;
  readonly example: ModuleUse["example"];
}

function gather(
  uses: Map<string, Gathered>,
  resources: readonly Resource[],
  find: (call: Resource) => FoundReader | null,
): void {
  let current: { readonly call: Resource; readonly use: Gathered } | null = null;
  for (const resource of resources) {
    if (resource.type === "module")
      current = isRemote(resource) ? counted(uses, resource, find(resource)) : null;
    // What a call makes follows it.
    else if (current !== null && resource.address.startsWith(`${current.call.address}:`))
      add(current.use.makes, resource.type);
  }
}

/** `null` for a call that another root has led to before. */
function counted(uses: Map<string, Gathered>, call: Resource, found: FoundReader | null) {
  const source = sourceName(calledModule(call.object).source);
  const { path, startLine } = call.location;
  const use = uses.get(source) ?? {
    found,
    places: new Set<string>(),
    outside: 0,
    makes: new Map<string, number>(),
    arguments: new Map<string, number>(),
    example: { path, line: startLine },
  };
  uses.set(source, use);
  const place = `${path}:${startLine}:${call.address}`;
  if (use.places.has(place)) return null;
  use.places.add(place);
  if (found?.outside === true) use.outside += 1;
  for (const name of argumentsOf(call)) add(use.arguments, name);
  return { call, use };
}

function isRemote({ object }: Resource): boolean {
  const { source } = calledModule(object);
  return source !== "" && !/^\.\.?(?:\/|$)/.test(source);
}

function argumentsOf({ object, unknown }: Resource): readonly string[] {
  const hidden = [...unknown.keys()].map((pointer) => pointer.split("/")[1] ?? "");
  const names = new Set([...Object.keys(isJsonObject(object) ? object : {}), ...hidden]);
  return [...names].filter((name) => !["source", "version", "count", "for_each"].includes(name));
}

function useOf(
  source: string,
  { found, places, outside, makes, arguments: given, example }: Gathered,
): ModuleUse {
  const reader = found === null ? null : { origin: found.reader.origin, versions: found.reader.versions };
  return {
    source,
    calls: places.size,
    reader,
    outside,
    makes: ranked(makes).map(([type, count]) => ({ type, count })),
    arguments: ranked(given).map(([name]) => name),
    example,
  };
}

function ranked(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The configuration of a folder, or what is wrong with it. */
export async function configurationOf(
  tree: Tree,
  given: SourceFile | null,
): Promise<
  { readonly configuration: Configuration } | { readonly problems: readonly ConfigurationProblem[] }
> {
  const repository = given ?? (await readSource(tree, repositoryFile));
  const loaded = await loadConfiguration({ organisation: null, repository });
  return loaded.kind === "invalid" ? { problems: loaded.problems } : { configuration: loaded.configuration };
}

/** Terraform's engine in this process: whoever looks at their own folder waits for it. */
export async function terraformEngine(cacheFolder: string): Promise<Engine> {
  const [{ loadEngine }, { createEngine }] = await Promise.all([
    import("../engines/engine-loader.ts"),
    import("../engines/instance.ts"),
  ]);
  return createEngine(
    await loadEngine("terraform", { distDir: installation.engines, cacheDir: cacheFolder }),
  );
}
