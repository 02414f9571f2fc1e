import type { ConfigurationProblem } from "../config/index.ts";
import type { Configuration, Locale, Mode } from "../model/configuration.ts";
import type { Location } from "../model/location.ts";
import type { PastState } from "../model/past.ts";
import type { PlanReading, RefusedPlan } from "../model/plan.ts";
import type { Report } from "../model/report.ts";
import type { RepositoryIdentity } from "../model/repository-identity.ts";
import type { Tree } from "../model/tree.ts";
import { selectRules } from "../policy/select.ts";
import type { EvaluationRecording } from "./evaluation/recording/recording.ts";
import { runEvaluation } from "./evaluation/run-evaluation.ts";
import type { EvaluationRunner, EvaluationTrees } from "./evaluation/runner.ts";
import type { EvaluationTask } from "./evaluation/task.ts";
import { maskPlan, tooLargePlan } from "./mask-plan.ts";
import { ownershipMoves } from "./ownership-moves.ts";
import { policiesInForce } from "./policies-in-force.ts";
import type { PolicySet } from "./policy-set.ts";
import type { PolicyRepositories } from "./policy-sources.ts";
import { buildReport } from "./report.ts";
import { reviewFixes } from "./review-fixes.ts";
import type { RuleSets } from "./rule-sets/kept.ts";
import { type ReviewSettings, readSettings } from "./settings.ts";
import type { SourceFile } from "./source-file.ts";
import { taskOf } from "./task-of.ts";

/** What is asked: a change (`base` and `head`) or everything in a folder (`base` is `null`). */
export interface ReviewRequest {
  readonly trees: EvaluationTrees;
  /** Files that stand in for those of the base; `null` leaves it to the tree. */
  readonly repositoryFile: SourceFile | null;
  readonly organisationFile: SourceFile | null;
  readonly targetBranch: string | null;
  /** Which repository the trees belong to, where that is known. */
  readonly repository?: RepositoryIdentity | null;
  readonly author: EvaluationTask["author"];
  /** Language of the texts; `null` leaves it to the configuration. */
  readonly locale: Locale | null;
  /** How the report speaks: a command line tells what is so, whatever mode the App is in; `null` leaves it to the configuration. */
  readonly mode: Mode | null;
  readonly ruleSelection: string | null;
  readonly kubernetesVersion: string | null;
  /** Whether the rest of the repository is left out: totals, duplicates and references are those of the change. */
  readonly withoutRest?: boolean;
  /** Terraform plans of the head, masked. */
  readonly plans?: readonly PlanReading[];
  /** Other repositories that hold policies. */
  readonly policyRepositories?: PolicyRepositories;
  /** Whether to look for repairs that hold, which costs an evaluation more where there are some. */
  readonly fixes?: boolean;
  /** Whether what it takes to repeat the review is kept. */
  readonly record?: boolean;
}

/** A review, with plans as somebody gave them. */
export interface ReviewOfFiles extends ReviewRequest {
  readonly planFiles?: readonly PlanFile[];
}

/** A plan to be read: its bytes, or `null` where there were more than a plan may have. */
export interface PlanFile {
  readonly name: string;
  readonly root: string | null;
  readonly bytes: Uint8Array | null;
}

/** A review as it has to be known to be repeated. */
export interface RecordedReview {
  readonly task: EvaluationTask;
  readonly recording: EvaluationRecording;
  readonly evaluatedAt: string;
}

export interface ReviewPorts {
  readonly runner: EvaluationRunner;
  readonly policySet: PolicySet;
  /** Rule sets beside the program's own; absent: the program's own decides, whatever the configuration pins. */
  readonly ruleSets?: RuleSets;
  readonly now: () => Date;
  readonly versions: Readonly<Record<string, string>>;
}

export type ReviewOutcome =
  | {
      readonly kind: "reviewed";
      readonly report: Report;
      readonly configuration: Configuration;
      /** Lines that hold secrets, in the files that findings point into: never to be shown. */
      readonly masked: readonly Location[];
      /** Root key to the changed paths that it reads. */
      readonly changedPathsByRoot: Readonly<Record<string, readonly string[]>>;
      /** States of the base branch that were looked at; absent: nobody asked for any, or there are none. */
      readonly past?: readonly PastState[];
      /** What it takes to repeat it; absent: nobody asked for that. */
      readonly recorded?: RecordedReview;
    }
  | { readonly kind: "invalid-configuration"; readonly problems: readonly ConfigurationProblem[] }
  | { readonly kind: "unknown-rules"; readonly unmatched: readonly string[] }
  | { readonly kind: "refused-plans"; readonly refusals: readonly RefusedPlan[] };

/** A review, top to bottom: configuration of the base, evaluation, report. The command line and the App run the same. */
export async function review(request: ReviewOfFiles, ports: ReviewPorts): Promise<ReviewOutcome> {
  const read = await readSettings(
    {
      tree: trustedTree(request.trees),
      repositoryFile: request.repositoryFile,
      organisationFile: request.organisationFile,
      locale: request.locale,
      ...(request.policyRepositories === undefined ? {} : { policyRepositories: request.policyRepositories }),
    },
    ports,
  );
  if (read.kind === "invalid") return { kind: "invalid-configuration", problems: read.problems };
  const { sensitiveNames } = read.settings.configuration;
  const given = await readPlanFiles(request.planFiles ?? [], sensitiveNames, ports.runner);
  const refusals = given.filter((reading) => reading.kind === "refused");
  if (refusals.length > 0) return { kind: "refused-plans", refusals };
  return reviewUnder({ ...request, plans: [...(request.plans ?? []), ...given] }, read.settings, ports);
}

/** One after the other: a plan takes as much memory as a worker has. */
async function readPlanFiles(
  files: readonly PlanFile[],
  sensitiveNames: readonly string[],
  runner: EvaluationRunner,
): Promise<readonly PlanReading[]> {
  const readings: PlanReading[] = [];
  for (const { name, root, bytes } of files) {
    readings.push(
      bytes === null
        ? tooLargePlan({ name, root })
        : await maskPlan(runner, { name, root, bytes, sensitiveNames }),
    );
  }
  return readings;
}

/** A review under settings that have been read already. */
export async function reviewUnder(
  request: Omit<ReviewRequest, "repositoryFile" | "organisationFile">,
  settings: ReviewSettings,
  ports: ReviewPorts,
): Promise<Exclude<ReviewOutcome, { readonly kind: "invalid-configuration" | "refused-plans" }>> {
  const started = performance.now();
  const { digest, rules, sources } = policiesInForce(settings, ports);
  const selected = selectRules(rules, request.ruleSelection);
  if (selected.unmatched.length > 0) return { kind: "unknown-rules", unmatched: selected.unmatched };
  const ruleIds = rules.map(({ id }) => id);
  const policies = { rules: selected.rules, ruleIds, policySet: digest, ...sources, ...compiledOf(settings) };
  if (settings.ruleSet !== undefined) ports.runner.hold(settings.ruleSet);
  const moves = await ownershipMoves(request.trees, settings, ports.runner);
  const task = taskOf({ ...request, ownershipMoves: moves }, settings, policies);
  const recording = request.record === true ? { record: true as const } : {};
  const evaluation = await runEvaluation(ports.runner, { ...task, ...recording }, request.trees);
  const { configuration } = settings;
  const { trees } = request;
  const tookMs = performance.now() - started;
  const fixes = await reviewFixes({ evaluation, trees, task, rules, tookMs }, ports.runner);
  const report = buildReport({
    kind: trees.base === null ? "scan" : "review",
    trees,
    configuration,
    waivers: settings.waivers,
    locale: request.locale ?? configuration.locale,
    mode: request.mode ?? configuration.mode,
    rules,
    evaluation,
    fixes,
    run: {
      evaluatedAt: settings.now.toISOString(),
      versions: ports.versions,
      timingsMs: { total: Math.round(performance.now() - started) },
    },
  });
  const { masked, changedPathsByRoot, past } = evaluation;
  const looked = past === undefined ? {} : { past };
  const recorded =
    evaluation.recording === undefined
      ? {}
      : { recorded: { task, recording: evaluation.recording, evaluatedAt: report.run.evaluatedAt } };
  return { kind: "reviewed", report, configuration, masked, changedPathsByRoot, ...looked, ...recorded };
}

/** Which compiled rules a worker has to ask for. */
function compiledOf({ ruleSet }: ReviewSettings): Pick<EvaluationTask, "compiledSet"> {
  return ruleSet === undefined ? {} : { compiledSet: ruleSet.digest };
}

/** Where configuration, waivers and ownership are read. */
export function trustedTree({ base, head, tip }: EvaluationTrees): Tree {
  return tip ?? base ?? head;
}
