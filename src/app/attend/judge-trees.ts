import type { Locale } from "../../model/configuration.ts";
import type { Location } from "../../model/location.ts";
import type { PlanReading } from "../../model/plan.ts";
import type { Report } from "../../model/report.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import type { EvaluationTask } from "../evaluation/task.ts";
import { type ReviewPorts, reviewUnder } from "../review.ts";
import type { ReviewSettings } from "../settings.ts";

export interface JudgedTrees {
  readonly trees: EvaluationTrees;
  readonly targetBranch: string;
  readonly author: EvaluationTask["author"];
  readonly locale: Locale | null;
  /** Terraform plans of the head, masked. */
  readonly plans: readonly PlanReading[];
  /** Whether to look for repairs that hold. */
  readonly fixes?: boolean;
}

/** What a judgement leaves behind for those who come later. */
export interface JudgedReport {
  readonly report: Report;
  /** Lines that hold secrets, in the files that findings point into: never to be shown. */
  readonly masked: readonly Location[];
  /** Root key to the changed paths that the root reads. */
  readonly changedPathsByRoot: Readonly<Record<string, readonly string[]>>;
}

/** All rules, as if every one of them were enforced: what counts in the modes in force is told apart afterwards. */
export async function judgeTrees(
  what: JudgedTrees,
  settings: ReviewSettings,
  ports: ReviewPorts,
): Promise<JudgedReport> {
  const outcome = await reviewUnder(
    { ...what, mode: "enforce", ruleSelection: null, kubernetesVersion: null },
    settings,
    ports,
  );
  if (outcome.kind !== "reviewed") throw new TypeError(`a review of all rules came out as ${outcome.kind}`);
  const { report, masked, changedPathsByRoot } = outcome;
  return { report, masked, changedPathsByRoot };
}
