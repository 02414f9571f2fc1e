import type { Tree } from "../model/tree.ts";
import { parentFolder } from "./terraform-files.ts";

/** More files than this for one path with something unknown in it: then it could be any. */
const readFilesPerPatternMax = 200;
/** All files that one root reads beside its configuration; real ones read up to fifty. */
const readFilesMax = 500;
/** Folders of Terraform around a changed file that are looked at for a path that leads there. */
const readersMax = 300;
/** A path climbs so far at most to be noticed when only its end changes: `../../../shared/policy.json`. */
const climbMax = 3;
/** Folders of changed files times folders of Terraform; beyond it only those above a changed file are looked at. */
const pairsMax = 2_000_000;

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
 * The folders of Terraform that may read something in a folder: those above it, those beside these, and so outward, as
 * long as they are few. Nobody knows who reads a file before every folder is read, and most changes touch no file that
 * any of them reads.
 */
export function readersAround(
  changedFolders: readonly string[],
  folders: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const reaches = changedFolders.length * folders.length > pairsMax ? 0 : climbMax;
  const upward = folders.map((folder) => ({ folder, above: foldersAbove(folder) }));
  const known = new Set(folders);
  const found = new Map<string, readonly string[]>();
  for (const changed of changedFolders) {
    const above = foldersAbove(changed);
    const over = new Set(above);
    found.set(
      changed,
      above.filter((folder) => known.has(folder)),
    );
    for (let reach = 1; reach <= reaches; reach += 1) {
      const wider = upward.filter((each) =>
        each.above.slice(0, reach + 1).some((folder) => over.has(folder)),
      );
      if (wider.length > readersMax) break;
      found.set(
        changed,
        wider.map(({ folder }) => folder),
      );
    }
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

/** The folder itself first, the top last. */
function foldersAbove(folder: string): readonly string[] {
  return folder === "." ? ["."] : [folder, ...foldersAbove(parentFolder(folder))];
}
