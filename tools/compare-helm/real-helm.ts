import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The version that engines/helm/go.mod names: both sides of the comparison are the same code. */
export const helmModule = "helm.sh/helm/v4@v4.3.1";

export interface Refusal {
  readonly kind: "missing";
  readonly reason: string;
}

export interface RealHelm {
  readonly kind: "helm";
  readonly path: string;
}

/** Builds the real Helm once, in a folder of the user's cache: nothing of it gets into the repository. */
export function realHelm(): RealHelm | Refusal {
  const folder = join(homedir(), ".cache", "sekisho", helmModule.replaceAll(/[/@]/g, "-"));
  const path = join(folder, "helm");
  if (existsSync(path)) return { kind: "helm", path };
  mkdirSync(folder, { recursive: true });
  const environment = { ...process.env, GOBIN: folder, GOFLAGS: "-mod=mod", GOWORK: "off" };
  const [path0, version = ""] = helmModule.split("@");
  const target = `${path0}/cmd/helm@${version}`;
  const { status, error, stderr } = spawnSync("go", ["install", target], {
    env: environment,
    encoding: "utf8",
  });
  if (error !== undefined) return { kind: "missing", reason: "Go is not installed" };
  if (status !== 0) return { kind: "missing", reason: `go install ${target} failed: ${stderr.slice(-300)}` };
  return { kind: "helm", path };
}

export interface RealRun {
  readonly text: string;
  readonly failed: boolean;
  readonly message: string;
}

/** What every chart is rendered with, by both. */
export const setting = {
  release: "sekisho",
  namespace: "checkpoint",
  kubernetesVersion: "1.33",
  apiVersions: ["monitoring.coreos.com/v1"],
} as const;

const outputBytesMax = 256 * 1024 * 1024;

export function runHelm({ path }: RealHelm, chart: string, values: readonly string[]): RealRun {
  const { status, stdout, stderr } = spawnSync(
    path,
    [
      ...["template", setting.release, chart, "--namespace", setting.namespace, "--include-crds"],
      ...["--kube-version", setting.kubernetesVersion],
      ...setting.apiVersions.flatMap((version) => ["--api-versions", version]),
      ...values.flatMap((file) => ["--values", file]),
    ],
    { encoding: "utf8", maxBuffer: outputBytesMax },
  );
  return { text: stdout, failed: status !== 0, message: stderr };
}
