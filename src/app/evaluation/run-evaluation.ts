import { decide } from "../../decision/index.ts";
import { collectInventory, type Inventory } from "../../inventory/index.ts";
import type { Finding } from "../../model/finding.ts";
import type { ReportStatistics } from "../../model/report.ts";
import { type Root, rootKey as rootKeyOf } from "../../model/root.ts";
import type { ReportSuppression } from "../../model/suppression.ts";
import { byPlace } from "./by-place.ts";
import { alone, type Others } from "./others.ts";
import { fillShelf } from "./rest/fill.ts";
import { type EvaluationRunner, type EvaluationTrees, WorkerEnded } from "./runner.ts";
import {
  type Discovery,
  type Evaluation,
  type EvaluationTask,
  everyRoot,
  type FailedRoot,
  type InventoryItem,
  type WorkerAnswer,
} from "./task.ts";

/** Roots that may end a worker before none is read any more: each costs its time once. */
const failedRootsMax = 5;
/** Below that many roots a second worker costs more than it brings. */
const rootsPerPart = 50;

/** Evaluates a change in one worker, or a scan in as many as help. */
export function runEvaluation(
  runner: EvaluationRunner,
  task: EvaluationTask,
  trees: EvaluationTrees,
): Promise<Evaluation> {
  return retryWithoutFailed(task, (attempt) =>
    task.trees.base === null ? scan(runner, attempt, trees) : review(runner, attempt, trees),
  );
}

/**
 * A root that ends its worker is left out of the next try, and said to be not read; where too many do, that is said of
 * all. Throws where a worker ends although it reads nothing.
 */
export async function retryWithoutFailed<T>(
  task: EvaluationTask,
  run: (attempt: EvaluationTask) => Promise<T>,
): Promise<T> {
  const failedRoots: FailedRoot[] = [...task.failedRoots];
  for (;;) {
    try {
      return await run({ ...task, failedRoots });
    } catch (error) {
      if (!(error instanceof WorkerEnded) || error.rootKey === null) throw error;
      if (failedRoots.some(({ key }) => key === everyRoot)) throw error;
      const repeated = failedRoots.some(({ key }) => key === error.rootKey);
      if (!repeated) failedRoots.push({ key: error.rootKey, reason: error.reason });
      if (repeated || failedRoots.length > failedRootsMax)
        failedRoots.push({ key: everyRoot, reason: "others" });
    }
  }
}

async function review(
  runner: EvaluationRunner,
  task: EvaluationTask,
  trees: EvaluationTrees,
): Promise<Evaluation> {
  const shelf = runner.shelves.open(task.repository ?? null);
  const others: Others = {
    ...alone,
    kept: async ({ keys }) => ({ kind: "kept", entries: await shelf.kept(keys) }),
  };
  // The worker asks for it once it has read the change: until then, this thread has nothing to do.
  if (task.withoutRest !== true) shelf.warm();
  const evaluated = () => runner.run({ kind: "evaluate", task, part: null }, trees, others);
  let result = await evaluated();
  if (result.kind === "rest-wanted") {
    await fillShelf(runner, { task, trees }, { shelf, others, wanted: result.key });
    result = await evaluated();
  }
  if (result.kind !== "evaluated") throw new TypeError(`the worker ${result.kind} instead of evaluating`);
  return result.evaluation;
}

/** All roots of the head. */
export async function discover(
  runner: EvaluationRunner,
  task: EvaluationTask,
  trees: EvaluationTrees,
): Promise<Discovery> {
  const found = await runner.run({ kind: "discover", task }, trees, alone);
  if (found.kind !== "discovered") throw new TypeError(`the worker ${found.kind} instead of discovering`);
  return found.discovery;
}

/** Every worker judges a part, after all of them have told what the others need to know about it. */
async function scan(
  runner: EvaluationRunner,
  task: EvaluationTask,
  trees: EvaluationTrees,
): Promise<Evaluation> {
  const discovery = await discover(runner, task, trees);
  const parts = partsOf(discovery.roots, runner.workersMax);
  const gather = inventoryBarrier(parts.length);
  const evaluations = await allOrFirstFailure(
    parts.map(async (roots, index) => {
      const repository = index === 0 ? discovery : { ...discovery, diagnostics: [], notEvaluated: [] };
      const part = { roots, diagnostics: repository.diagnostics, notEvaluated: repository.notEvaluated };
      const result = await runner.run({ kind: "evaluate", task, part }, trees, {
        ...alone,
        inventory: ({ items }) => gather.add(index, items),
      });
      if (result.kind !== "evaluated") throw new TypeError(`the worker ${result.kind} instead of evaluating`);
      return result.evaluation;
    }),
    gather.giveUp,
  );
  return merged(task, evaluations);
}

/** Neighbours are spread, because the folders of one team are alike in size. */
function partsOf(roots: readonly Root[], workersMax: number): readonly (readonly Root[])[] {
  const count = Math.max(1, Math.min(workersMax, Math.floor(roots.length / rootsPerPart)));
  return Array.from({ length: count }, (_, part) => roots.filter((_root, index) => index % count === part));
}

/** Answers nobody before everybody has spoken. */
function inventoryBarrier(count: number) {
  const items: (readonly InventoryItem[])[] = [];
  let waiting = count;
  const { promise, resolve, reject } = Promise.withResolvers<Inventory>();
  promise.catch(() => undefined);
  return {
    /** In the order of the parts, whichever speaks first: of two that say something, the first one counts. */
    add: async (part: number, told: readonly InventoryItem[]): Promise<WorkerAnswer> => {
      items[part] = told;
      waiting -= 1;
      if (waiting === 0) resolve(collectInventory(items.flat(), ({ cluster }) => cluster));
      return { kind: "inventory", inventory: await promise };
    },
    /** A worker was ended: the others would wait for ever. */
    giveUp: (error: unknown) => reject(error),
  };
}

/** All results, or the first failure once nothing runs any more: the next try needs idle workers. */
async function allOrFirstFailure<T>(
  running: readonly Promise<T>[],
  onFailure: (error: unknown) => void,
): Promise<readonly T[]> {
  const failures: unknown[] = [];
  const watched = running.map((each) =>
    each.catch((error: unknown) => {
      failures.push(error);
      onFailure(error);
      throw error;
    }),
  );
  const settled = await Promise.allSettled(watched);
  if (failures.length > 0) throw failures[0];
  return settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

function merged(task: EvaluationTask, parts: readonly Evaluation[]): Evaluation {
  const findings = saidOnce(parts.flatMap((part) => part.findings)).toSorted(byPlace);
  const { configuration, rules, policySet } = task;
  return {
    findings,
    changes: [],
    decision: decide({ findings, changes: [], configuration, rules, policySet }),
    masked: parts.flatMap((part) => part.masked),
    notEvaluated: parts.flatMap((part) => part.notEvaluated),
    statistics: mergedStatistics(parts.map((part) => part.statistics)),
    roots: Object.assign({}, ...parts.map((part) => part.roots)),
    ...mergedSuppressions(parts),
    changedPathsByRoot: {},
    repairs: parts.flatMap((part) => part.repairs ?? []),
  };
}

/** A source of policies that fails does so in every part, and is one thing to mend. */
function saidOnce(findings: readonly Finding[]): readonly Finding[] {
  const said = new Set<string>();
  return findings.filter(({ rootKey, fingerprint }) => {
    if (rootKey !== repositoryKey) return true;
    const isFirst = !said.has(fingerprint);
    said.add(fingerprint);
    return isFirst;
  });
}

const repositoryKey = rootKeyOf("repository", ".");

/** A file of several parts is told of once; what silences something in one of them silences something. */
function mergedSuppressions(parts: readonly Evaluation[]): Pick<Evaluation, "suppressions"> {
  const found = new Map<string, ReportSuppression>();
  for (const one of parts.flatMap(({ suppressions = [] }) => suppressions)) {
    const key = JSON.stringify([one.path, String(one.line).padStart(lineDigits, "0"), one.ruleId]);
    const known = found.get(key);
    const says = known === undefined || known.ofNothing || known.state === "unattached";
    if (says && !(known !== undefined && one.state === "unattached")) found.set(key, one);
  }
  const suppressions = [...found]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([, one]) => one);
  return suppressions.length === 0 ? {} : { suppressions };
}

/** Lines sort as numbers do. */
const lineDigits = 9;

function mergedStatistics(parts: readonly ReportStatistics[]): ReportStatistics {
  const sum = (of: (part: ReportStatistics) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    filesChanged: parts[0]?.filesChanged ?? 0,
    roots: sum((part) => part.roots),
    resources: sum((part) => part.resources),
    types: sumByKey(parts.map((part) => part.types)),
    changes: 0,
    findings: {
      introduced: sum((part) => part.findings.introduced),
      existing: sum((part) => part.findings.existing),
      improved: sum((part) => part.findings.improved),
      resolved: sum((part) => part.findings.resolved),
      waived: sum((part) => part.findings.waived),
    },
  };
}

function sumByKey(tables: readonly Readonly<Record<string, number>>[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const [key, count] of tables.flatMap((table) => Object.entries(table))) {
    sums.set(key, (sums.get(key) ?? 0) + count);
  }
  return Object.fromEntries(sums);
}
