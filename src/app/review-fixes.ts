import type { LineEdit } from "../model/repair.ts";
import type { Rule } from "../model/rule.ts";
import { runEvaluation } from "./evaluation/run-evaluation.ts";
import type { EvaluationRunner, EvaluationTrees } from "./evaluation/runner.ts";
import type { Evaluation, EvaluationTask } from "./evaluation/task.ts";
import type { FileToRepair } from "./evaluation/write-repairs.ts";
import { withTrees } from "./task-of.ts";
import { verifiedRepairs } from "./verified-repairs.ts";

/** Repairs that are written in one go: as many as a worker needs a few seconds for. */
const repairsPerTask = 100;

/**
 * A review that took longer is not made a second time to show repairs: its answer is waited for. This is the only thing
 * of a review that depends on the clock, and nothing is decided by it.
 */
const slowReviewMs = 60_000;

/** A review that was judged, and every rule that is in force, whether or not only some were asked for. */
export interface JudgedReview {
  readonly evaluation: Evaluation;
  readonly trees: EvaluationTrees;
  readonly task: EvaluationTask;
  readonly rules: readonly Rule[];
  readonly tookMs: number;
}

/** The repairs of a review that hold under all rules. */
export async function reviewFixes(
  { evaluation, trees, task, rules, tookMs }: JudgedReview,
  runner: EvaluationRunner,
): Promise<readonly LineEdit[]> {
  if (trees.base !== null && tookMs > slowReviewMs) return [];
  const all = { ...task, rules, repairs: false };
  const judge = (judged: EvaluationTrees) => runEvaluation(runner, withTrees(all, judged), judged);
  return verifiedRepairs(evaluation, trees.head, {
    before: async () => (task.rules.length === rules.length ? evaluation : await judge(trees)),
    judge: (head) => judge({ ...trees, head }),
    write: async (files) => {
      const edits: LineEdit[] = [];
      for (const some of portions(files)) {
        edits.push(...(await runner.writeRepairs({ kind: "repair", files: some })));
      }
      return edits;
    },
  });
}

function portions(files: readonly FileToRepair[]): readonly (readonly FileToRepair[])[] {
  const found: FileToRepair[][] = [];
  let room = 0;
  for (const file of files) {
    const last = found.at(-1);
    if (last === undefined || room < file.repairs.length) {
      found.push([file]);
      room = repairsPerTask - file.repairs.length;
    } else {
      last.push(file);
      room -= file.repairs.length;
    }
  }
  return found;
}
