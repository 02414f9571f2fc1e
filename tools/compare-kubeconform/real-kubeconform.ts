import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { basename, join } from "node:path";

export const kubeconformModule = "github.com/yannh/kubeconform/cmd/kubeconform@v0.8.0";

export type RealKubeconform =
  | { readonly kind: "kubeconform"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

/** Builds kubeconform once, in a folder of the user's cache: nothing of it gets into the repository. */
export function realKubeconform(): RealKubeconform {
  const folder = join(homedir(), ".cache", "sekisho", kubeconformModule.replaceAll(/[/@]/g, "-"));
  const path = join(folder, "kubeconform");
  if (existsSync(path)) return { kind: "kubeconform", path };
  mkdirSync(folder, { recursive: true });
  const { status, error, stderr } = spawnSync("go", ["install", kubeconformModule], {
    env: { ...process.env, GOBIN: folder, GOFLAGS: "-mod=mod", GOWORK: "off" },
    encoding: "utf8",
  });
  if (error !== undefined) return { kind: "missing", reason: "Go is not installed" };
  if (status !== 0)
    return { kind: "missing", reason: `go install ${kubeconformModule} failed: ${stderr.slice(-300)}` };
  return { kind: "kubeconform", path };
}

export interface KubeconformVerdict {
  readonly status: "valid" | "invalid" | "no schema" | "error";
  readonly message: string;
}

const outputBytesMax = 256 * 1024 * 1024;

/** What kubeconform says about each file of a folder, by name, with schemas of a folder and none of the network. */
export function runKubeconform(
  path: string,
  objects: string,
  schemas: string,
): ReadonlyMap<string, KubeconformVerdict> {
  const location = join(schemas, "{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json");
  const options = ["-strict", "-verbose", "-ignore-missing-schemas", "-output", "json", "-n", "2"];
  const { status, stdout, stderr } = spawnSync(path, [...options, "-schema-location", location, objects], {
    encoding: "utf8",
    maxBuffer: outputBytesMax,
  });
  if (stdout === "") throw new Error(`kubeconform ended with ${status}: ${stderr.slice(-300)}`);
  const { resources }: { resources: readonly Answer[] } = JSON.parse(stdout);
  return new Map(resources.map((answer) => [basename(answer.filename), verdictOf(answer)]));
}

interface Answer {
  readonly filename: string;
  readonly status: string;
  readonly msg: string;
}

const statuses: Readonly<Record<string, KubeconformVerdict["status"]>> = {
  statusValid: "valid",
  statusInvalid: "invalid",
  statusSkipped: "no schema",
};

function verdictOf({ status, msg }: Answer): KubeconformVerdict {
  return { status: statuses[status] ?? "error", message: msg };
}
