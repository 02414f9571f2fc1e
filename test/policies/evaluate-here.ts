import { evaluate } from "../../src/app/evaluation/evaluate.ts";
import type { EvaluationPorts } from "../../src/app/evaluation/ports.ts";
import { summariseRoots } from "../../src/app/evaluation/rest/summarise.ts";
import { surveyRest } from "../../src/app/evaluation/rest/survey.ts";
import type { Evaluation, EvaluationTask } from "../../src/app/evaluation/task.ts";
import type { PolicyEvaluator } from "../../src/policy/evaluator.ts";

/** Evaluates on this thread, and reads what the repository holds beside the change when that is asked for. */
export async function evaluateHere(
  task: EvaluationTask,
  evaluator: PolicyEvaluator,
  given: Omit<EvaluationPorts, "kept">,
): Promise<Evaluation> {
  const known = new Map<string, Uint8Array>();
  const kept: EvaluationPorts["kept"] = async (keys) =>
    new Map(
      keys.flatMap((key): [string, Uint8Array][] => {
        const entry = known.get(key);
        return entry === undefined ? [] : [[key, entry]];
      }),
    );
  const ports = { ...given, kept };
  const first = await evaluate(task, null, evaluator, ports);
  if (!("kind" in first)) return first;
  const { key, entry, missing } = await surveyRest(task, ports);
  if (entry !== null) known.set(key, entry);
  const { entries } = await summariseRoots(task, missing, ports);
  for (const [root, summary] of entries) known.set(root, summary);
  const second = await evaluate(task, null, evaluator, ports);
  if ("kind" in second) throw new TypeError("what was read of the rest is not found again");
  return second;
}
