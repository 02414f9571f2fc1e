import type { Root } from "../../../model/root.ts";
import type { Tree } from "../../../model/tree.ts";
import type { Others } from "../others.ts";
import { type EvaluationRunner, type EvaluationTrees, WorkerEnded } from "../runner.ts";
import { type EvaluationTask, everyRoot, type FailedRoot, type WorkerResult } from "../task.ts";
import type { Survey } from "./asked.ts";
import { encoded, type GivenUp } from "./entry.ts";
import { inventoryBytesMax } from "./find.ts";
import { rootKeys } from "./keys.ts";
import type { Shelf } from "./shelf.ts";
import { infrastructureFiles, inventoryFilesMax } from "./survey.ts";
import { restTree } from "./tree.ts";

/** Roots of the rest that may end a worker before nothing of the rest is read any more: each costs its time once. */
const inventoryFailuresMax = 5;
/** What one worker is given at a time: little enough to be lost, much enough to be worth the message. */
const rootsPerPart = 50;

interface Filling {
  readonly runner: EvaluationRunner;
  readonly shelf: Shelf;
  readonly task: EvaluationTask;
  readonly trees: EvaluationTrees;
  readonly tree: Tree;
  readonly others: Others;
  /** What ended its worker. */
  readonly failed: FailedRoot[];
}

/**
 * Reads of the rest of a repository what is not kept yet, in as many workers as there are, and puts it on the shelf.
 * Where that is not possible, that is put there, under `wanted`: whoever asks next is answered in any case.
 */
export async function fillShelf(
  runner: EvaluationRunner,
  { task, trees }: { readonly task: EvaluationTask; readonly trees: EvaluationTrees },
  { shelf, others, wanted }: { readonly shelf: Shelf; readonly others: Others; readonly wanted: string },
): Promise<void> {
  const tree = trees.tip ?? trees.base ?? trees.head;
  const filling: Filling = {
    ...{ runner, shelf, others, tree },
    task: restTask(task),
    trees: { base: null, head: tree, tip: null },
    failed: [...task.failedRoots],
  };
  await bringNear(filling, wanted);
  const why = await fill(filling);
  if (why === null) await shelf.store();
  else if (why === "inventoryFailuresMax") shelf.note(wanted, encoded({ kind: "given-up", why }));
  else {
    shelf.keep(new Map([[wanted, encoded({ kind: "given-up", why })]]));
    await shelf.store();
  }
}

/** Where nothing is known of a state, everything that looking for roots reads; the rest of a root's files come later. */
async function bringNear({ shelf, tree }: Filling, wanted: string): Promise<void> {
  if (tree.prefetch === undefined || (await shelf.kept([wanted])).size > 0) return;
  const paths = infrastructureFiles(tree);
  if (paths.length <= inventoryFilesMax) await tree.prefetch(paths);
}

/** Nothing of the change itself: the same for every change of the same state. */
function restTask(task: EvaluationTask): EvaluationTask {
  return {
    ...task,
    trees: { base: null, head: restTree(task).listing, tip: null },
    changedPaths: null,
    rules: [],
    plans: [],
    waivers: [],
  };
}

async function fill(filling: Filling): Promise<GivenUp | null> {
  const survey = await surveyed(filling);
  if (survey === null) return "inventoryFailuresMax";
  const { key, entry, foundOut, missing, keptBytes } = survey;
  filling.shelf.keep(foundOut);
  if (entry !== null && filling.failed.length === 0) filling.shelf.keep(new Map([[key, entry]]));
  else if (entry !== null) filling.shelf.note(key, entry);
  await filling.tree.prefetch?.([...new Set(missing.flatMap(({ files }) => files))]);
  return summarised(filling, missing, keptBytes);
}

/** `null`: too many roots ended their workers, only by being looked into for what they define. */
async function surveyed(filling: Filling): Promise<Survey | null> {
  const { task, failed } = filling;
  for (;;) {
    const result = await run(filling, { kind: "survey", task: { ...task, failedRoots: [...failed] } });
    if (result instanceof WorkerEnded) {
      if (!noted(failed, result)) return null;
    } else if (result.kind === "surveyed") return result.survey;
    else throw new TypeError(`the worker ${result.kind} instead of looking for roots`);
  }
}

async function summarised(
  filling: Filling,
  missing: readonly Root[],
  keptBytes: number,
): Promise<GivenUp | null> {
  const { failed, runner, shelf, task, tree } = filling;
  const parts = partsOf(missing);
  let bytes = keptBytes;
  let why: GivenUp | null = null;
  const work = async (): Promise<void> => {
    for (let part = parts.shift(); part !== undefined && why === null; part = parts.shift()) {
      const roots = part.filter(({ key }) => !failed.some((each) => each.key === key));
      const listing = listingOf(filling.task, roots);
      const asked = { ...task, trees: { ...task.trees, head: listing } };
      const result = await run(filling, { kind: "summarise", task: asked, roots });
      if (result instanceof WorkerEnded) {
        if (!noted(failed, result)) why = "inventoryFailuresMax";
        parts.push(roots);
      } else if (result.kind === "summarised") {
        shelf.keep(result.entries);
        bytes += result.bytes;
        if (bytes > inventoryBytesMax) why = "inventoryBytesMax";
      } else throw new TypeError(`the worker ${result.kind} instead of reading the rest`);
    }
  };
  await Promise.all(Array.from({ length: runner.workersMax }, work));
  for (const root of missing) {
    const reason = failed.find(({ key }) => key === root.key)?.reason;
    const [key] = rootKeys(tree, [root], task.configuration);
    if (reason !== undefined && key !== undefined) shelf.note(key, encoded({ kind: "failed", reason }));
  }
  return why;
}

/** Neighbours are spread, because the folders of one team are alike in size. */
function partsOf(roots: readonly Root[]): Root[][] {
  const count = Math.ceil(roots.length / rootsPerPart);
  return Array.from({ length: count }, (_, part) => roots.filter((_root, index) => index % count === part));
}

/** Only the files that are read: the whole listing would cross to a worker once for each part. */
function listingOf(
  { trees: { head } }: EvaluationTask,
  roots: readonly Root[],
): EvaluationTask["trees"]["head"] {
  const files = new Set(roots.flatMap((root) => root.files));
  return { ...head, entries: head.entries.filter(({ path }) => files.has(path)) };
}

/** Whether to go on without the root that ended its worker. */
function noted(failed: FailedRoot[], { rootKey, reason }: WorkerEnded): boolean {
  const known = failed.some(({ key }) => key === rootKey || key === everyRoot);
  if (rootKey === null || known || failed.length >= inventoryFailuresMax) return false;
  failed.push({ key: rootKey, reason });
  return true;
}

async function run(
  { runner, trees, others }: Filling,
  task: Parameters<EvaluationRunner["run"]>[0],
): Promise<WorkerResult | WorkerEnded> {
  try {
    return await runner.run(task, trees, others);
  } catch (error) {
    if (error instanceof WorkerEnded) return error;
    throw error;
  }
}
