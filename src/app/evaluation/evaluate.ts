import { pairChanges, summariseChange } from "../../changes/index.ts";
import { decide } from "../../decision/index.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { Finding } from "../../model/finding.ts";
import type { ChangeSummary, ReportStatistics } from "../../model/report.ts";
import type { Root } from "../../model/root.ts";
import { compareWithBase } from "../../policy/baseline/index.ts";
import type { PolicyEvaluator } from "../../policy/evaluator.ts";
import { dropSuperseded } from "../../policy/supersede.ts";
import { applyWaivers } from "../../waivers/index.ts";
import { createAttributor } from "./attribution.ts";
import { buildFacts } from "./facts.ts";
import { judgeEverything } from "./judge-everything.ts";
import { discoverEverything, loadEverything } from "./load.ts";
import type { EvaluationPorts } from "./ports.ts";
import type { Evaluation, EvaluationTask } from "./task.ts";

/**
 * The pure stages of a review, top to bottom: from two trees to a decision. The same task gives the same bytes.
 * `roots` are those of a part of a scan; `null` finds them. Throws for bugs and broken engines only.
 */
export async function evaluate(
  task: EvaluationTask,
  roots: readonly Root[] | null,
  evaluator: PolicyEvaluator,
  ports: EvaluationPorts,
): Promise<Evaluation> {
  const discovered = await discoverEverything(task, roots, ports);
  const loaded = await loadEverything(task, discovered, ports);
  const changes = task.trees.base === null ? [] : pairChanges(loaded.pairing);
  const attributor = createAttributor(task, loaded);
  const facts = await buildFacts(task, loaded, attributor, ports);
  const judged = judgeEverything({ task, loaded, changes, attributor, facts, evaluator, ports });
  const compared = compareWithBase(judged.base, judged.head, movesOf(changes));
  const settled = dropSuperseded(attributor.settle(compared), task.rules);
  const findings = applyWaivers(settled, task.waivers, {
    today: task.today,
    ...task.configuration.waivers,
  }).findings;
  return {
    findings,
    changes: changes.map((change) => summary(change, attributor)),
    decision: decide({ findings, changes, configuration: task.configuration, policySet: task.policySet }),
    notEvaluated: [...discovered.notEvaluated, ...loaded.notEvaluated],
    statistics: statistics(task, loaded.roots.length, loaded.resources, changes, findings),
  };
}
