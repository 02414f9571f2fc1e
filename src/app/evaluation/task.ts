import type { ChangedPath } from "../../model/changed-path.ts";
import type { Configuration, Waiver } from "../../model/configuration.ts";
import type { Decision } from "../../model/decision.ts";
import type { NotEvaluated } from "../../model/diagnostic.ts";
import type { Finding } from "../../model/finding.ts";
import type { ChangeSummary, ReportStatistics } from "../../model/report.ts";
import type { Root } from "../../model/root.ts";
import type { Rule } from "../../model/rule.ts";
import type { TreeEntry } from "../../model/tree.ts";

/** A tree as it crosses to the worker: what is in it; the bytes are asked for. */
export interface TreeListing {
  readonly label: string;
  readonly commit: string | null;
  readonly entries: readonly TreeEntry[];
}

export type TreeName = "base" | "head" | "tip";

/** Everything that one evaluation depends on. It crosses to the worker by structured clone. */
export interface EvaluationTask {
  readonly trees: {
    /** The merge base, or the folder compared with; `null` in a scan. */
    readonly base: TreeListing | null;
    readonly head: TreeListing;
    /** The tip of the base branch, where facts about the rest of the repository come from; `null`: the same as `base` or `head`. */
    readonly tip: TreeListing | null;
  };
  /** `null` in a scan: everything counts. */
  readonly changedPaths: readonly ChangedPath[] | null;
  readonly configuration: Configuration;
  readonly kubernetesVersion: string | null;
  readonly author: { readonly login: string; readonly teams: readonly string[] } | null;
  readonly waivers: readonly Waiver[];
  /** Local date in the configured zone, `YYYY-MM-DD`. */
  readonly today: string;
  readonly rules: readonly Rule[];
  readonly policySet: string;
  /** Part of a scan: only these roots, by key. `null`: all. */
  readonly onlyRoots: readonly string[] | null;
  /** Roots that ended a worker before: said to be not read. */
  readonly failedRoots: readonly FailedRoot[];
}

export interface FailedRoot {
  readonly key: string;
  readonly path: string;
  readonly reason: "time" | "memory" | "crash";
}

/** What an evaluation gives back: pure data, the same for the same task. */
export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly changes: readonly ChangeSummary[];
  readonly decision: Decision;
  readonly notEvaluated: readonly NotEvaluated[];
  readonly statistics: ReportStatistics;
}

/** What a worker is asked: to find the roots of a scan, or to evaluate. */
export type WorkerRequest =
  | { readonly kind: "discover"; readonly task: EvaluationTask }
  | { readonly kind: "evaluate"; readonly task: EvaluationTask; readonly roots: readonly Root[] | null };
