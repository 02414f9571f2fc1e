import type { JsonObject } from "./json.ts";

export type RootKind =
  | "manifests"
  | "terraform"
  | "terraform-module"
  | "chart"
  | "kustomization"
  | "terraform-plan"
  | "file"
  | "repository";

/** Where a root's objects are applied, as far as its definition says so. */
export interface Destination {
  /** Name or server address of the cluster, as it is written there; `null`: not said. */
  readonly cluster: string | null;
  /** The namespace of objects that name none; `null`: not said. */
  readonly namespace: string | null;
  /** The Argo CD project that applies it. */
  readonly project: string | null;
}

/** Values in the order in which Helm merges them: the later one wins. */
export type ValuesSource =
  | { readonly kind: "file"; readonly path: string }
  | {
      readonly kind: "inline";
      readonly values: JsonObject;
      /** The file that writes them down (an Application, a Helmfile) and the line where they begin. */
      readonly path: string;
      readonly line: number;
    };

/** `--set`, `--set-string` and `--set-file` of one release. The file of `set-file` is a path of the tree. */
export interface SetValue {
  readonly kind: "set" | "set-string" | "set-file";
  readonly name: string;
  readonly value: string;
}

export interface HelmRendering {
  readonly kind: "helm";
  readonly releaseName: string;
  /** After the chart's own `values.yaml`. */
  readonly values: readonly ValuesSource[];
  readonly set: readonly SetValue[];
  readonly skipCrds: boolean;
  /** Versions like `monitoring.coreos.com/v1` that its definition adds to the capabilities. */
  readonly apiVersions: readonly string[];
}

export interface KustomizeRendering {
  readonly kind: "kustomize";
  /** Fields that are laid over the kustomization (`namePrefix`, `images`, `patches`, …), as Argo CD does. */
  readonly overrides: JsonObject;
}

/** How a chart or a kustomization is rendered, where that is more than its folder says. */
export type Rendering = HelmRendering | KustomizeRendering;

/** What defines a root, other than its own folder: an Argo CD Application, a Helmfile, Terraform, the configuration. */
export interface RootDefinition {
  readonly kind: "argocd" | "helmfile" | "terraform" | "configuration";
  /** What it is called there: the Application, the release. */
  readonly name: string;
  readonly path: string;
  readonly line: number;
  /** Everything that the definition was read from, sorted: one file, or the files of a chart that rendered it. */
  readonly files: readonly string[];
}

/** What is rendered together, and so judged together: a folder of manifests, a Terraform root module, a chart with its values. */
export interface Root {
  /** `kind:path[#variant]`; the repository itself is `repository:.`. */
  readonly key: string;
  readonly kind: RootKind;
  /** The folder, `.` for the top; of a `file` the file itself. */
  readonly path: string;
  /** Release, overlay, workspace or values file, where one folder is rendered more than once. */
  readonly variant: string | null;
  /** The files that this root reads, sorted: what it is made of, its values, and the file that defines it. */
  readonly files: readonly string[];
  readonly destination?: Destination;
  readonly rendering?: Rendering;
  readonly definedBy?: RootDefinition;
  /** The environment that its definition names. */
  readonly environment?: string;
}

export function rootKey(kind: RootKind, path: string, variant: string | null = null): string {
  return variant === null ? `${kind}:${path}` : `${kind}:${path}#${variant}`;
}

/** The file that stands for a root as a whole: the first one in its folder, not one of a module that it calls. */
export function mainFile({ path, files }: Pick<Root, "path" | "files">): string {
  if (files.includes(path)) return path;
  const start = path === "." ? "" : `${path}/`;
  // A chart has changelogs beside its description.
  if (files.includes(`${start}Chart.yaml`)) return `${start}Chart.yaml`;
  // What begins with a dot is for a tool to read: `.helmignore`, `.terraform.lock.hcl`.
  const own = files.find((file) => file.startsWith(start) && /^[^./][^/]*$/.test(file.slice(start.length)));
  return own ?? files[0] ?? path;
}
