import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

export const conftestModule = "github.com/open-policy-agent/conftest@v0.71.1";
const gatorTarget = "github.com/open-policy-agent/gatekeeper/v3/cmd/gator@v3.23.1";
export const gatekeeperModule = "github.com/open-policy-agent/gatekeeper/v3@v3.23.1";

export type Program =
  | { readonly kind: "program"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

export function realConftest(): Program {
  return installed(conftestModule, "conftest");
}

export function realGator(): Program {
  return installed(gatorTarget, "gator");
}

/** Where Go keeps the source of a module, which holds policies and inputs of its own. */
export function moduleFolder(module: string): string {
  return join(homedir(), "go", "pkg", "mod", module);
}

/** Builds a program once, in a folder of the user's cache: nothing of it gets into the repository. */
function installed(target: string, name: string): Program {
  const folder = join(homedir(), ".cache", "sekisho", target.replaceAll(/[/@]/g, "-"));
  const path = join(folder, name);
  if (existsSync(path)) return { kind: "program", path };
  mkdirSync(folder, { recursive: true });
  const env = { ...process.env, GOBIN: folder, GOFLAGS: "-mod=mod", GOWORK: "off" };
  const { status, error, stderr } = spawnSync("go", ["install", target], { env, encoding: "utf8" });
  if (error !== undefined) return { kind: "missing", reason: "Go is not installed" };
  if (status !== 0) return { kind: "missing", reason: `go install ${target} failed: ${stderr.slice(-300)}` };
  return { kind: "program", path };
}
