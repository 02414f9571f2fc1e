import { workflowBody, workflowRunBody } from "../json/workflow-run.ts";
import { announce } from "../world/announce.ts";
import { resolveCommit } from "../world/refs.ts";
import type { Artifact, Repository, WorkflowRun } from "../world/types.ts";
import type { World } from "../world/world.ts";
import type { ActContext, Doer } from "./context.ts";

interface RunGiven extends Doer {
  readonly repository: string;
  readonly branch: string;
  /** Where the branch is, if that is a fork. */
  readonly headRepository?: string;
  readonly name?: string;
  readonly workflow?: string;
  readonly event?: string;
}

interface EndGiven {
  readonly conclusion?: "success" | "failure" | "cancelled";
  /** Archives by name, as base64. */
  readonly artifacts?: Readonly<Record<string, string>>;
}

/** Workflows that run, and end. */
export function runActs({ world, actions }: ActContext) {
  return {
    startWorkflowRun: (given: RunGiven) => ({ id: start(world, given).id }),
    /** Ends one that was started; where it had ended before, it was run once more. */
    endWorkflowRun: (given: EndGiven & { readonly repository: string; readonly id: number }) => {
      const repository = world.repository(given.repository);
      end(world, repository, runNamed(repository, given.id), given);
    },
    completeWorkflowRun: (given: RunGiven & EndGiven) => {
      const run = start(world, given);
      end(world, world.repository(given.repository), run, given);
      return { id: run.id };
    },
    /** What a job of a run is given where it may ask for an identity: `id-token: write`. */
    identityToken: (given: {
      readonly repository: string;
      readonly run: number;
      readonly audience: string;
      /** Of the pull request that the run is for. */
      readonly number?: number;
      /** Instead of what GitHub says. */
      readonly claims?: Readonly<Record<string, string | number>>;
    }) => {
      const repository = world.repository(given.repository);
      const { audience, number, claims } = given;
      return actions.token(world, {
        repository,
        run: runNamed(repository, given.run),
        audience,
        number,
        claims,
      });
    },
    /** The same with a key that GitHub does not know. */
    forgedIdentityToken: (given: { readonly token: string }) => actions.forged(given.token),
    /** GitHub takes other keys: tokens that it gives from now on are signed with them. */
    changeIdentityKeys: () => actions.changeKeys(),
    /** Whether anybody can ask for the keys. */
    hideIdentityKeys: (given: { readonly hidden: boolean }) => {
      actions.hidden = given.hidden;
    },
  };
}

function runNamed(repository: Repository, id: number): WorkflowRun {
  const run = repository.runs.get(id);
  if (run === undefined) throw new Error(`${repository.name} has no workflow run ${id}.`);
  return run;
}

function start(world: World, given: RunGiven): WorkflowRun {
  const repository = world.repository(given.repository);
  const headRepository = world.repository(given.headRepository ?? given.repository);
  const head = resolveCommit(headRepository, given.branch);
  if (head === null) throw new Error(`There is no branch ${given.branch}.`);
  const run: WorkflowRun = {
    id: world.nextId("run"),
    name: given.name ?? "plan",
    workflow: given.workflow ?? ".github/workflows/plan.yml",
    head,
    branch: given.branch,
    headRepository,
    event: given.event ?? "pull_request",
    by: world.account(given.by),
    attempt: 1,
    conclusion: null,
    artifacts: [],
    createdAt: world.now(),
  };
  repository.runs.set(run.id, run);
  return run;
}

function end(world: World, repository: Repository, run: WorkflowRun, given: EndGiven): void {
  if (run.conclusion !== null) run.attempt += 1;
  run.conclusion = given.conclusion ?? "success";
  run.artifacts = Object.entries(given.artifacts ?? {}).map(
    ([name, zip]): Artifact => ({ id: world.nextId("artifact"), name, zip: Buffer.from(zip, "base64") }),
  );
  announce(world, repository, "workflow_run", "completed", run.by, {
    workflow: workflowBody(world, repository, run),
    workflow_run: workflowRunBody(world, repository, run),
  });
}
