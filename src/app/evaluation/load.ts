import type { Configuration } from "../../model/configuration.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { mainFile, type Root } from "../../model/root.ts";
import type { Tree } from "../../model/tree.ts";
import { maskSecrets } from "../../resources/secrets/index.ts";
import { discoverSide, touchedPaths } from "./discover.ts";
import type { LoadedRoot, LoadedSide } from "./loaded.ts";
import type { EvaluationPorts } from "./ports.ts";
import { type RootReading, readRoot } from "./read-root.ts";
import { RemoteTree } from "./remote-tree.ts";
import { type Discovery, type EvaluationTask, everyRoot, type FailedRoot, type ScanPart } from "./task.ts";

export interface Trees {
  readonly base: Tree | null;
  readonly head: Tree;
  /** Where facts about the rest of the repository come from. */
  readonly tip: Tree;
}

export interface Loaded {
  readonly trees: Trees;
  /** Sorted by key. */
  readonly roots: readonly LoadedRoot[];
  /** About the repository, not about a root: links, charts that nobody evaluates yet. */
  readonly diagnostics: { readonly base: readonly Diagnostic[]; readonly head: readonly Diagnostic[] };
  readonly notEvaluated: readonly NotEvaluated[];
}

/** Finds the roots that a change touches, reads both sides of each, and masks the secrets. */
export async function loadEverything(
  task: EvaluationTask,
  part: ScanPart | null,
  ports: EvaluationPorts,
): Promise<Loaded> {
  const trees = openTrees(task, ports);
  const changed = touchedPaths(task.changedPaths);
  const head = part === null ? await discoverSide(trees.head, changed, task, ports) : part;
  const base = trees.base === null ? nothing : await discoverSide(trees.base, changed, task, ports);
  const notEvaluated: NotEvaluated[] = [...head.notEvaluated];
  const roots: LoadedRoot[] = [];
  const headRoots = new Map(head.roots.map((root) => [root.key, root]));
  const baseRoots = new Map(base.roots.map((root) => [root.key, root]));
  const keys = [...new Set([...headRoots.keys(), ...baseRoots.keys()])].toSorted();
  for (const key of keys) {
    const failed = task.failedRoots.find((root) => root.key === key || root.key === everyRoot);
    ports.startRoot({ kind: "read", key, roots: keys.length });
    const before = await loadSide(trees.base, baseRoots.get(key), failed, task.configuration, ports);
    const after = await loadSide(trees.head, headRoots.get(key), failed, task.configuration, ports);
    notEvaluated.push(...(after?.reading.notEvaluated ?? []));
    roots.push(maskBoth(key, before, after, task.configuration));
  }
  return { trees, roots, diagnostics: { base: base.diagnostics, head: head.diagnostics }, notEvaluated };
}

const nothing: Discovery = { roots: [], diagnostics: [], notEvaluated: [] };

function openTrees(task: EvaluationTask, ports: EvaluationPorts): Trees {
  const blobs = new Map<string, Uint8Array>();
  const { base, head, tip } = task.trees;
  const headTree = new RemoteTree("head", head, ports, blobs);
  const baseTree = base === null ? null : new RemoteTree("base", base, ports, blobs);
  return {
    base: baseTree,
    head: headTree,
    tip: tip === null ? (baseTree ?? headTree) : new RemoteTree("tip", tip, ports, blobs),
  };
}

interface ReadSide {
  readonly root: Root;
  readonly reading: RootReading;
}

async function loadSide(
  tree: Tree | null,
  root: Root | undefined,
  failed: FailedRoot | undefined,
  configuration: Configuration,
  ports: EvaluationPorts,
): Promise<ReadSide | null> {
  if (tree === null || root === undefined) return null;
  if (failed !== undefined) return { root, reading: failedReading(root, failed, tree) };
  return { root, reading: await readRoot(tree, root, configuration, ports) };
}

const endings = {
  time: "engine_time",
  memory: "engine_memory",
  crash: "engine_failed",
  others: "others_failed",
} as const;

/** A root that ended a worker: it is not read again, and that is said. */
function failedReading(root: Root, { reason }: FailedRoot, tree: Tree): RootReading {
  const blobs = root.files.map((path) => tree.entries.get(path)?.blob ?? "");
  const diagnostic: Diagnostic = {
    kind: "not-read",
    messageId: endings[reason],
    arguments: { path: root.path },
    subject: root.key,
    digest: digestOf(blobs),
    location: fileLocation(mainFile(root)),
  };
  return { resources: [], diagnostics: [diagnostic], notEvaluated: [], declaredMoves: [] };
}

/** A marker says whether its secret changed, so each side is masked in the sight of the other; then the values are gone. */
function maskBoth(
  key: string,
  before: ReadSide | null,
  after: ReadSide | null,
  { sensitiveNames }: Configuration,
): LoadedRoot {
  const mask = (side: ReadSide | null, other: ReadSide | null): LoadedSide | null => {
    if (side === null) return null;
    const partners = byAddress(other?.reading.resources ?? []);
    const { resources, diagnostics, declaredMoves } = side.reading;
    const masked = resources.map((resource) =>
      maskSecrets(resource, partners.get(resource.address) ?? null, { sensitiveNames }),
    );
    return { root: side.root, resources: masked, diagnostics, declaredMoves };
  };
  return { key, base: mask(before, after), head: mask(after, before) };
}

function byAddress(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const resource of resources) if (!found.has(resource.address)) found.set(resource.address, resource);
  return found;
}
