import type { Diagnostic } from "../../model/diagnostic.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Attribution } from "../../model/resource.ts";
import type { Rule } from "../../model/rule.ts";
import type { PolicyEvaluator } from "../../policy/evaluator.ts";
import { judgeRoot, type RootVerdict } from "../../policy/judge.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";
import type { RecordedJudging, RecordedVerdict } from "../evaluation/recording/trace.ts";
import { unjudgedDiagnostics, unreadRuleId } from "../evaluation/unjudged.ts";
import { attributionIn, inputAt, listOf, parsed } from "./repeat-verdicts.ts";
import type { Repeatable } from "./repeatable.ts";

/** Who says what it means that something could not be judged. */
export interface UnreadPorts {
  readonly evaluator: PolicyEvaluator;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly attributePath: (path: string, rootKey: string) => Attribution | null;
}

/** Findings of what could not be judged just now, and of which the record therefore says nothing. */
export async function unreadAgain(
  { side, root }: Pick<RecordedJudging, "side" | "root">,
  diagnostics: readonly Diagnostic[],
  { evaluator, rules, attributePath }: UnreadPorts,
): Promise<readonly JudgedFinding[]> {
  const rule = rules.get(unreadRuleId);
  if (rule === undefined || diagnostics.length === 0) return [];
  const { findings } = await judgeRoot(evaluator, [rule], {
    ...{ side, root: { ...root, variant: null, files: [] }, kubernetesVersion: "", cluster: null },
    ...{ resources: [], changes: [], diagnostics, pull: null },
    facts: () => ({}),
    attributePath: (path) => attributePath(path, root.key) ?? attributionIn(null),
  });
  return findings;
}

/** What rule units that nobody asked then could not say of a root. */
export function unsaidOf(
  judging: RecordedJudging,
  notJudged: RootVerdict["notJudged"],
  { inputs, fresh }: Pick<Repeatable, "inputs" | "fresh">,
): readonly Diagnostic[] {
  const asked = judging.verdicts.find(({ by }) => fresh?.has(by) === true);
  const { root, main } = judging;
  return unjudgedDiagnostics({ root, main, objects: objectsIn(asked, inputs) }, notJudged);
}

function objectsIn(
  verdict: RecordedVerdict | undefined,
  inputs: readonly Uint8Array[],
): readonly JsonObject[] {
  const [call] = verdict?.calls ?? [];
  if (call === undefined || call.input === null) return [];
  const { resources } = parsed(inputAt({ inputs }, call.input));
  return listOf(listOf(resources).map(({ object }) => object ?? null));
}
