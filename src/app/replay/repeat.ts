import { decide } from "../../decision/index.ts";
import type { RiskedChange } from "../../decision/risk-items.ts";
import type { Decision } from "../../model/decision.ts";
import type { Finding } from "../../model/finding.ts";
import { compareWithBase } from "../../policy/baseline/index.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";
import { withAdded, withExceptions } from "../evaluation/exceptions.ts";
import { type ComparedVerdicts, compareVerdicts, settleVerdicts } from "../evaluation/plans.ts";
import type { EvaluationTrace } from "../evaluation/recording/trace.ts";
import { couldReturn, excused } from "../evaluation/returns/index.ts";
import { JudgingsAgain } from "./repeat-judgings.ts";
import { routeAgain } from "./repeat-routing.ts";
import type { Repeatable, RepeatPorts } from "./repeatable.ts";

export interface Repeated {
  readonly findings: readonly Finding[];
  readonly decision: Decision;
}

/**
 * Makes a decision again: asks every policy what it was asked, and takes what it says through baseline, enforcement,
 * exceptions, returns, routing and decision, all with the code that made it first. Pure but for the policies.
 */
export async function repeat(given: Repeatable, ports: RepeatPorts): Promise<Repeated> {
  const { trace, task, configuration, rules, policySources } = given;
  const judgings = await JudgingsAgain.of(given, ports);
  const judged = await judgings.judged("source");
  ports.tell("judged", [judged.base, judged.head]);
  const inForce = {
    ...task,
    configuration,
    rules,
    ...(policySources === undefined ? {} : { policySources }),
  };
  const compared = compareAgain(trace, judged, await judgings.judged("planned"));
  await judgings.judged("past");
  const standing = withExceptions(settleVerdicts(compared, inForce), trace.suppressions.flat(), {
    ...inForce,
    compared: true,
  });
  ports.tell("settled", standing);
  const settled = excused(standing, couldReturn(standing, compared), new Map(trace.returns?.proven ?? []));
  const deciding = { changes: changesOf(trace), configuration, rules, policySet: task.policySet };
  const routed = await routeAgain({
    ...{ given, ports, findings: settled, decision: decide({ ...deciding, findings: settled }) },
    engine: judgings.engine,
    judgeUnread: (diagnostics) => judgings.unread(diagnostics),
  });
  const findings = withAdded(settled, routed.findings, inForce);
  const decision = decide({ ...deciding, findings, chosen: routed.chosen });
  ports.tell("findings", findings);
  ports.tell("decision", decision);
  return { findings, decision };
}

function compareAgain(
  { moved, planned }: EvaluationTrace,
  source: { readonly base: readonly JudgedFinding[]; readonly head: readonly JudgedFinding[] },
  ofPlans: { readonly base: readonly JudgedFinding[]; readonly head: readonly JudgedFinding[] },
): ComparedVerdicts {
  if (planned === null) return { source: compareWithBase(source.base, source.head, moved), added: [] };
  const names = planned.roots.map(({ key, aliases, spokenOf, unwritten }) => {
    return [
      key,
      { aliases: new Map(aliases), spokenOf: new Set(spokenOf), unwritten: new Set(unwritten) },
    ] as const;
  });
  return compareVerdicts({
    ...{ source, planned: ofPlans, loaded: { plannedByRoot: new Map(names) } },
    ...{ movedInSource: moved, movedInPlan: planned.moved },
  });
}

/** As much of each change as risk is told by. */
function changesOf({ changes }: EvaluationTrace): readonly RiskedChange[] {
  return changes.map(({ rootKey, address, action, gone, before = null }) => ({
    ...{ rootKey, address, action },
    before:
      before === null ? null : { object: before.object, unknown: new Map(Object.entries(before.unknown)) },
    after: gone ? null : {},
  }));
}
