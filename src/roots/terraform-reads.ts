import type { Tree } from "../model/tree.ts";
import { parentFolder } from "./terraform-files.ts";

/** A file that configuration reads: longer texts are data, and nothing that anybody reviews line by line. */
export const terraformReadBytesMax = 256 * 1024;
/** More files than this for one path with something unknown in it: then it could be any. */
const readFilesPerPatternMax = 200;
/** All files that one root reads beside its configuration; real ones read up to fifty. */
const readFilesMax = 500;
/** Folders of Terraform around a changed file that are looked at for a path that leads there. */
const readersMax = 300;

/** Patterns of what a folder's configuration reads (engines/terraform, `modules`); `*` in one stands for anything. */
export interface TerraformReads {
  /** Paths of the repository. */
  readonly module: readonly string[];
  /** Paths seen from the folder of the root, whichever that is. */
  readonly root: readonly string[];
}

export const readsNothing: TerraformReads = { module: [], root: [] };

/** The files of a tree that patterns look for, sorted. What is too many for one pattern is left out as a whole. */
export function filesRead(tree: Tree, patterns: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const pattern of new Set(patterns)) {
    const files = matching(tree, pattern);
    if (files.length > readFilesPerPatternMax || found.size + files.length > readFilesMax) continue;
    for (const file of files) found.add(file);
  }
  return [...found].toSorted();
}

/** The patterns of a root: those of its folders, and those of all of them that are seen from its own. */
export function patternsOf(root: string, reads: readonly TerraformReads[]): readonly string[] {
  const seen = reads.flatMap((each) => each.root).flatMap((pattern) => below(root, pattern) ?? []);
  return [...reads.flatMap((each) => each.module), ...seen];
}

/**
 * The folders of Terraform that may read a file: those above it, those beside these, and so outward, as long as they are
 * few. Nobody knows who reads a file before every folder is read, and most changes touch no file that any of them reads.
 */
export function readersAround(path: string, folders: readonly string[]): readonly string[] {
  const above = new Set(foldersAbove(path));
  let found: readonly string[] = folders.filter((folder) => above.has(folder));
  for (let reach = 1; reach <= 3; reach += 1) {
    const wider = folders.filter((folder) =>
      foldersAbove(`${folder}/x`)
        .slice(0, reach + 1)
        .some((each) => above.has(each)),
    );
    if (wider.length > readersMax) break;
    found = wider;
  }
  return found;
}

function matching(tree: Tree, pattern: string): readonly string[] {
  if (!pattern.includes("*")) return isReadable(tree, pattern) ? [pattern] : [];
  const found: string[] = [];
  for (const path of tree.entries.keys()) {
    if (matchesAnything(pattern, path) && isReadable(tree, path)) found.push(path);
    if (found.length > readFilesPerPatternMax) break;
  }
  return found;
}

/** Symbolic links lead anywhere. */
function isReadable(tree: Tree, path: string): boolean {
  const mode = tree.entries.get(path)?.mode;
  return mode === "file" || mode === "executable";
}

/** `*` stands for anything, slashes included. */
export function matchesAnything(pattern: string, path: string): boolean {
  const [start = "", ...parts] = pattern.split("*");
  const end = parts.pop();
  if (end === undefined) return pattern === path;
  if (!path.startsWith(start)) return false;
  let at = start.length;
  for (const part of parts) {
    const next = path.indexOf(part, at);
    if (next === -1) return false;
    at = next + part.length;
  }
  return path.length - at >= end.length && path.endsWith(end);
}

/** `null` for what lies outside of the repository. */
function below(folder: string, pattern: string): string | null {
  const steps: string[] = folder === "." ? [] : folder.split("/");
  for (const step of pattern.split("/")) {
    if (step === "." || step === "") continue;
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join("/");
}

/** A file's own folder first, the top last. */
function foldersAbove(path: string): readonly string[] {
  const folder = parentFolder(path);
  return folder === "." ? ["."] : [folder, ...foldersAbove(folder)];
}
