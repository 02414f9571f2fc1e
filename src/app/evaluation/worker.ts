import type { Engine } from "../../engines/engine.ts";
import type { ReviewEngine } from "../../engines/engine-limits.ts";
import { createEngine } from "../../engines/instance.ts";
import { serveWorker, type WorkerContext } from "../../engines/serve-worker.ts";
import { collectInventory } from "../../inventory/index.ts";
import { quantityBuiltins } from "../../policy/builtins.ts";
import { createEvaluator, type PolicyEvaluator } from "../../policy/evaluator.ts";
import { loadSources } from "../../policy/foreign/load.ts";
import { readPlan } from "../../resources/terraform-plan/index.ts";
import { evaluate } from "./evaluate.ts";
import { discoverScan } from "./load.ts";
import { parametersOf } from "./parameters.ts";
import { readPlanArchive } from "./plan-archive.ts";
import type { EvaluationPorts } from "./ports.ts";
import { renderRoots } from "./render-roots.ts";
import type {
  EvaluationProtocol,
  EvaluationTask,
  WorkerAnswer,
  WorkerQuestion,
  WorkerResult,
  WorkerTask,
} from "./task.ts";
import { writeRepairs } from "./write-repairs.ts";

/**
 * The review worker: the one thread that parses what a pull request holds. It has no files, no network and no
 * environment; it asks its parent for bytes and engines, and says which root it is at.
 */
type Context = WorkerContext<EvaluationProtocol>;

/** Warm between two tasks. */
const engines = new Map<ReviewEngine, Engine>();
let policy: WebAssembly.Module | null = null;

serveWorker<EvaluationProtocol>(async (request: WorkerTask, context): Promise<WorkerResult> => {
  switch (request.kind) {
    case "discover": {
      return {
        kind: "discovered",
        discovery: await discoverScan(request.task, portsOf(context, null)),
      };
    }
    case "evaluate": {
      const evaluator = await evaluatorOf(request.task, context);
      const ports = portsOf(context, request.part);
      return { kind: "evaluated", evaluation: await evaluate(request.task, request.part, evaluator, ports) };
    }
    case "render": {
      const { task, roots, withPlaces } = request;
      return {
        kind: "rendered",
        roots: await renderRoots(task, roots, withPlaces, portsOf(context, null)),
      };
    }
    case "plan":
      return { kind: "plan", reading: readPlan(request) };
    case "policy-sources": {
      const engine = await portsOf(context, null).engine("opa");
      return { kind: "policy-sources", loaded: loadSources(engine, request.shipped, request.sources) };
    }
    case "plan-archive":
      return { kind: "plans", readings: await readPlanArchive(request) };
    case "repair": {
      const { engine } = portsOf(context, null);
      const edits = await Promise.all(
        request.files.map((file) => writeRepairs(file, () => engine("terraform"))),
      );
      return { kind: "repaired", edits: edits.flat() };
    }
    default:
      return request satisfies never;
  }
});

async function evaluatorOf(task: EvaluationTask, context: Context): Promise<PolicyEvaluator> {
  policy ??= (await ask(context, { kind: "policy" })).module;
  return createEvaluator(policy, parametersOf(task));
}

function portsOf(context: Context, part: unknown): EvaluationPorts {
  return {
    read: async (tree, paths) => (await ask(context, { kind: "read", tree, paths })).files,
    engine: async (name) => {
      const known = engines.get(name);
      if (known !== undefined) return known;
      const engine = createEngine((await ask(context, { kind: "engine", name })).module, {
        builtins: quantityBuiltins,
      });
      engines.set(name, engine);
      return engine;
    },
    schemas: async (groups) => (await ask(context, { kind: "schemas", groups })).files,
    inventory: async (items) => {
      if (part === null) return collectInventory(items, ({ cluster }) => cluster);
      return (await ask(context, { kind: "inventory", items })).inventory;
    },
    startRoot: (step) => context.progress(step),
  };
}

async function ask<K extends WorkerQuestion["kind"]>(
  context: Context,
  question: Extract<WorkerQuestion, { kind: K }>,
): Promise<Extract<WorkerAnswer, { kind: K }>> {
  const answer = await context.request(question);
  if (answer.kind !== question.kind)
    throw new TypeError(`asked for ${question.kind}, was given ${answer.kind}`);
  return answer as Extract<WorkerAnswer, { kind: K }>;
}
