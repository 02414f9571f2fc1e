import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { engineMemoryPagesMax } from "../src/engines/engine-limits.ts";
import { compressionWindowLog } from "../src/engines/engine-loader.ts";
import { type EngineManifest, parseEngineManifest } from "../src/engines/engine-manifest.ts";
import { withMemoryMaximum } from "../src/engines/memory-maximum.ts";
import { digestOf, engineNames, goSum, sourceDigest } from "./engine-source.ts";
import { type GoToolchain, installedGo, ModulesUnreachable } from "./go-toolchain.ts";

/**
 * `build [name…]` makes the engines of engines/dist from the Go source in engines/<name>; `check [name…]` proves that the
 * committed ones come from that source. See engines/README.md.
 */

interface BuiltEngine {
  readonly module: Uint8Array;
  readonly manifest: EngineManifest;
}

export function buildEngine(enginesDir: string, name: string, go: GoToolchain): BuiltEngine {
  const memoryPagesMax = engineMemoryPagesMax[name];
  if (memoryPagesMax === undefined)
    throw new Error(`src/engines/engine-limits.ts names no memory for ${name}`);
  const folder = join(enginesDir, name);
  const module = withMemoryMaximum(rawModule(folder, go), memoryPagesMax);
  const manifest: EngineManifest = {
    name,
    sha256: digestOf(module),
    bytes: module.length,
    memoryPagesMax,
    source: sourceDigest(enginesDir, name),
    go: go.version(folder) ?? "",
    command: go.command,
    modules: goSum(readFileSync(join(folder, "go.sum"), "utf8"), go.modules(folder)),
  };
  return { module, manifest };
}

function rawModule(folder: string, go: GoToolchain): Uint8Array {
  const output = mkdtempSync(join(tmpdir(), "engine-"));
  try {
    go.build(folder, join(output, "engine.wasm"));
    return readFileSync(join(output, "engine.wasm"));
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** zstd's highest: it costs the builder half a minute and nobody else anything. */
const compressionLevel = 22;

/** Writes `dist/<name>.wasm.zst` and `dist/<name>.json`, and says what it wrote. */
export function writeEngine(enginesDir: string, { module, manifest }: BuiltEngine): string {
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

/** What is wrong with a committed engine (nothing: it comes from this source), and what was done to find out. */
export interface EngineCheck {
  readonly problems: readonly string[];
  readonly note: string;
}

export function checkEngine(enginesDir: string, name: string, go: GoToolchain): EngineCheck {
  const path = join(enginesDir, "dist", `${name}.json`);
  if (!existsSync(path)) return { problems: [`${name}: engines/dist/${name}.json is missing`], note: "" };
  const manifest = parseEngineManifest(readFileSync(path, "utf8"));
  const problems = committedProblems(enginesDir, manifest);
  const here = go.version(join(enginesDir, name));
  if (here !== manifest.go) {
    const why =
      here === null ? "Go is not installed" : `this is ${here}, and it was built with ${manifest.go}`;
    return { problems, note: skipped(name, why) };
  }
  const rebuilt = rebuiltManifest(enginesDir, name, go);
  if (rebuilt === null) return { problems, note: skipped(name, "its modules cannot be fetched") };
  const same = JSON.stringify(rebuilt) === JSON.stringify(manifest);
  return {
    problems: same ? problems : [...problems, `${name}: a rebuild gives ${rebuilt.sha256}${rebuild(name)}`],
    note: `${name}: rebuilt with ${here}, ${rebuilt.sha256}`,
  };
}

function skipped(name: string, why: string): string {
  return `${name}: rebuild skipped, because ${why}; digests and source were compared`;
}

/** `null` where the network keeps it from being built. */
function rebuiltManifest(enginesDir: string, name: string, go: GoToolchain): EngineManifest | null {
  try {
    return buildEngine(enginesDir, name, go).manifest;
  } catch (error) {
    if (error instanceof ModulesUnreachable) return null;
    throw error;
  }
}

function committedProblems(enginesDir: string, manifest: EngineManifest): readonly string[] {
  const { name } = manifest;
  const compressed = readFileSync(join(enginesDir, "dist", `${name}.wasm.zst`));
  const module = zstdDecompressSync(compressed, {
    params: { [constants.ZSTD_d_windowLogMax]: compressionWindowLog },
    maxOutputLength: manifest.bytes,
  });
  const differences: readonly (readonly [boolean, string])[] = [
    [digestOf(module) !== manifest.sha256, "the committed module is not the one of its manifest"],
    [
      sourceDigest(enginesDir, name) !== manifest.source,
      "the Go source has changed since the engine was built",
    ],
    [
      engineMemoryPagesMax[name] !== manifest.memoryPagesMax,
      "the memory maximum has changed since it was built",
    ],
  ];
  return differences.flatMap(([differs, text]) => (differs ? [`${name}: ${text}${rebuild(name)}`] : []));
}

function rebuild(name: string): string {
  return `: npm run engines:build ${name}`;
}

function main(command: string | undefined, wanted: readonly string[]): number {
  const enginesDir = resolve(import.meta.dirname, "../engines");
  const names = wanted.length > 0 ? wanted : engineNames(enginesDir);
  if (command === "build") {
    for (const name of names)
      console.log(writeEngine(enginesDir, buildEngine(enginesDir, name, installedGo)));
    return 0;
  }
  if (command !== "check") {
    console.error("usage: build-engines build|check [name…]");
    return 2;
  }
  const checks = names.map((name) => checkEngine(enginesDir, name, installedGo));
  for (const { problems, note } of checks) console.log([note, ...problems].filter(Boolean).join("\n"));
  return checks.every(({ problems }) => problems.length === 0) ? 0 : 1;
}

if (import.meta.main) process.exitCode = main(process.argv[2], process.argv.slice(3));
