import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { engineMemoryPagesMax } from "../src/engines/engine-limits.ts";
import { compressionWindowLog } from "../src/engines/engine-loader.ts";
import { type EngineManifest, parseEngineManifest } from "../src/engines/engine-manifest.ts";
import { withMemoryMaximum } from "../src/engines/memory-maximum.ts";
import { digestOf, engineNames, goSum, sourceDigest } from "./engine-source.ts";

/**
 * `build [name]` makes the engines of engines/dist from the Go source in engines/<name>; `check [name]` proves that the
 * committed ones come from that source. See engines/README.md.
 */

const buildArguments = ["build", "-buildmode=c-shared", "-trimpath", "-buildvcs=false", "-ldflags=-s -w"];
/** Everything that Go takes from outside and that would change the bytes, or fetch another toolchain. */
const buildEnvironment = {
  GOOS: "wasip1",
  GOARCH: "wasm",
  GOFLAGS: "-mod=readonly",
  GOTOOLCHAIN: "local",
  GOWORK: "off",
  GOWASM: "",
  GOEXPERIMENT: "",
  CGO_ENABLED: "0",
};

interface Built {
  readonly module: Uint8Array;
  readonly manifest: EngineManifest;
}

export function buildEngine(enginesDir: string, name: string): Built {
  const folder = join(enginesDir, name);
  const output = mkdtempSync(join(tmpdir(), `engine-${name}-`));
  try {
    const file = join(output, `${name}.wasm`);
    go(folder, [...buildArguments, "-o", file, "."]);
    const memoryPagesMax = engineMemoryPagesMax[name];
    if (memoryPagesMax === undefined)
      throw new Error(`src/engines/engine-limits.ts names no memory for ${name}`);
    const module = withMemoryMaximum(readFileSync(file), memoryPagesMax);
    return { module, manifest: manifestOf(enginesDir, name, module, memoryPagesMax) };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function manifestOf(
  enginesDir: string,
  name: string,
  module: Uint8Array,
  memoryPagesMax: number,
): EngineManifest {
  const folder = join(enginesDir, name);
  const environment = ["GOOS", "GOARCH", "GOFLAGS"] as const;
  const listed = go(folder, ["list", "-deps", "-f", "{{with .Module}}{{.Path}}@{{.Version}}{{end}}", "."]);
  return {
    name,
    sha256: digestOf(module),
    bytes: module.length,
    memoryPagesMax,
    source: sourceDigest(enginesDir, name),
    go: goVersion(folder) ?? "",
    command: [
      ...environment.map((key) => `${key}=${buildEnvironment[key]}`),
      "go",
      ...buildArguments,
      ".",
    ].join(" "),
    modules: goSum(readFileSync(join(folder, "go.sum"), "utf8"), listed.split("\n")),
  };
}

function go(folder: string, words: readonly string[]): string {
  const environment = { ...process.env, ...buildEnvironment };
  const result = spawnSync("go", words, {
    cwd: folder,
    env: environment,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`go ${words[0]} failed in ${folder}:\n${result.stderr}`);
  return result.stdout;
}

function goVersion(folder: string): string | null {
  const environment = { ...process.env, ...buildEnvironment };
  const result = spawnSync("go", ["env", "GOVERSION"], { cwd: folder, env: environment, encoding: "utf8" });
  return result.status === 0 ? result.stdout.trim() : null;
}

/** zstd's highest: it costs the builder half a minute and nobody else anything. */
const compressionLevel = 22;

function writeEngine(enginesDir: string, { module, manifest }: Built): string {
  const dist = join(enginesDir, "dist");
  mkdirSync(dist, { recursive: true });
  const compressed = zstdCompressSync(module, {
    params: {
      [constants.ZSTD_c_compressionLevel]: compressionLevel,
      [constants.ZSTD_c_windowLog]: compressionWindowLog,
    },
  });
  writeFileSync(join(dist, `${manifest.name}.wasm.zst`), compressed);
  writeFileSync(join(dist, `${manifest.name}.json`), `${JSON.stringify(manifest, null, 2)}\n`);
  return `${manifest.name}: ${manifest.bytes} bytes, ${compressed.length} compressed, ${manifest.sha256}`;
}

/** What is wrong with a committed engine; an empty list means that it comes from this source. */
export interface EngineCheck {
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

export function checkEngine(enginesDir: string, name: string): EngineCheck {
  const manifestPath = join(enginesDir, "dist", `${name}.json`);
  if (!existsSync(manifestPath))
    return { problems: [`${name}: engines/dist/${name}.json is missing`], notes: [] };
  const manifest = parseEngineManifest(readFileSync(manifestPath, "utf8"));
  const problems = [...committedProblems(enginesDir, manifest)];
  const here = goVersion(join(enginesDir, name));
  if (here !== manifest.go) {
    const found =
      here === null ? "Go is not installed" : `this is ${here}, and it was built with ${manifest.go}`;
    return { problems, notes: [`${name}: not rebuilt, because ${found}; digests and source were compared`] };
  }
  const rebuilt = buildEngine(enginesDir, name).manifest;
  if (JSON.stringify(rebuilt) !== JSON.stringify(manifest)) {
    problems.push(
      `${name}: a rebuild gives ${rebuilt.sha256}, not ${manifest.sha256}: npm run engines:build ${name}`,
    );
  }
  return { problems, notes: [`${name}: rebuilt with ${here}, ${rebuilt.sha256}`] };
}

function* committedProblems(enginesDir: string, manifest: EngineManifest): Generator<string> {
  const { name } = manifest;
  const compressed = readFileSync(join(enginesDir, "dist", `${name}.wasm.zst`));
  const module = zstdDecompressSync(compressed, {
    params: { [constants.ZSTD_d_windowLogMax]: compressionWindowLog },
    maxOutputLength: manifest.bytes,
  });
  if (digestOf(module) !== manifest.sha256)
    yield `${name}: the committed module is not the one of its manifest`;
  if (sourceDigest(enginesDir, name) !== manifest.source) {
    yield `${name}: the Go source has changed since the engine was built: npm run engines:build ${name}`;
  }
  if (engineMemoryPagesMax[name] !== manifest.memoryPagesMax) {
    yield `${name}: the memory maximum has changed since the engine was built: npm run engines:build ${name}`;
  }
}

function main(command: string | undefined, wanted: readonly string[]): number {
  const enginesDir = resolve(import.meta.dirname, "../engines");
  const names = wanted.length > 0 ? wanted : engineNames(enginesDir);
  if (command === "build") {
    for (const name of names) console.log(writeEngine(enginesDir, buildEngine(enginesDir, name)));
    return 0;
  }
  if (command !== "check") {
    console.error("usage: build-engines build|check [name…]");
    return 2;
  }
  const checks = names.map((name) => checkEngine(enginesDir, name));
  for (const line of checks.flatMap(({ problems, notes }) => [...notes, ...problems])) console.log(line);
  return checks.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

if (import.meta.main) process.exitCode = main(process.argv[2], process.argv.slice(3));
