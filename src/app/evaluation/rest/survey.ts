import { isFile, type Tree } from "../../../model/tree.ts";
import { isInfrastructurePath, toolCopyOf } from "../../../roots/paths.ts";
import { discoverBoth } from "../discover.ts";
import { unreadPaths } from "../fillers.ts";
import type { EvaluationPorts } from "../ports.ts";
import { RemoteTree } from "../remote-tree.ts";
import { RootReadings } from "../root-readings.ts";
import type { EvaluationTask } from "../task.ts";
import type { Survey } from "./asked.ts";
import { decodedRoot, decodedRoots, encoded, type RootsEntry } from "./entry.ts";
import { readFoundOut, writtenFoundOut } from "./found-out.ts";
import { rootKeys, rootsKey } from "./keys.ts";
import { restTree } from "./tree.ts";

/** Infrastructure files of a repository whose rest is looked into: four times what the largest public estate has. */
export const inventoryFilesMax = 50_000;

/** Looks for all roots of the repository, where that is not known already. */
export async function surveyRest(task: EvaluationTask, ports: EvaluationPorts): Promise<Survey> {
  const { name, listing } = restTree(task);
  const tree = new RemoteTree(name, listing, ports, new Map());
  const key = rootsKey(tree, task);
  const kept = (await ports.kept([key])).get(key);
  if (kept === undefined) await readFoundOut(ports);
  const found = kept === undefined ? await rootsOf(task, tree, ports) : decodedRoots(kept);
  const entry = kept === undefined ? encoded(found) : null;
  if (found.kind === "given-up") return { key, entry, foundOut: new Map(), missing: [], keptBytes: 0 };
  const { keys } = found;
  const known = await ports.kept(keys);
  const bytes = [...known.values()].map((each) => {
    const root = decodedRoot(each);
    return root.kind === "read" ? root.bytes : 0;
  });
  return {
    key,
    entry,
    foundOut: kept === undefined ? writtenFoundOut(tree, ports) : new Map(),
    missing: found.roots.filter((_root, index) => !known.has(keys[index] ?? "")),
    keptBytes: bytes.reduce((total, one) => total + one, 0),
  };
}

/** What readers may look into, by its name. */
export function infrastructureFiles({ entries }: Tree): readonly string[] {
  return [...entries.values()].flatMap((entry) =>
    isFile(entry) && isInfrastructurePath(entry.path) && toolCopyOf(entry.path) === null ? [entry.path] : [],
  );
}

async function rootsOf(task: EvaluationTask, tree: Tree, ports: EvaluationPorts): Promise<RootsEntry> {
  if (infrastructureFiles(tree).length > inventoryFilesMax)
    return { kind: "given-up", why: "inventoryFilesMax" };
  const readings = new RootReadings({ base: null, head: tree, tip: null }, task, ports);
  const { head } = await discoverBoth(
    { base: null, head: tree },
    { task, ports, changed: null, render: (side, root) => readings.define(side, root) },
  );
  // Pipelines and Dockerfiles define nothing that others refer to.
  const roots = head.roots.filter(({ kind }) => kind !== "file");
  const keys = rootKeys(tree, roots, task.configuration);
  return { kind: "roots", roots, keys, unread: unreadPaths(head.notEvaluated, roots) };
}
