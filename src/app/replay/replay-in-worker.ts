import type { Engine } from "../../engines/engine.ts";
import type { Configuration } from "../../model/configuration.ts";
import { sha256Hex } from "../../model/digest.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { PolicySources } from "../../model/policy-sources.ts";
import type { StageDifference } from "../../model/replay-outcome.ts";
import type { Rule } from "../../model/rule.ts";
import { createEvaluator } from "../../policy/evaluator.ts";
import { parametersOf } from "../evaluation/parameters.ts";
import { unpackedInputs } from "../evaluation/recording/packs.ts";
import type { EvaluationTrace } from "../evaluation/recording/trace.ts";
import { underOthers } from "./other-rules.ts";
import { repeat } from "./repeat.ts";
import type { Repeatable, Stage } from "./repeatable.ts";
import type { RepeatedTask } from "./repeated-task.ts";
import type { ReplayedDecision, ReplayTask } from "./task.ts";

interface WorkerPorts {
  readonly engine: () => Promise<Engine>;
  /** Something was done: what is silent for longer is ended. */
  readonly alive: (what: string) => void;
}

/** Makes a recorded decision again, and holds every stage against what was recorded of it. */
export async function replayInWorker(task: ReplayTask, ports: WorkerPorts): Promise<ReplayedDecision> {
  if (task.under !== undefined) return underInWorker(task, task.under, ports);
  const given = repeatableOf(task);
  const differences = new Differences(task, given);
  const data = Buffer.from(task.data).toString("utf8");
  if (JSON.stringify({ parameters: parametersOf(given) }) !== data)
    differences.add({
      stage: "data",
      detail: "the parameters of the rules follow from the configuration in another way",
    });
  const { findings, decision } = await repeat(given, {
    evaluator: createEvaluator(task.module, parametersIn(data)),
    engine: ports.engine,
    tell: (stage, value) => {
      ports.alive(stage);
      differences.hear(stage, value);
    },
  });
  differences.compareDigest("risk", task.digests.riskDigest, decision.riskDigest);
  const { list, calls } = differences.finished();
  return { differences: list, findings, decision, calls };
}

/** The same decision under other rules or another configuration: nothing is compared. */
async function underInWorker(
  task: ReplayTask,
  under: NonNullable<ReplayTask["under"]>,
  { engine, alive }: WorkerPorts,
): Promise<ReplayedDecision> {
  const { given, untold } = underOthers(repeatableOf(task), {
    ...(under.rules === null ? {} : { rules: jsonIn<readonly Rule[]>(under.rules) }),
    ...(under.configuration === null ? {} : { configuration: jsonIn<Configuration>(under.configuration) }),
    ...(under.waivers === null ? {} : { waivers: under.waivers }),
    ...(under.sources === undefined ? {} : { policySources: jsonIn<PolicySources | null>(under.sources) }),
  });
  const evaluator = createEvaluator(under.module ?? task.module, parametersOf(given));
  const { findings, decision } = await repeat(given, { evaluator, engine, tell: alive });
  return { differences: [], findings, decision, calls: 0, untold };
}

/** Everything that was recorded, parsed. The digests of all of it have been checked. */
export function repeatableOf({
  rules,
  sources,
  configuration,
  task,
  trace,
  packs,
  inputs,
}: Omit<ReplayTask, "module" | "compiled" | "digests" | "data">): Repeatable {
  const unpacked = unpackedInputs({ packs, inputs });
  if (unpacked === null) throw new TypeError("the packs of inputs do not hold what the case says");
  const given = jsonIn<RepeatedTask>(task);
  const policySources = sources === null ? null : jsonIn<PolicySources>(sources);
  const all = [...jsonIn<readonly Rule[]>(rules), ...(policySources?.rules ?? [])];
  const wanted = given.selection === null ? null : new Set(given.selection);
  return {
    trace: jsonIn<EvaluationTrace>(trace),
    inputs: unpacked,
    task: given,
    configuration: jsonIn<Configuration>(configuration),
    rules: wanted === null ? all : all.filter(({ id }) => wanted.has(id)),
    ...(policySources === null ? {} : { policySources }),
  };
}

/** Written by this program, and named by its digest: what is not of that shape ends the worker, and is told. */
function jsonIn<T>(bytes: Uint8Array): T {
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as T;
}

export function parametersIn(data: string): JsonObject {
  const value: JsonValue = JSON.parse(data);
  const parameters = isJsonObject(value) ? value["parameters"] : null;
  if (!isJsonObject(parameters)) throw new TypeError("the recorded data hold no parameters");
  return parameters;
}

/** Hears each stage, and keeps where it differs from what was recorded. */
class Differences {
  readonly #task: ReplayTask;
  readonly #given: Repeatable;
  readonly #list: StageDifference[] = [];
  readonly #calls: Told[];
  readonly #queries: Told[];
  readonly #wrong = { call: [] as string[], query: [] as string[] };
  readonly #heard = { call: 0, query: 0 };

  constructor(task: ReplayTask, given: Repeatable) {
    this.#task = task;
    this.#given = given;
    this.#calls = callsOf(given);
    this.#queries = given.trace.queries.map(({ input, output }) => ({
      about: "a question to OPA",
      answer: JSON.stringify([task.inputs[input]?.sha256, output]),
    }));
  }

  add(difference: StageDifference): void {
    this.#list.push(difference);
  }

  hear(stage: Stage, value: unknown): void {
    const { trace } = this.#given;
    if (stage === "call") this.#hearOne(stage, typeof value === "string" ? value : JSON.stringify(value));
    else if (stage === "query")
      this.#hearOne(stage, questionAndAnswer(value as readonly [Uint8Array, Uint8Array]));
    else if (stage === "foreign-failures") this.#compareJson(stage, trace.foreignFailures, value);
    else if (stage === "routing") this.#compareJson(stage, trace.routing?.input, value);
    else this.compareDigest(stage, this.#task.digests[stage], sha256Hex(JSON.stringify(value)));
  }

  compareDigest(stage: StageDifference["stage"], expected: string, found: string): void {
    if (expected !== found)
      this.add({ stage, detail: `${expected.slice(0, 12)}… was recorded, ${found.slice(0, 12)}… came` });
  }

  finished(): { readonly list: readonly StageDifference[]; readonly calls: number } {
    const counted = (["call", "query"] as const).flatMap((stage): StageDifference[] => {
      const expected = stage === "call" ? this.#calls : this.#queries;
      const missing = expected.slice(this.#heard[stage]).map(({ about }) => about);
      const wrong = [...this.#wrong[stage], ...missing];
      return wrong[0] === undefined
        ? []
        : [{ stage, count: wrong.length, of: expected.length, detail: wrong[0] }];
    });
    return { list: [...counted, ...this.#list], calls: this.#heard.call + this.#heard.query };
  }

  #hearOne(stage: "call" | "query", answer: string): void {
    const expected = (stage === "call" ? this.#calls : this.#queries)[this.#heard[stage]];
    this.#heard[stage] += 1;
    if (expected?.answer !== answer) this.#wrong[stage].push(expected?.about ?? "one more than was recorded");
  }

  #compareJson(stage: Stage, expected: unknown, found: unknown): void {
    this.compareDigest(stage, sha256Hex(JSON.stringify(expected)), sha256Hex(JSON.stringify(found)));
  }
}

function questionAndAnswer([input, output]: readonly [Uint8Array, Uint8Array]): string {
  return JSON.stringify([sha256Hex(input), Buffer.from(output).toString("utf8")]);
}

interface Told {
  readonly about: string;
  readonly answer: string;
}

/** In the order in which they are asked again: phase after phase, and what could not run last. */
function callsOf({ trace }: Repeatable): Told[] {
  const phases = ["source", "planned", "past", "unread"] as const;
  const judgings = phases.flatMap((phase) => trace.judgings.filter((judging) => judging.phase === phase));
  return judgings.flatMap(({ side, root, verdicts }) =>
    verdicts
      .toSorted((left, right) => Number(left.by === "unjudged") - Number(right.by === "unjudged"))
      .flatMap(({ calls }) => calls)
      .flatMap(({ output, failure, ruleIds }): Told[] => {
        const about = `${side} of ${root.key}, asked ${ruleIds.length === 1 ? ruleIds[0] : `${ruleIds.length} rules`}`;
        const said = output === null ? [] : [{ about, answer: output }];
        return failure === null ? said : [...said, { about, answer: JSON.stringify({ failure }) }];
      }),
  );
}
