import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRuntimeEnvironment } from "../../src/config/index.ts";

const version = "v0.71.1";
const module = "github.com/open-policy-agent/conftest";

export type BuiltConftest =
  | { readonly kind: "built"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

/** conftest of a fixed version, built from its Go module into the user's cache at the first use; it takes a minute or two. */
export function builtConftest(): BuiltConftest {
  const folder = join(readRuntimeEnvironment().cacheDirectory, "bench", `conftest-${version}`);
  const path = join(folder, "conftest");
  if (existsSync(path)) return { kind: "built", path };
  if (spawnSync("go", ["version"]).status !== 0) {
    return { kind: "missing", reason: "Go, which builds conftest, is not installed" };
  }
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, GOBIN: folder, GOFLAGS: "", GOWORK: "off" };
  const options = { cwd: tmpdir(), env, encoding: "utf8" } as const;
  const { status, stderr } = spawnSync("go", ["install", `${module}@${version}`], options);
  if (status === 0) return { kind: "built", path };
  return {
    kind: "missing",
    reason: `conftest ${version} could not be built: ${stderr.trim().split("\n").at(-1)}`,
  };
}
