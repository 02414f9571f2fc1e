/** The folder of a path, `.` for the top. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** A folder and all folders that it stands in, from the inside out, `.` last. */
export function foldersAbove(folder: string): readonly string[] {
  const found: string[] = [];
  for (let current = folder; current !== "."; current = folderOf(current)) found.push(current);
  return [...found, "."];
}

export function joined(folder: string, name: string): string {
  return folder === "." ? name : `${folder}/${name}`;
}

/** The part of a path below a folder, or `null` where it is not below it. */
export function below(folder: string, path: string): string | null {
  if (folder === ".") return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : null;
}

/** What a relative reference in a folder names, or `null` where it leaves the tree. The top itself is `.`. */
export function resolved(folder: string, reference: string): string | null {
  if (reference.startsWith("/")) return null;
  const steps = folder === "." ? [] : folder.split("/");
  for (const step of reference.split("/")) {
    if (step === "" || step === ".") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.length === 0 ? "." : steps.join("/");
}

/** The formats in which Kubernetes reads objects. */
export function isManifestPath(path: string): boolean {
  return /\.(?:ya?ml|json)$/i.test(path) && !/\.tf(?:vars)?\.json$/.test(path);
}

/** Whatever a stage of ours reads, by its name. */
export function isInfrastructurePath(path: string): boolean {
  return (
    isManifestPath(path) ||
    /\.(?:tf|tfvars|tfplan|tpl|gotmpl)$|\.tf(?:vars)?\.json$/.test(path) ||
    isKustomizationPath(path)
  );
}

export function isKustomizationPath(path: string): boolean {
  return kustomizationNames.has(nameOf(path));
}

const kustomizationNames = new Set(["kustomization.yaml", "kustomization.yml", "Kustomization"]);

const toolCopy = /^(?:.*?\/)?(?:node_modules|\.terraform|\.terragrunt-cache)(?=\/)/;

/** The folder of copies that a tool put down, where a path stands in one: none of them is applied from where it stands. */
export function toolCopyOf(path: string): string | null {
  return toolCopy.exec(path)?.[0] ?? null;
}
