import type { Engine } from "../../engines/engine.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { PolicySources } from "../../model/policy-sources.ts";
import type { Rule } from "../../model/rule.ts";
import type { PolicyEvaluator } from "../../policy/evaluator.ts";
import type { EvaluationTrace } from "../evaluation/recording/trace.ts";
import type { RepeatedTask } from "./repeated-task.ts";

/** What a decision is made from again. */
export interface Repeatable {
  readonly trace: EvaluationTrace;
  readonly inputs: readonly Uint8Array[];
  readonly task: RepeatedTask;
  readonly configuration: Configuration;
  /** Those that were asked for. */
  readonly rules: readonly Rule[];
  readonly policySources?: PolicySources;
  /** Ids of units of them that are asked what nobody asked them when it was recorded; absent: there are none. */
  readonly fresh?: ReadonlySet<string>;
}

export interface RepeatPorts {
  readonly evaluator: PolicyEvaluator;
  readonly engine: (name: "opa") => Promise<Engine>;
  /** What each stage gave, as soon as it has. */
  readonly tell: (stage: Stage, value: unknown) => void;
}

/** In their order; `call` and `query` once for each. */
export type Stage =
  | "call"
  | "query"
  | "foreign-failures"
  | "judged"
  | "settled"
  | "routing"
  | "findings"
  | "decision";
