import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The version whose library engines/kustomize/go.mod names: both sides of the comparison are the same code. */
export const kustomizeModule = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.2";

export type RealKustomize =
  | { readonly kind: "kustomize"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

/** Builds the real kustomize once, in a folder of the user's cache: nothing of it gets into the repository. */
export function realKustomize(): RealKustomize {
  const folder = join(homedir(), ".cache", "sekisho", kustomizeModule.replaceAll(/[/@]/g, "-"));
  const path = join(folder, "kustomize");
  if (existsSync(path)) return { kind: "kustomize", path };
  mkdirSync(folder, { recursive: true });
  const { status, error, stderr } = spawnSync("go", ["install", kustomizeModule], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: "-mod=mod", GOWORK: "off" },
    encoding: "utf8",
  });
  if (error !== undefined) return { kind: "missing", reason: "Go is not installed" };
  if (status !== 0)
    return { kind: "missing", reason: `go install ${kustomizeModule} failed: ${stderr.slice(-300)}` };
  return { kind: "kustomize", path };
}

const outputBytesMax = 256 * 1024 * 1024;

/** `kustomize build`, without what it could fetch: the proxy that it is given is nowhere. */
export function runKustomize(
  path: string,
  folder: string,
): { readonly text: string; readonly failed: boolean; readonly message: string } {
  const nowhere = {
    http_proxy: "http://127.0.0.1:9",
    https_proxy: "http://127.0.0.1:9",
    GIT_TERMINAL_PROMPT: "0",
  };
  const { status, stdout, stderr } = spawnSync(path, ["build", folder], {
    env: { ...process.env, ...nowhere },
    encoding: "utf8",
    maxBuffer: outputBytesMax,
  });
  return { text: stdout, failed: status !== 0, message: stderr };
}
