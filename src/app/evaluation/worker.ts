import type { Engine } from "../../engines/engine.ts";
import type { ReviewEngine } from "../../engines/engine-limits.ts";
import { createEngine } from "../../engines/instance.ts";
import { serveWorker, type WorkerContext } from "../../engines/serve-worker.ts";
import { collectInventory } from "../../inventory/index.ts";
import { quantityBuiltins } from "../../policy/builtins.ts";
import { createEvaluator, type PolicyEvaluator } from "../../policy/evaluator.ts";
import { loadSources } from "../../policy/foreign/load.ts";
import { readPlan } from "../../resources/terraform-plan/index.ts";
import { KnownContents, SurveyedFolders } from "../../roots/index.ts";
import { readStatements } from "../../tenancy/sources/index.ts";
import { evaluate } from "./evaluate.ts";
import { KeptReadings } from "./kept-readings.ts";
import { discoverScan } from "./load.ts";
import { parametersOf } from "./parameters.ts";
import { readPlanArchive } from "./plan-archive.ts";
import type { EvaluationPorts } from "./ports.ts";
import { EvaluationRecorder } from "./recording/recorder.ts";
import { renderRoots } from "./render-roots.ts";
import { DecodedEntries } from "./rest/decoded-entries.ts";
import { summariseRoots } from "./rest/summarise.ts";
import { surveyRest } from "./rest/survey.ts";
import type {
  EvaluationProtocol,
  EvaluationTask,
  WorkerAnswer,
  WorkerQuestion,
  WorkerResult,
  WorkerTask,
} from "./task.ts";
import { ToldElsewhere } from "./told-elsewhere.ts";
import { writeRepairs } from "./write-repairs.ts";

/**
 * The review worker: the one thread that parses what a pull request holds. It has no files, no network and no
 * environment; it asks its parent for bytes and engines, and says which root it is at.
 */
type Context = WorkerContext<EvaluationProtocol>;

/** Warm between two tasks. */
const engines = new Map<ReviewEngine, Engine>();
const keptReadings = new KeptReadings();
const decodedEntries = new DecodedEntries();
const knownContents = new KnownContents();
const surveyedFolders = new SurveyedFolders();
const toldElsewhere = new ToldElsewhere();
/** By the digest of the set; "" for the program's own. An old set is asked for as long as somebody has pinned it. */
const policies = new Map<string, WebAssembly.Module>();
/** What a worker judges by is one set, and two while an organisation goes from one to another. */
const policiesMax = 4;

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
      const ports = recordingPorts(portsOf(context, request.part), request.task);
      const result = await evaluate(request.task, request.part, evaluator, ports);
      return "kind" in result ? result : { kind: "evaluated", evaluation: result };
    }
    case "survey":
      return { kind: "surveyed", survey: await surveyRest(request.task, portsOf(context, null)) };
    case "summarise": {
      const { task, roots } = request;
      return { kind: "summarised", ...(await summariseRoots(task, roots, portsOf(context, null))) };
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
    case "tenant-files": {
      const read = [...request.files].map(
        ([blob, bytes]) => [blob, readStatements(request.settings, bytes)] as const,
      );
      return { kind: "tenant-files", readings: new Map(read) };
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
  const { compiledSet: set = null } = task;
  const known = policies.get(set ?? "");
  const policy = known ?? (await ask(context, { kind: "policy", set })).module;
  if (known === undefined && policies.size >= policiesMax) policies.clear();
  policies.set(set ?? "", policy);
  return createEvaluator(policy, parametersOf(task));
}

/** The same, heard by whoever keeps what the evaluation is made of. A part of a scan is not kept. */
function recordingPorts(ports: EvaluationPorts, task: EvaluationTask): EvaluationPorts {
  if (task.record !== true || task.trees.base === null) return ports;
  const recorder = new EvaluationRecorder(task);
  return {
    ...ports,
    recorder,
    engine: async (name) => {
      const engine = await ports.engine(name);
      return name === "opa" ? recorder.engine(engine) : engine;
    },
  };
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
    pastStates: async (want) => (await ask(context, { kind: "past-states", want })).states,
    pastTree: async (commit) => (await ask(context, { kind: "past-tree", commit })).listing,
    schemas: async (groups) => (await ask(context, { kind: "schemas", groups })).files,
    kept: async (keys) => (await ask(context, { kind: "kept", keys })).entries,
    inventory: async (items) => {
      if (part === null) return collectInventory(items, ({ cluster }) => cluster);
      return (await ask(context, { kind: "inventory", items })).inventory;
    },
    keptReadings,
    decodedEntries,
    knownContents,
    surveyedFolders,
    toldElsewhere,
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
