import type { RepositoryRef } from "../../github/index.ts";
import type { Locale } from "../../model/configuration.ts";
import type { Location } from "../../model/location.ts";
import type { PastState } from "../../model/past.ts";
import type { PlanReading } from "../../model/plan.ts";
import type { Report } from "../../model/report.ts";
import type { RepositoryIdentity } from "../../model/repository-identity.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import type { EvaluationTask } from "../evaluation/task.ts";
import { type RecordedReview, type ReviewPorts, reviewUnder } from "../review.ts";
import type { ReviewSettings } from "../settings.ts";

export interface JudgedTrees {
  readonly trees: EvaluationTrees;
  readonly repository: RepositoryIdentity;
  readonly targetBranch: string;
  readonly author: EvaluationTask["author"];
  readonly locale: Locale | null;
  /** Terraform plans of the head, masked. */
  readonly plans: readonly PlanReading[];
  /** Whether to look for repairs that hold. */
  readonly fixes?: boolean;
  /** Whether what it takes to repeat the judgement is kept. */
  readonly record?: boolean;
}

/** By its number, which stays when it is renamed. */
export function identityOf({ id, owner, name }: RepositoryRef): RepositoryIdentity {
  return { key: `github:${id}`, name: `${owner}/${name}` };
}

/** What a judgement leaves behind for those who come later. */
export interface JudgedReport {
  readonly report: Report;
  /** Lines that hold secrets, in the files that findings point into: never to be shown. */
  readonly masked: readonly Location[];
  /** Root key to the changed paths that the root reads. */
  readonly changedPathsByRoot: Readonly<Record<string, readonly string[]>>;
  /** States of the base branch that were looked at; absent: nobody asked for any, or there are none. */
  readonly past?: readonly PastState[];
}

/** A judgement, and what it takes to repeat it, where that was asked for. */
export interface JudgedAndRecorded {
  readonly judged: JudgedReport;
  readonly recorded?: RecordedReview;
}

/** All rules, as if every one of them were enforced: what counts in the modes in force is told apart afterwards. */
export async function judgeAndRecord(
  what: JudgedTrees,
  settings: ReviewSettings,
  ports: ReviewPorts,
): Promise<JudgedAndRecorded> {
  const outcome = await reviewUnder(
    { ...what, mode: "enforce", ruleSelection: null, kubernetesVersion: null },
    settings,
    ports,
  );
  if (outcome.kind !== "reviewed") throw new TypeError(`a review of all rules came out as ${outcome.kind}`);
  const { recorded } = outcome;
  return { judged: judgedReportOf(outcome), ...(recorded === undefined ? {} : { recorded }) };
}

export function judgedReportOf({ report, masked, changedPathsByRoot, past }: JudgedReport): JudgedReport {
  return { report, masked, changedPathsByRoot, ...(past === undefined ? {} : { past }) };
}
