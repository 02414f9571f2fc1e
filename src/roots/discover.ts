import type { Diagnostic, NotEvaluated } from "../model/diagnostic.ts";
import { compileGlobs } from "../model/glob.ts";
import type { Root } from "../model/root.ts";
import type { Tree, TreeEntry } from "../model/tree.ts";
import { type Candidates, candidatesOf, manifestRoots, sortOut } from "./candidates.ts";
import type { KnownContents } from "./known-contents.ts";
import { linkDiagnostics } from "./links.ts";
import { notRead, tooLarge } from "./not-read.ts";
import { templateOf, unsupportedFormat } from "./passed-over.ts";
import { isInfrastructurePath, toolCopyOf } from "./paths.ts";

export interface RootSearch {
  /** Every path that differs between the two sides, old names of renamed files included; `null` finds everything. */
  readonly changed: ReadonlySet<string> | null;
  /** Globs of paths that are not read at all. */
  readonly ignore: readonly string[];
  /** Files that belong to a chart, a kustomization or something else that is applied, and so are no plain manifests. */
  readonly isTaken: (path: string) => boolean;
  /** Folders that are looked at although nothing in them changed: what applied them did. */
  readonly folders: ReadonlySet<string>;
  /** What files were found to hold in other trees. */
  readonly contents: KnownContents;
}

export interface FoundRoots {
  readonly roots: readonly Root[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/**
 * Finds plain manifests: each folder that holds some is a root. What the change touches and nothing reads is said: plans,
 * links and large files as diagnostics (CHG-025), what is passed over on purpose as `notEvaluated`. Everything is sorted.
 * Throws only where the tree's storage fails.
 *
 * Whether a folder is looked at depends on changed paths and on what is applied on either side, never on this side's
 * contents: both sides of a change find the same folders, so that a file which stops being a manifest does not take its
 * neighbours along.
 */
export async function discoverRoots(tree: Tree, search: RootSearch): Promise<FoundRoots> {
  const ignored = compileGlobs(search.ignore);
  const seen = ({ path }: TreeEntry): boolean => !ignored(path);
  const all = [...tree.entries.values()];
  const changed =
    search.changed === null ? null : new Set([...search.changed].filter((path) => !ignored(path)));
  // Globs are the slow part, so they come last: most entries of a large tree are in no folder that changed.
  const touched = search.changed === null ? all : all.filter(({ path }) => search.changed?.has(path));
  const candidates = candidatesOf(all, { ...search, changed }).filter(seen);
  const found = await sortOut(tree, candidates, search.contents);
  const present = touched.filter(seen);
  const loose = present.filter(({ path }) => !search.isTaken(path));
  return {
    roots: manifestRoots(found.manifests),
    diagnostics: [...fileDiagnostics(found, loose), ...linkDiagnostics(present, tree.entries)].toSorted(
      (a, b) => (a.subject < b.subject ? -1 : 1),
    ),
    notEvaluated: [
      ...touched.filter((entry) => !seen(entry)).flatMap(({ path }) => ignoredPath(path)),
      ...toolCopies(loose),
      ...(changed === null ? [] : loose.flatMap(({ path }) => unsupportedFormat(path))),
      ...loose.flatMap(({ path }) => templateOf(path)),
    ].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** Plans count when they are touched; large files in every folder that is looked at, because its root is not whole. */
function fileDiagnostics(found: Candidates, touched: readonly TreeEntry[]): readonly Diagnostic[] {
  const paths = new Set(touched.map(({ path }) => path));
  const plans = [
    ...found.plans.filter(({ path }) => paths.has(path)),
    ...touched.filter(({ path }) => path.endsWith(".tfplan")),
  ];
  return [
    ...found.tooLarge.map(tooLarge),
    ...plans.map((entry) => notRead("plan_not_evaluated", entry.path, entry.path, [entry])),
  ];
}

function ignoredPath(path: string): readonly NotEvaluated[] {
  return isInfrastructurePath(path) ? [{ path, reason: "ignored", detail: "" }] : [];
}

function toolCopies(entries: readonly TreeEntry[]): readonly NotEvaluated[] {
  const folders = new Set(
    entries.flatMap(({ path }) =>
      isInfrastructurePath(path) && !path.endsWith(".json") ? (toolCopyOf(path) ?? []) : [],
    ),
  );
  return [...folders].map((path): NotEvaluated => ({ path, reason: "tool-copy", detail: "" }));
}
