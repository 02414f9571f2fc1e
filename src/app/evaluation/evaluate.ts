import { pairChanges } from "../../changes/index.ts";
import { decide } from "../../decision/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { MovedIdentity } from "../../policy/baseline/index.ts";
import type { PolicyEvaluator } from "../../policy/evaluator.ts";
import { createRegistry } from "../../tenancy/index.ts";
import { applyWaivers } from "../../waivers/index.ts";
import { attributionOf } from "./attribution.ts";
import { customKindsOf, withCustomKinds } from "./custom-kinds.ts";
import { noDocuments, terraformDocuments } from "./foreign/documents.ts";
import { ownRules } from "./foreign/own.ts";
import { createForeignRun } from "./foreign/run.ts";
import { inventoryItems } from "./inventory.ts";
import { judgeEverything } from "./judge-everything.ts";
import { compareWithPlans } from "./judge-plans.ts";
import { loadEverything } from "./load.ts";
import type { Loaded } from "./loaded.ts";
import { maskedPlaces } from "./masked-places.ts";
import { pairingClusters } from "./pairing-clusters.ts";
import { settleVerdicts } from "./plans.ts";
import { bindPlans, withPlanDiagnostics } from "./plans-bind.ts";
import type { EvaluationPorts } from "./ports.ts";
import { renamedDiagnostics } from "./renamed.ts";
import { repairsOf } from "./repairs.ts";
import { schemaJudgeOf } from "./schemas.ts";
import { changedPathsByRoot, reportRoots, statisticsOf, summaryOf } from "./summary.ts";
import type { Evaluation, EvaluationTask, ScanPart } from "./task.ts";

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
  const inventory = await ports.inventory(
    await inventoryItems(loaded, configuration, part === null ? "whole" : "part"),
  );
  const sourceChanges = changesOf(task, loaded);
  const sourceAttribution = attributionOf(task, loaded, inventory);
  const { registry } = sourceAttribution;
  const { author, today } = task;
  const wholeRepository = task.trees.base === null;
  const schemas = await schemaJudgeOf(task, loaded, customKinds, ports);
  const facts = {
    ...{ configuration, registry, inventory, customKinds, schemas, author, wholeRepository, today },
    ...{ changes: sourceChanges, roots: loaded.roots },
  };
  const source = { changes: sourceChanges, attribution: sourceAttribution };
  const own = await ownRules(task);
  const run = await createForeignRun(task, ports);
  const documents =
    run === null
      ? noDocuments
      : await terraformDocuments(loaded, binding.bound, configuration.sensitiveNames, ports);
  const foreign = run === null ? null : { run, documents };
  const judging = { task, loaded, ...source, facts, evaluator, ports, own, foreign };
  const { compared, changes, attribution, roots } = await compareWithPlans({
    judging,
    judged: await judgeEverything(judging),
    binding,
    changesOf: (planned) => changesOf(task, planned),
    attributionOf: (planned) => attributionOf(task, planned, inventory),
    movedOf: (moving) => [...movedIdentities(moving), ...renamedDiagnostics(task.changedPaths, loaded)],
  });
  const settled = settleVerdicts(compared, task);
  const { findings } = applyWaivers(settled, task.waivers, {
    today: task.today,
    never: configuration.waivers.never,
  });
  const repairs = repairsOf(findings, loaded, task);
  return {
    findings,
    changes: changes.map((change) => summaryOf(attribution.change(change))),
    decision: decide({ findings, changes, configuration, policySet: task.policySet }),
    masked: maskedPlaces([...loaded.roots, ...roots], findings),
    notEvaluated: [...loaded.notEvaluated, ...schemas.notEvaluated, ...(run?.notEvaluated() ?? [])],
    statistics: statisticsOf(task, loaded, changes, findings),
    roots: reportRoots(loaded, attribution.registry),
    changedPathsByRoot: changedPathsByRoot(task, loaded),
    ...(binding.plans.length === 0 ? {} : { plans: binding.plans }),
    ...(repairs.length === 0 ? {} : { repairs }),
  };
}

function changesOf(task: EvaluationTask, loaded: Loaded): readonly ResourceChange[] {
  if (task.trees.base === null) return [];
  const clusterOf = pairingClusters(loaded.roots, createRegistry(task.configuration));
  return pairChanges({
    base: loaded.roots.flatMap(({ base }) => base?.resources ?? []),
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
