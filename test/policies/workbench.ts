import { join } from "node:path";
import { evaluate } from "../../src/app/evaluation/evaluate.ts";
import type { EvaluationPorts } from "../../src/app/evaluation/ports.ts";
import type { Evaluation, EvaluationTask } from "../../src/app/evaluation/task.ts";
import { installation } from "../../src/app/installation.ts";
import type { PolicySet } from "../../src/app/policy-set.ts";
import { loadSchemaFiles } from "../../src/app/schema-files.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { taskOf } from "../../src/app/task-of.ts";
import { loadConfiguration } from "../../src/config/index.ts";
import { collectInventory } from "../../src/inventory/index.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import { effectiveParameters } from "../../src/model/enforcement.ts";
import type { PlanReading } from "../../src/model/plan.ts";
import type { Rule } from "../../src/model/rule.ts";
import type { Tree } from "../../src/model/tree.ts";
import { createEvaluator, type PolicyEvaluator } from "../../src/policy/evaluator.ts";
import { reviewEngines } from "../engines/review-engines.ts";
import { memoryTree } from "./memory-tree.ts";

/** Everything that judging an example takes, in this thread: no worker stands between a failing test and its line. */
export interface Workbench {
  readonly policySet: PolicySet;
  readonly ports: Omit<EvaluationPorts, "read">;
  evaluator(configuration: Configuration): PolicyEvaluator;
  evaluate(example: Example): Promise<Evaluation>;
}

export interface Example {
  readonly rules: readonly Rule[];
  readonly base: Readonly<Record<string, string>>;
  readonly head: Readonly<Record<string, string>>;
  readonly configuration: Configuration;
  readonly author?: EvaluationTask["author"];
  /** Terraform plans of the head. */
  readonly plans?: readonly PlanReading[];
  /** Instead of the real one: to look at what it is given. */
  readonly evaluator?: PolicyEvaluator;
}

/** Compiled policies are kept between test runs, by digest, as the command line keeps them. */
const cacheFolder = join(installation.top, "node_modules", ".cache", "sekisho-tests");

export async function openWorkbench(): Promise<Workbench> {
  const policySet = await shippedPolicySet(cacheFolder);
  const policy = await WebAssembly.compile(policySet.wasm);
  const ports = {
    engine: reviewEngines(cacheFolder),
    inventory: async (items: Parameters<EvaluationPorts["inventory"]>[0]) =>
      collectInventory(items, ({ cluster }) => cluster),
    schemas: loadSchemaFiles,
    startRoot: () => undefined,
  };
  const evaluator = (configuration: Configuration) =>
    createEvaluator(
      policy,
      Object.fromEntries(policySet.rules.map((rule) => [rule.id, effectiveParameters(configuration, rule)])),
    );
  return {
    policySet,
    ports,
    evaluator,
    evaluate: ({ rules, base, head, configuration, author = null, plans = [], evaluator: given }) => {
      const trees = { base: memoryTree("base", base), head: memoryTree("head", head), tip: null };
      const task = taskOf(
        { trees, targetBranch: null, author, kubernetesVersion: null, plans, fixes: true },
        { configuration, waivers: [], today: "2027-01-01" },
        { rules, policySet: policySet.digest },
      );
      return evaluate(task, null, given ?? evaluator(configuration), { ...ports, read: readFrom(trees) });
    },
  };
}

function readFrom(trees: Readonly<Record<"base" | "head", Tree>>): EvaluationPorts["read"] {
  return (name, paths) => trees[name === "tip" ? "base" : name].read(paths);
}

/** What a rule's examples need, written as the organisation would write it. */
export async function exampleConfiguration(text: string | null): Promise<Configuration> {
  const organisation = text === null ? null : { path: "sekisho.yml", text: `version: 1\n${text}` };
  const loaded = await loadConfiguration({ organisation, repository: null });
  if (loaded.kind === "invalid") {
    throw new Error(loaded.problems.map(({ line, message }) => `line ${line - 1}: ${message}`).join("\n"));
  }
  return loaded.configuration;
}
