import type { Engine } from "../../engines/engine.ts";
import type { Decision } from "../../model/decision.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Finding } from "../../model/finding.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";
import { decidedSoFar, plain } from "../evaluation/routing/input.ts";
import { type Routed, route, routingUnitsOf } from "../evaluation/routing/run.ts";
import type { Repeatable, RepeatPorts } from "./repeatable.ts";

interface RoutingAgain {
  readonly given: Repeatable;
  readonly ports: Pick<RepeatPorts, "tell">;
  readonly engine: () => Promise<Engine>;
  readonly findings: readonly Finding[];
  readonly decision: Decision;
  readonly judgeUnread: (diagnostics: readonly Diagnostic[]) => Promise<readonly JudgedFinding[]>;
}

/** What routing rules add: asked about the recorded change, with what was decided just now. */
export async function routeAgain(again: RoutingAgain): Promise<Routed> {
  const { trace, task, configuration, rules, policySources } = again.given;
  const { routing } = trace;
  const sources = policySources === undefined ? {} : { policySources };
  const units = routingUnitsOf({ rules, ...sources }, true);
  if (routing === null || units.length === 0) return { findings: [], chosen: [] };
  const { findings, decision } = again;
  const input = { ...routing.input, ...plain(decidedSoFar({ task: { rules }, findings, decision })) };
  again.ports.tell("routing", input);
  const attributionAt = (index: number) => {
    const attribution = trace.attributions[index];
    if (attribution === undefined) throw new TypeError(`the record has no attribution ${index}`);
    return attribution;
  };
  return route({
    task: { ...task, configuration, rules, ...sources, failedRoots: trace.failedRoots },
    units,
    input,
    changes: routing.changes.map(({ attribution, content, ...change }) => ({
      ...change,
      attribution: attributionAt(attribution),
      content: () => content,
    })),
    attribution: attributionAt(routing.attribution),
    ports: { engine: again.engine, startRoot: () => {} },
    judgeDiagnostics: again.judgeUnread,
  });
}
