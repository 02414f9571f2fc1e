export type RootKind =
  | "manifests"
  | "terraform"
  | "terraform-module"
  | "chart"
  | "kustomization"
  | "terraform-plan"
  | "repository";

/** What is rendered together, and so judged together: a folder of manifests, a Terraform root module, a chart with its values. */
export interface Root {
  /** `kind:path[#variant]`; the repository itself is `repository:.`. */
  readonly key: string;
  readonly kind: RootKind;
  /** The folder, `.` for the top. */
  readonly path: string;
  /** Release, overlay, workspace or values file, where one folder is rendered more than once. */
  readonly variant: string | null;
  /** The files that this root reads, sorted. */
  readonly files: readonly string[];
}

export function rootKey(kind: RootKind, path: string, variant: string | null = null): string {
  return variant === null ? `${kind}:${path}` : `${kind}:${path}#${variant}`;
}

/** The file that stands for a root as a whole: the first one in its folder, not one of a module that it calls. */
export function mainFile({ path, files }: Pick<Root, "path" | "files">): string {
  const start = path === "." ? "" : `${path}/`;
  const own = files.find((file) => file.startsWith(start) && !file.slice(start.length).includes("/"));
  return own ?? files[0] ?? path;
}
