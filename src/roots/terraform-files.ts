import type { Tree } from "../model/tree.ts";

/** Terraform's own copies of modules and providers, and of other tools. */
const notOurs = /(?:^|\/)(?:\.terraform|\.terragrunt-cache|node_modules)\//;

/** The folders that hold `.tf` or `.tf.json` files, each with those and its `.tfvars` files, sorted. */
export function terraformFolders(tree: Tree): ReadonlyMap<string, readonly string[]> {
  const folders = new Map<string, string[]>();
  for (const [path, { mode }] of tree.entries) {
    if (mode !== "file" && mode !== "executable") continue;
    if (!isTerraformPath(path) || notOurs.test(path)) continue;
    const folder = parentFolder(path);
    const files = folders.get(folder);
    if (files === undefined) folders.set(folder, [path]);
    else files.push(path);
  }
  for (const [folder, files] of folders) {
    if (files.some(isConfiguration)) files.sort();
    else folders.delete(folder);
  }
  return folders;
}

/** Configuration or values of variables. */
export function isTerraformPath(path: string): boolean {
  return /\.tf(?:\.json|vars|vars\.json)?$/.test(path);
}

export function isConfiguration(path: string): boolean {
  return path.endsWith(".tf") || path.endsWith(".tf.json");
}

export function parentFolder(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "." : path.slice(0, slash);
}
