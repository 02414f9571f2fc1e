import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModuleSource } from "./sources.ts";

export interface FetchedModule extends ModuleSource {
  readonly folder: string;
  /** As in go.sum. */
  readonly sum: string;
}

/** Modules that Go downloads, or has: asked once for all of them. Throws with Go's words where one cannot be had. */
export function fetchModules(sources: readonly ModuleSource[]): ReadonlyMap<string, FetchedModule> {
  const names = [...new Set(sources.map(nameOf))];
  const run = spawnSync("go", ["mod", "download", "-json", ...names], {
    encoding: "utf8",
    env: { ...process.env, GOFLAGS: "-mod=mod", GOTOOLCHAIN: "local", GOWORK: "off" },
    maxBuffer: 64_000_000,
  });
  if (run.error !== undefined) throw run.error;
  const answers = run.stdout.split(/^(?=\{$)/m).filter((text) => text.trim() !== "");
  const fetched = new Map<string, FetchedModule>();
  for (const text of answers) {
    const { Path, Version, Dir, Sum, Error: refusal } = JSON.parse(text);
    if (refusal !== undefined) throw new Error(`go mod download: ${refusal}`);
    fetched.set(`${Path}@${Version}`, { module: Path, version: Version, folder: Dir, sum: Sum });
  }
  const missing = names.filter((name) => !fetched.has(name));
  if (missing.length > 0)
    throw new Error(`go mod download gave nothing for ${missing.join(", ")}: ${run.stderr}`);
  return fetched;
}

export function nameOf({ module, version }: ModuleSource): string {
  return `${module}@${version}`;
}

/** Text of the files of a module, sorted by path; `paths` that end in `/` are every YAML in a folder. */
export function filesOf(folder: string, paths: readonly string[]): readonly string[] {
  return paths
    .flatMap((path) =>
      path.endsWith("/")
        ? readdirSync(join(folder, path))
            .filter((name) => /\.ya?ml$/.test(name))
            .toSorted()
            .map((name) => join(folder, path, name))
        : [join(folder, path)],
    )
    .map((path) => readFileSync(path, "utf8"));
}
