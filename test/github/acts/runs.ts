import { workflowBody, workflowRunBody } from "../json/workflow-run.ts";
import { announce } from "../world/announce.ts";
import { resolveCommit } from "../world/refs.ts";
import type { WorkflowRun } from "../world/types.ts";
import type { ActContext, Doer } from "./context.ts";

/** Workflows that ended. */
export function runActs({ world }: ActContext) {
  return {
    completeWorkflowRun: (
      given: Doer & {
        readonly repository: string;
        readonly branch: string;
        readonly name?: string;
        readonly event?: string;
        readonly conclusion?: WorkflowRun["conclusion"];
        /** Archives by name, as base64. */
        readonly artifacts?: Readonly<Record<string, string>>;
      },
    ) => {
      const repository = world.repository(given.repository);
      const head = resolveCommit(repository, given.branch);
      if (head === null) throw new Error(`There is no branch ${given.branch}.`);
      const run: WorkflowRun = {
        id: world.nextId("run"),
        name: given.name ?? "plan",
        head,
        branch: given.branch,
        event: given.event ?? "pull_request",
        by: world.account(given.by),
        conclusion: given.conclusion ?? "success",
        artifacts: Object.entries(given.artifacts ?? {}).map(([name, zip]) => ({
          id: world.nextId("artifact"),
          name,
          zip: Buffer.from(zip, "base64"),
        })),
        createdAt: world.now(),
      };
      repository.runs.set(run.id, run);
      announce(world, repository, "workflow_run", "completed", run.by, {
        workflow: workflowBody(world, repository, run),
        workflow_run: workflowRunBody(world, repository, run),
      });
      return { id: run.id };
    },
  };
}
