import type { ConfigurationProblem } from "../config/index.ts";
import { isWaiverFile, loadConfiguration, parseWaivers, repositoryFile } from "../config/index.ts";
import type { Configuration, Locale, Mode } from "../model/configuration.ts";
import { localDateAt } from "../model/local-date.ts";
import type { Location } from "../model/location.ts";
import type { Report } from "../model/report.ts";
import type { Tree } from "../model/tree.ts";
import { selectRules } from "../policy/select.ts";
import { runEvaluation } from "./evaluation/run-evaluation.ts";
import type { EvaluationRunner, EvaluationTrees } from "./evaluation/runner.ts";
import type { EvaluationTask } from "./evaluation/task.ts";
import type { PolicySet } from "./policy-set.ts";
import { buildReport } from "./report.ts";
import { readSource, type SourceFile } from "./source-file.ts";
import { type Settings, taskOf } from "./task-of.ts";

/** What is asked: a change (`base` and `head`) or everything in a folder (`base` is `null`). */
export interface ReviewRequest {
  readonly trees: EvaluationTrees;
  /** Files that stand in for those of the base; `null` leaves it to the tree. */
  readonly repositoryFile: SourceFile | null;
  readonly organisationFile: SourceFile | null;
  readonly targetBranch: string | null;
  readonly author: EvaluationTask["author"];
  /** Language of the texts; `null` leaves it to the configuration. */
  readonly locale: Locale | null;
  /** How the report speaks: a command line tells what is so, whatever mode the App is in; `null` leaves it to the configuration. */
  readonly mode: Mode | null;
  readonly ruleSelection: string | null;
  readonly kubernetesVersion: string | null;
}

export interface ReviewPorts {
  readonly runner: EvaluationRunner;
  readonly policySet: PolicySet;
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
    }
  | { readonly kind: "invalid-configuration"; readonly problems: readonly ConfigurationProblem[] }
  | { readonly kind: "unknown-rules"; readonly unmatched: readonly string[] };

/** A review, top to bottom: configuration of the base, evaluation, report. The command line and the App run the same. */
export async function review(request: ReviewRequest, ports: ReviewPorts): Promise<ReviewOutcome> {
  const started = performance.now();
  const selected = selectRules(ports.policySet.rules, request.ruleSelection);
  if (selected.unmatched.length > 0) return { kind: "unknown-rules", unmatched: selected.unmatched };
  const settings = await readSettings(request, ports);
  if (settings.kind === "invalid") return { kind: "invalid-configuration", problems: settings.problems };
  const task = taskOf(request, settings, { rules: selected.rules, policySet: ports.policySet.digest });
  const evaluation = await runEvaluation(ports.runner, task, request.trees);
  const report = buildReport({
    kind: request.trees.base === null ? "scan" : "review",
    trees: request.trees,
    configuration: settings.configuration,
    waivers: settings.waivers,
    locale: request.locale ?? settings.configuration.locale,
    mode: request.mode ?? settings.configuration.mode,
    rules: ports.policySet.rules,
    evaluation,
    run: {
      evaluatedAt: settings.now.toISOString(),
      versions: ports.versions,
      timingsMs: { total: Math.round(performance.now() - started) },
    },
  });
  return { kind: "reviewed", report, configuration: settings.configuration, masked: evaluation.masked };
}

interface ValidSettings extends Settings {
  readonly kind: "ok";
  readonly now: Date;
}

/** Configuration and waivers come from the base, or from the folder that is scanned: never from a head. */
async function readSettings(
  request: ReviewRequest,
  { policySet, now }: ReviewPorts,
): Promise<ValidSettings | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] }> {
  const trusted = trustedTree(request.trees);
  const loaded = await loadConfiguration({
    organisation: request.organisationFile,
    repository: request.repositoryFile ?? (await readSource(trusted, repositoryFile)),
    rules: policySet.rules,
    locale: request.locale ?? "en",
  });
  if (loaded.kind === "invalid") return loaded;
  const { configuration } = loaded;
  const instant = now();
  const today = localDateAt(instant, configuration.timezone);
  const paths = [...trusted.entries.keys()].filter(isWaiverFile);
  const files = await Promise.all(paths.map((path) => readSource(trusted, path)));
  const { waivers, problems } = await parseWaivers(
    files.filter((file) => file !== null),
    { ...configuration.waivers, today },
  );
  // A waiver that cannot be read lets nothing pass; whoever wrote it has to learn that.
  if (problems.length > 0) return { kind: "invalid", problems };
  return { kind: "ok", configuration, waivers, today, now: instant };
}

function trustedTree({ base, head, tip }: EvaluationTrees): Tree {
  return tip ?? base ?? head;
}
