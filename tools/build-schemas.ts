import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { readCustomSchemas } from "./schemas/custom.ts";
import { mergeKubernetes } from "./schemas/kubernetes.ts";
import { type Lifecycle, readLifecycles } from "./schemas/lifecycle.ts";
import { type FetchedModule, fetchModules, filesOf, nameOf } from "./schemas/modules.ts";
import { kubernetesSources, lifecycleSources, type ModuleSource, projectSources } from "./schemas/sources.ts";

/**
 * `build` makes schemas/dist from the pinned Go modules of tools/schemas/sources.ts; `check` compares the committed files
 * with their digests, and with a new build where Go and its proxy are there. See docs/guides/schemas.md.
 */

interface BuiltFile {
  readonly name: string;
  readonly json: string;
  readonly sources: readonly FetchedModule[];
  readonly groups: readonly string[];
}

type Modules = ReadonlyMap<string, FetchedModule>;

function buildAll(): readonly BuiltFile[] {
  const projects = projectSources.flatMap(({ sources }) => sources);
  const modules = fetchModules([...kubernetesSources, ...lifecycleSources, ...projects]);
  return [kubernetesFile(modules), ...projectSources.map((project) => projectFile(project, modules))];
}

function kubernetesFile(modules: Modules): BuiltFile {
  const swaggers = kubernetesSources.map((source) => {
    const { folder, version } = moduleOf(modules, source);
    const swagger = JSON.parse(readFileSync(join(folder, "api/openapi-spec/swagger.json"), "utf8"));
    return { version: version.replace(/^v(\d+\.\d+).*/, "$1"), definitions: swagger.definitions };
  });
  const lifecycles = new Map<string, Lifecycle>();
  for (const source of lifecycleSources) {
    const { folder } = moduleOf(modules, source);
    for (const [kind, lifecycle] of readLifecycles(join(folder, source.folder)))
      lifecycles.set(kind, lifecycle);
  }
  const merged = mergeKubernetes(swaggers);
  const sorted = [...lifecycles].toSorted(([left], [right]) => (left < right ? -1 : 1));
  return {
    name: "kubernetes",
    json: JSON.stringify({ ...merged, lifecycles: Object.fromEntries(sorted) }),
    sources: [...kubernetesSources, ...lifecycleSources].map((source) => moduleOf(modules, source)),
    groups: [],
  };
}

function projectFile({ name, sources }: (typeof projectSources)[number], modules: Modules): BuiltFile {
  const texts = sources.flatMap((source) => filesOf(moduleOf(modules, source).folder, source.paths));
  const schemas = readCustomSchemas(texts);
  const groups = new Set(Object.keys(schemas.kinds).map((kind) => kind.slice(0, kind.indexOf("/"))));
  return {
    name,
    json: JSON.stringify(schemas),
    sources: sources.map((source) => moduleOf(modules, source)),
    groups: [...groups].toSorted(),
  };
}

function moduleOf(modules: Modules, source: ModuleSource): FetchedModule {
  const found = modules.get(nameOf(source));
  if (found === undefined) throw new Error(`${nameOf(source)} was not fetched`);
  return found;
}

/** zstd's highest: it costs the builder seconds and nobody else anything. */
const compressionLevel = 22;

interface IndexEntry {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly groups: readonly string[];
  readonly sources: Readonly<Record<string, string>>;
}

function entryOf({ name, json, sources, groups }: BuiltFile): IndexEntry {
  return {
    name,
    sha256: createHash("sha256").update(json).digest("hex"),
    bytes: Buffer.byteLength(json),
    groups,
    sources: Object.fromEntries(sources.map((source) => [nameOf(source), source.sum])),
  };
}

function write(dist: string, files: readonly BuiltFile[]): void {
  mkdirSync(dist, { recursive: true });
  for (const name of readdirSync(dist)) rmSync(join(dist, name));
  let total = 0;
  for (const file of files) {
    const compressed = zstdCompressSync(file.json, {
      params: { [constants.ZSTD_c_compressionLevel]: compressionLevel },
    });
    total += compressed.length;
    writeFileSync(join(dist, `${file.name}.json.zst`), compressed);
    console.log(`${file.name}: ${Buffer.byteLength(file.json)} bytes, ${compressed.length} compressed`);
  }
  console.log(`all: ${total} compressed`);
  writeFileSync(join(dist, "index.json"), indexText(files.map(entryOf)));
}

function indexText(files: readonly IndexEntry[]): string {
  return `${JSON.stringify({ files }, null, 2)}\n`;
}

/** What is wrong with the committed files by themselves. */
export function committedProblems(dist: string): readonly string[] {
  const index = join(dist, "index.json");
  if (!existsSync(index)) return ["schemas/dist/index.json is missing: npm run schemas:build"];
  const { files }: { files: readonly IndexEntry[] } = JSON.parse(readFileSync(index, "utf8"));
  return files.flatMap(({ name, sha256, bytes }) => {
    const path = join(dist, `${name}.json.zst`);
    if (!existsSync(path))
      return [`${name}: schemas/dist/${name}.json.zst is missing: npm run schemas:build`];
    const json = zstdDecompressSync(readFileSync(path), { maxOutputLength: bytes });
    return createHash("sha256").update(json).digest("hex") === sha256
      ? []
      : [`${name}: the committed file is not the one of index.json: npm run schemas:build`];
  });
}

function check(dist: string): number {
  const problems = committedProblems(dist);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) return 1;
  let files: readonly BuiltFile[];
  try {
    files = buildAll();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    console.log(
      `schemas: digests were compared; a new build was skipped, because Go or its proxy is not there (${why})`,
    );
    return 0;
  }
  if (indexText(files.map(entryOf)) === readFileSync(join(dist, "index.json"), "utf8")) {
    console.log(`schemas: ${files.length} files, built anew, are the committed ones`);
    return 0;
  }
  console.error("schemas: a new build gives other files: npm run schemas:build");
  return 1;
}

function main(command: string | undefined): number {
  const dist = resolve(import.meta.dirname, "../schemas/dist");
  if (command === "check") return check(dist);
  if (command !== "build") {
    console.error("usage: build-schemas build|check");
    return 2;
  }
  write(dist, buildAll());
  return 0;
}

if (import.meta.main) process.exitCode = main(process.argv[2]);
