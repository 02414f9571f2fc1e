import { pairChanges } from "../../changes/index.ts";
import { decide } from "../../decision/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";
import type { MovedIdentity } from "../../policy/baseline/index.ts";
import type { PolicyEvaluator } from "../../policy/evaluator.ts";
import type { AttributedChange } from "../../policy/input.ts";
import { createRegistry } from "../../tenancy/index.ts";
import { attributionOf } from "./attribution.ts";
import { capacityOf } from "./capacity/report.ts";
import { withAdded, withExceptions } from "./exceptions.ts";
import type { FactSources } from "./facts/index.ts";
import { terraformDocuments } from "./foreign/documents.ts";
import { ownRules } from "./foreign/own.ts";
import { createForeignRun } from "./foreign/run.ts";
import { type Gathered, gather } from "./gather.ts";
import { type Judging, judgeEverything, judgeUnread } from "./judge-everything.ts";
import { compareWithPlans } from "./judge-plans.ts";
import type { Loaded } from "./loaded.ts";
import { maskedPlaces } from "./masked-places.ts";
import { pairingClusters } from "./pairing-clusters.ts";
import { settleVerdicts } from "./plans.ts";
import type { PlanBinding } from "./plans-bind.ts";
import type { EvaluationPorts } from "./ports.ts";
import { reachOf, reachSources, reportReach } from "./reach.ts";
import { renamedDiagnostics } from "./renamed.ts";
import { repairsOf } from "./repairs.ts";
import type { RestWanted } from "./rest/asked.ts";
import { extentsOf } from "./rest/extent.ts";
import { withReturns } from "./returns/index.ts";
import { routeByPolicies } from "./routing/run.ts";
import { schemaJudgeOf } from "./schemas.ts";
import { changedPathsByRoot, reportRoots, statisticsOf, summariesOf } from "./summary.ts";
import { bothSuppressions } from "./suppressions/index.ts";
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
): Promise<Evaluation | RestWanted> {
  const gathered = await gather(task, part, ports);
  if (gathered.kind === "rest-wanted") return gathered;
  const { loaded, binding, inventory } = gathered;
  const sourceChanges = changesOf(task, loaded);
  const schemas = await schemaJudgeOf(task, loaded, gathered.customKinds, ports);
  const judging = await judgingOf(task, gathered, { changes: sourceChanges, schemas, evaluator, ports });
  const { facts, foreign } = judging;
  const suppressions = bothSuppressions(task, loaded.roots, sourceChanges);
  const judged = await judgeEverything(judging, suppressions);
  const { compared, changes, attribution, roots } = await compareWithPlans({
    judging,
    judged,
    binding,
    changesOf: (planned) => changesOf(task, planned),
    attributionOf: (planned) => attributionOf(task, planned, inventory, changesOf(task, planned)),
    movedOf: (moving) => [...movedIdentities(moving), ...renamedDiagnostics(task.changedPaths, loaded)],
  });
  const planned = bothSuppressions(task, roots, changes);
  const attributed = changes.map((change) => attribution.change(change));
  const standing = withExceptions(
    settleVerdicts(compared, task),
    [...suppressions.settled, ...planned.settled],
    { ...task, compared: task.trees.base !== null },
  );
  ports.recorder?.settled([suppressions, planned], standing);
  const { findings: settled, past } = await withReturns({
    ...{ judging, inventory, changes, compared, findings: standing },
  });
  const decided = await routedDecision({ ...judging, changes, attribution }, attributed, settled);
  const { findings } = decided;
  const recording = ports.recorder?.finish(decided, changes, loaded);
  return {
    ...decided,
    changes: summariesOf(attributed, [...loaded.roots, ...roots]),
    masked: maskedPlaces([...loaded.roots, ...roots], findings),
    notEvaluated: [...gathered.notEvaluated, ...schemas.notEvaluated, ...(foreign?.run.notEvaluated() ?? [])],
    statistics: statisticsOf(task, loaded, changes, findings),
    roots: reportRoots(loaded, attribution.registry),
    changedPathsByRoot: changedPathsByRoot(task, loaded),
    ...notEmpty({
      suppressions: judged.suppressions,
      plans: binding.plans,
      past,
      repairs: task.repairs ? repairsOf(findings, loaded, task) : [],
      capacity: capacityOf({ ...facts, changes: attributed }),
    }),
    ...(recording === undefined ? {} : { recording }),
  };
}

/** Everything that judging needs to know, and everybody whom it asks. */
async function judgingOf(
  task: EvaluationTask,
  gathered: Gathered,
  given: Pick<Judging, "changes" | "evaluator" | "ports"> & Pick<FactSources, "schemas">,
): Promise<Judging> {
  const { configuration, author, today } = task;
  const { loaded, binding, customKinds, inventory } = gathered;
  const { changes, schemas, evaluator, ports } = given;
  const attribution = attributionOf(task, loaded, inventory, changes);
  const { registry } = attribution;
  const facts = {
    ...{ configuration, inventory, customKinds, schemas, author, today, changes },
    ...{ registry, roots: loaded.roots, wholeRepository: task.trees.base === null },
    extents: extentsOf(task, gathered, registry),
  };
  const foreign = await foreignOf(task, loaded, binding, ports);
  const own = await ownRules(task);
  return { task, loaded, changes, attribution, facts, evaluator, ports, own, foreign, phase: "source" };
}

/** Absent is what has nothing in it: most changes have no plans, no comments and no repairs. */
function notEmpty(
  parts: Required<Pick<Evaluation, "suppressions" | "plans" | "past" | "repairs" | "capacity">>,
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

/** The decision, what routing rules add to it, and how far the change reaches. */
async function routedDecision(
  judging: Judging,
  attributed: readonly AttributedChange[],
  settled: readonly Finding[],
): Promise<Pick<Evaluation, "findings" | "decision" | "reach">> {
  const { task, loaded, changes, attribution, ports } = judging;
  const { configuration, rules, policySet } = task;
  const reach = reachOf(attributed, reachSources(task, loaded, attribution));
  const deciding = { changes, configuration, rules, policySet };
  const routed = await routeByPolicies({
    ...{ task, attribution, ports, changes: attributed, findings: settled, reach },
    decision: decide({ ...deciding, findings: settled }),
    judgeDiagnostics: (diagnostics) => judgeUnread(judging, diagnostics),
  });
  const findings = withAdded(settled, routed.findings, task);
  const decision = decide({ ...deciding, findings, chosen: routed.chosen });
  return { findings, decision, ...reportReach(reach, configuration.blastRadius) };
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
