import { composeReferences } from "../formats/compose-references.ts";
import { type FileFormat, fileFormatOf, holdsFormat } from "../formats/file-format.ts";
import { nginxIncludes } from "../formats/nginx/references.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { compileGlob } from "../model/glob.ts";
import { type Root, rootKey } from "../model/root.ts";
import { isFile, type Tree, type TreeEntry } from "../model/tree.ts";
import { joinTreePath } from "../model/tree-path.ts";
import { tooLarge } from "./not-read.ts";
import { folderOf, toolCopyOf } from "./paths.ts";

export interface FileSearch {
  /** Without what the configuration ignores. */
  readonly tree: Tree;
  /** Every path that differs between the two sides; `null` finds everything. */
  readonly changed: ReadonlySet<string> | null;
  /** What a chart holds is a template of its own: NGINX there is read in the ConfigMap that it becomes. */
  readonly isInChart: (path: string) => boolean;
}

export interface FileRoots {
  readonly roots: readonly Root[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Finds the files that are read each for itself: workflows, actions, CircleCI, Compose, Dockerfiles, NGINX, CODEOWNERS.
 * What such a file includes from the repository belongs to its root, so that a change of the included file is seen where
 * it counts. Throws only where the tree's storage fails.
 *
 * Whether a file includes another goes by the names that it writes down, never by what stands there: where only the
 * included file differs, both sides find the same roots.
 */
export async function findFileRoots(search: FileSearch): Promise<FileRoots> {
  const { tree, changed } = search;
  const candidates = candidatesOf(search);
  const contents = await tree.read(candidates.map(({ entry }) => entry.path));
  const found = candidates.filter(({ entry: { path } }) => {
    const bytes = contents.get(path);
    return bytes !== undefined && holdsFormat(path, bytes);
  });
  const parts = found.map(({ entry, format }) => ({
    entry,
    format,
    includes: includesOf(format, entry.path, contents.get(entry.path)),
  }));
  const unread = candidates.filter(
    ({ entry }) => !contents.has(entry.path) && isTouched(changed, entry.path),
  );
  return {
    roots: rootsOf(parts, search),
    diagnostics: unread.filter(({ certain }) => certain).map(({ entry }) => tooLarge(entry)),
  };
}

interface Candidate {
  readonly entry: TreeEntry;
  readonly format: FileFormat;
  readonly certain: boolean;
}

/** What one file names in the repository, as patterns of paths. */
interface Part {
  readonly entry: TreeEntry;
  readonly format: FileFormat;
  readonly includes: readonly string[];
}

/** Formats whose files include others are looked at as a whole where anything that may be included changed. */
function candidatesOf({ tree, changed, isInChart }: FileSearch): readonly Candidate[] {
  const followed = new Set<FileFormat>([
    ...(mayBeIncluded(changed, /\.ya?ml$/) ? ["compose" as const] : []),
    ...(mayBeIncluded(changed, nginxPart) ? ["nginx" as const] : []),
  ]);
  const candidates: Candidate[] = [];
  for (const entry of tree.entries.values()) {
    // Most changes need no more than a look at what changed.
    if (followed.size === 0 && !isTouched(changed, entry.path)) continue;
    const named = isFile(entry) ? fileFormatOf(entry.path) : null;
    if (named === null) continue;
    if (!followed.has(named.format) && !isTouched(changed, entry.path)) continue;
    if (toolCopyOf(entry.path) !== null || (named.format === "nginx" && isInChart(entry.path))) continue;
    candidates.push({ entry, ...named });
  }
  return candidates;
}

/** By name what NGINX may include: `conf.d/*.conf`, `sites-enabled/api`, `mime.types`, snippets without an ending. */
const nginxPart = /\.(?:conf|inc|nginx|vhost|types|template)$|(?:^|\/)[^/.]+$/;

function mayBeIncluded(changed: ReadonlySet<string> | null, name: RegExp): boolean {
  return changed === null || [...changed].some((path) => name.test(path));
}

function isTouched(changed: ReadonlySet<string> | null, path: string): boolean {
  return changed === null || changed.has(path);
}

function includesOf(format: FileFormat, path: string, bytes: Uint8Array | undefined): readonly string[] {
  if (bytes === undefined || (format !== "compose" && format !== "nginx")) return [];
  const references = format === "compose" ? composeReferences(bytes) : nginxIncludes(bytes);
  const folder = folderOf(path);
  return references.map((reference) => joinTreePath(folder === "." ? "" : folder, reference));
}

/** Files that only others include are no roots of their own, unless they include each other in a circle. */
function rootsOf(parts: readonly Part[], { tree, changed }: FileSearch): readonly Root[] {
  const finder = new IncludeFinder(parts, tree);
  const files = new Map(parts.map((part) => [part, finder.filesOf(part)]));
  const included = new Set(
    parts.filter(({ format }) => format === "nginx").flatMap((part) => [...(files.get(part) ?? [])]),
  );
  return parts.flatMap((part): readonly Root[] => {
    const { path } = part.entry;
    const own = files.get(part) ?? new Set();
    if (included.has(path) && !own.has(path)) return [];
    const all = [...new Set([path, ...own])].sort();
    if (changed !== null && !all.some((file) => changed.has(file)) && !finder.namesChanged(part, changed))
      return [];
    return [{ key: rootKey("file", path), kind: "file", path, variant: null, files: all }];
  });
}

/** Each pattern costs a look at every path of the tree; what is beyond is not followed, and so read for itself. */
const patternsMax = 1_000;

class IncludeFinder {
  readonly #parts: ReadonlyMap<string, Part>;
  readonly #tree: Tree;
  readonly #matches = new Map<string, readonly string[]>();

  constructor(parts: readonly Part[], tree: Tree) {
    this.#parts = new Map(parts.map((part) => [part.entry.path, part]));
    this.#tree = tree;
  }

  /** Everything that a file includes, and what that includes: itself too, where a circle leads back. */
  filesOf({ format, includes }: Part): ReadonlySet<string> {
    const found = new Set<string>();
    const waiting = [...includes];
    for (let pattern = waiting.pop(); pattern !== undefined; pattern = waiting.pop()) {
      for (const path of this.#matching(pattern)) {
        if (found.has(path)) continue;
        found.add(path);
        const next = this.#parts.get(path);
        if (next?.format === format) waiting.push(...next.includes);
      }
    }
    return found;
  }

  /** A file that was removed is in no tree any more, and its name still is one that the root includes. */
  namesChanged({ includes }: Part, changed: ReadonlySet<string>): boolean {
    const matchers = includes.map((pattern) => compileGlob(pattern));
    return matchers.some((matches) => [...changed].some(matches));
  }

  #matching(pattern: string): readonly string[] {
    const known = this.#matches.get(pattern);
    if (known !== undefined) return known;
    if (this.#matches.size >= patternsMax) return [];
    const isPattern = /[*?[{]/.test(pattern);
    const named = isPattern ? [...this.#tree.entries.keys()].filter(compileGlob(pattern)) : [pattern];
    const found = named.filter((path) => {
      const entry = this.#tree.entries.get(path);
      return entry !== undefined && isFile(entry);
    });
    this.#matches.set(pattern, found);
    return found;
  }
}
