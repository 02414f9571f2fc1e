import { pairChanges } from "../../changes/index.ts";
import { decide } from "../../decision/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";
import type { MovedIdentity } from "../../policy/baseline/index.ts";
import type { PolicyEvaluator } from "../../policy/evaluator.ts";
import { createRegistry } from "../../tenancy/index.ts";
import { applySuppressions, applyWaivers } from "../../waivers/index.ts";
import { attributionOf } from "./attribution.ts";
import { customKindsOf, withCustomKinds } from "./custom-kinds.ts";
import { terraformDocuments } from "./foreign/documents.ts";
import { ownRules } from "./foreign/own.ts";
import { createForeignRun } from "./foreign/run.ts";
import { inventoryItems } from "./inventory.ts";
import { type Judging, judgeEverything } from "./judge-everything.ts";
import { compareWithPlans } from "./judge-plans.ts";
import { loadEverything } from "./load.ts";
import type { Loaded } from "./loaded.ts";
import { maskedPlaces } from "./masked-places.ts";
import { pairingClusters } from "./pairing-clusters.ts";
import { settleVerdicts } from "./plans.ts";
import { bindPlans, type PlanBinding, withPlanDiagnostics } from "./plans-bind.ts";
import type { EvaluationPorts } from "./ports.ts";
import { renamedDiagnostics } from "./renamed.ts";
import { repairsOf } from "./repairs.ts";
import { schemaJudgeOf } from "./schemas.ts";
import { changedPathsByRoot, reportRoots, statisticsOf, summaryOf } from "./summary.ts";
import { type BothSuppressions, bothSuppressions } from "./suppressions/index.ts";
import type { Evaluation, EvaluationTask, ScanPart } from "./task.ts";
import { comparableBase } from "./unread.ts";

/**
 * The pure stages of a review, top to bottom: from two trees to a decision. The same task gives the same bytes.
 * `part` is a part of a scan; `null` finds the roots itself. Throws for bugs and broken engines only.
 */
export async function evaluate(
  task: EvaluationTask,
  part: ScanPart | null,
  evaluator: PolicyEvaluator,
  ports: EvaluationPorts,
): Promise<Evaluation> {
  const { configuration } = task;
  const found = await loadEverything(task, part, ports);
  const customKinds = await customKindsOf(found);
  const read = withCustomKinds(found, customKinds);
  const binding = bindPlans(task.plans, read);
  const loaded = withPlanDiagnostics(read, binding);
  const extent = part === null ? "whole" : "part";
  const inventory = await ports.inventory(await inventoryItems(loaded, configuration, extent));
  const sourceChanges = changesOf(task, loaded);
  const sourceAttribution = attributionOf(task, loaded, inventory);
  const { registry } = sourceAttribution;
  const { author, today } = task;
  const schemas = await schemaJudgeOf(task, loaded, customKinds, ports);
  const facts = {
    ...{ configuration, inventory, customKinds, schemas, author, today, changes: sourceChanges },
    ...{ registry, roots: loaded.roots, wholeRepository: task.trees.base === null },
  };
  const source = { changes: sourceChanges, attribution: sourceAttribution };
  const foreign = await foreignOf(task, loaded, binding, ports);
  const judging = { task, loaded, ...source, facts, evaluator, ports, own: await ownRules(task), foreign };
  const suppressions = bothSuppressions(task, loaded.roots, sourceChanges);
  const judged = await judgeEverything(judging, suppressions);
  const { compared, changes, attribution, roots } = await compareWithPlans({
    judging,
    judged,
    binding,
    changesOf: (planned) => changesOf(task, planned),
    attributionOf: (planned) => attributionOf(task, planned, inventory),
    movedOf: (moving) => [...movedIdentities(moving), ...renamedDiagnostics(task.changedPaths, loaded)],
  });
  const planned = bothSuppressions(task, roots, changes);
  const findings = withExceptions(settleVerdicts(compared, task), [suppressions, planned], task);
  return {
    findings,
    changes: changes.map((change) => summaryOf(attribution.change(change))),
    decision: decide({ findings, changes, configuration, policySet: task.policySet }),
    masked: maskedPlaces([...loaded.roots, ...roots], findings),
    notEvaluated: [...loaded.notEvaluated, ...schemas.notEvaluated, ...(foreign?.run.notEvaluated() ?? [])],
    statistics: statisticsOf(task, loaded, changes, findings),
    roots: reportRoots(loaded, attribution.registry),
    changedPathsByRoot: changedPathsByRoot(task, loaded),
    ...notEmpty({
      suppressions: judged.suppressions,
      plans: binding.plans,
      repairs: task.repairs ? repairsOf(findings, loaded, task) : [],
    }),
  };
}

/** Absent is what has nothing in it: most changes have no plans, no comments and no repairs. */
function notEmpty(
  parts: Required<Pick<Evaluation, "suppressions" | "plans" | "repairs">>,
): Partial<Evaluation> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part.length > 0));
}

/** The organisation's own policies, where it has some, and the files as they want to see them. */
async function foreignOf(
  task: EvaluationTask,
  loaded: Loaded,
  { bound }: PlanBinding,
  ports: EvaluationPorts,
): Promise<Judging["foreign"]> {
  const run = await createForeignRun(task, ports);
  if (run === null) return null;
  return {
    run,
    documents: await terraformDocuments(loaded, bound, task.configuration.sensitiveNames, ports),
  };
}

/** What somebody accepted counts no more: waivers first, which end some day, then what stands in the files. */
function withExceptions(
  settled: readonly Finding[],
  suppressions: readonly BothSuppressions[],
  { waivers, today, configuration, trees }: EvaluationTask,
): readonly Finding[] {
  const { findings } = applyWaivers(settled, waivers, { today, never: configuration.waivers.never });
  const settledAll = suppressions.flatMap(({ settled: those }) => those);
  return applySuppressions(findings, settledAll, { compared: trees.base !== null });
}

function changesOf(task: EvaluationTask, loaded: Loaded): readonly ResourceChange[] {
  if (task.trees.base === null) return [];
  const clusterOf = pairingClusters(loaded.roots, createRegistry(task.configuration));
  return pairChanges({
    base: loaded.roots.flatMap(comparableBase),
    head: loaded.roots.flatMap(({ head }) => head?.resources ?? []),
    clusterOf,
    declaredMoves: loaded.roots.flatMap(({ head }) => head?.declaredMoves ?? []),
  });
}

function movedIdentities(changes: readonly ResourceChange[]): readonly MovedIdentity[] {
  return changes.flatMap(({ rootKey, address, move }) =>
    move === null ? [] : [{ rootKey, address, fromRootKey: move.fromRootKey, fromAddress: move.fromAddress }],
  );
}
