import type { EvaluationTask } from "../evaluation/task.ts";

/** What the stages behind the policies need of a task, besides rules and configuration. */
export interface RepeatedTask
  extends Pick<
    EvaluationTask,
    "changedPaths" | "waivers" | "today" | "policySet" | "author" | "targetBranch" | "kubernetesVersion"
  > {
  /** Rules that were asked for; `null`: all that there are. */
  readonly selection: readonly string[] | null;
}
