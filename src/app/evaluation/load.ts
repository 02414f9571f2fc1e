import type { Configuration } from "../../model/configuration.ts";
import type { NotEvaluated } from "../../model/diagnostic.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import { maskSecrets } from "../../resources/secrets/index.ts";
import { type BothDiscoveries, discoverBoth, touchedPaths } from "./discover.ts";
import { withGenerated } from "./generated.ts";
import type { Loaded, LoadedRoot, LoadedSide, Trees } from "./loaded.ts";
import type { EvaluationPorts } from "./ports.ts";
import { RemoteTree } from "./remote-tree.ts";
import type { RootReading } from "./root-reading.ts";
import { RootReadings } from "./root-readings.ts";
import type { Discovery, EvaluationTask, ScanPart, TreeName } from "./task.ts";

/** Finds the roots that a change touches, reads both sides of each, and masks the secrets. */
export async function loadEverything(
  task: EvaluationTask,
  part: ScanPart | null,
  ports: EvaluationPorts,
): Promise<Loaded> {
  const trees = openTrees(task, ports);
  const readings = new RootReadings(trees, task, ports);
  const { base, head } = await discover(trees, task, part, ports, readings);
  const notEvaluated: NotEvaluated[] = [...head.notEvaluated];
  const roots: LoadedRoot[] = [];
  const headRoots = new Map(head.roots.map((root) => [root.key, root]));
  const baseRoots = new Map(base.roots.map((root) => [root.key, root]));
  const keys = [...new Set([...headRoots.keys(), ...baseRoots.keys()])].toSorted();
  const loadSide = async (side: TreeName, root: Root | undefined): Promise<ReadSide | null> =>
    root === undefined ? null : { root, reading: await readings.read(side, root) };
  for (const key of keys) {
    ports.startRoot({ kind: "read", key, roots: keys.length });
    const before = await loadSide("base", baseRoots.get(key));
    const after = await loadSide("head", headRoots.get(key));
    notEvaluated.push(...(after?.reading.notEvaluated ?? []));
    roots.push(maskBoth(key, before, after, task.configuration));
  }
  const loaded = {
    trees,
    roots,
    diagnostics: { base: base.diagnostics, head: head.diagnostics },
    notEvaluated,
  };
  return withGenerated(loaded, {
    task,
    part,
    read: (side, root) => readings.read(side, root),
    discover: (changed) =>
      discoverBoth(trees, { task, ports, changed, render: (side, root) => readings.define(side, root) }),
  });
}

/** All roots of the head, before they are divided. */
export async function discoverScan(task: EvaluationTask, ports: EvaluationPorts): Promise<Discovery> {
  const trees = openTrees(task, ports);
  const { head } = await discover(trees, task, null, ports, new RootReadings(trees, task, ports));
  return head;
}

function discover(
  trees: Trees,
  task: EvaluationTask,
  part: ScanPart | null,
  ports: EvaluationPorts,
  readings: RootReadings,
): Promise<BothDiscoveries> {
  if (part !== null) return Promise.resolve({ base: nothing, head: part });
  return discoverBoth(trees, {
    task,
    ports,
    changed: touchedPaths(task.changedPaths),
    render: (side, root) => readings.define(side, root),
  });
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

export interface ReadSide {
  readonly root: Root;
  readonly reading: RootReading;
}

/** A marker says whether its secret changed, so each side is masked in the sight of the other; then the values are gone. */
export function maskBoth(
  key: string,
  before: ReadSide | null,
  after: ReadSide | null,
  { sensitiveNames }: Configuration,
): LoadedRoot {
  const mask = (side: ReadSide | null, other: ReadSide | null): LoadedSide | null => {
    if (side === null) return null;
    const partners = byAddress(other?.reading.resources ?? []);
    const { resources, diagnostics, declaredMoves, comments = [], charts = [] } = side.reading;
    const masked = resources.map((resource) =>
      maskSecrets(resource, partners.get(resource.address) ?? null, { sensitiveNames }),
    );
    return { root: side.root, resources: masked, diagnostics, declaredMoves, comments, charts };
  };
  return { key, base: mask(before, after), head: mask(after, before) };
}

function byAddress(resources: readonly Resource[]): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const resource of resources) if (!found.has(resource.address)) found.set(resource.address, resource);
  return found;
}
