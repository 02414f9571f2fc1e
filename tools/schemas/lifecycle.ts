import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What Kubernetes says about an API version: `1.21`, and what to use in its place. */
export interface Lifecycle {
  readonly deprecated?: string;
  readonly removed?: string;
  /** `batch/v1/CronJob`. */
  readonly replacement?: string;
}

/**
 * Reads the methods that Kubernetes generates from the marks `+k8s:prerelease-lifecycle-gen`, below `<folder>/<group>/<version>/`.
 * By `group/version/Kind`.
 */
export function readLifecycles(folder: string): ReadonlyMap<string, Lifecycle> {
  const found = new Map<string, Lifecycle>();
  for (const { group, version, path } of generatedFiles(folder)) {
    for (const [kind, lifecycle] of lifecyclesOf(readFileSync(path, "utf8"))) {
      if (lifecycle.deprecated !== undefined || lifecycle.removed !== undefined) {
        found.set(`${group}/${version}/${kind}`, lifecycle);
      }
    }
  }
  return found;
}

function* generatedFiles(folder: string) {
  for (const name of subfolders(folder)) {
    for (const version of subfolders(join(folder, name))) {
      const path = join(folder, name, version, "zz_generated.prerelease-lifecycle.go");
      if (!existsSync(path)) continue;
      const register = readFileSync(join(folder, name, version, "register.go"), "utf8");
      const group = /GroupName\s*=\s*"([^"]*)"/.exec(register)?.[1] ?? groupBeside(join(folder, name));
      yield { group: group === "" ? "core" : group, version, path };
    }
  }
}

function groupBeside(folder: string): string {
  return /GroupName\s*=\s*"([^"]*)"/.exec(readFileSync(join(folder, "register.go"), "utf8"))?.[1] ?? "";
}

function subfolders(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

function lifecyclesOf(source: string): ReadonlyMap<string, Lifecycle> {
  const found = new Map<string, Lifecycle>();
  const add = (kind: string, part: Lifecycle) => found.set(kind, { ...found.get(kind), ...part });
  const dates = /func \(in \*(\w+)\) APILifecycle(Deprecated|Removed)\(\)[^{]*\{\s*return (\d+), (\d+)/g;
  for (const [, kind = "", what, major, minor] of source.matchAll(dates)) {
    add(kind, what === "Removed" ? { removed: `${major}.${minor}` } : { deprecated: `${major}.${minor}` });
  }
  const replacements =
    /func \(in \*(\w+)\) APILifecycleReplacement\(\)[^{]*\{\s*return schema\.GroupVersionKind\{Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*)"/g;
  for (const [, kind = "", group, version, name] of source.matchAll(replacements)) {
    add(kind, { replacement: `${group === "" ? "core" : group}/${version}/${name}` });
  }
  return found;
}
