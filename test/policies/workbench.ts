import { join } from "node:path";
import { KeptReadings } from "../../src/app/evaluation/kept-readings.ts";
import type { EvaluationPorts } from "../../src/app/evaluation/ports.ts";
import { DecodedEntries } from "../../src/app/evaluation/rest/decoded-entries.ts";
import type { Evaluation, EvaluationTask } from "../../src/app/evaluation/task.ts";
import { ToldElsewhere } from "../../src/app/evaluation/told-elsewhere.ts";
import { installation } from "../../src/app/installation.ts";
import { ownershipMoves } from "../../src/app/ownership-moves.ts";
import type { PolicySet } from "../../src/app/policy-set.ts";
import { loadSchemaFiles } from "../../src/app/schema-files.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { taskOf } from "../../src/app/task-of.ts";
import { readTenantSources, type TenantFilesReader } from "../../src/app/tenant-sources.ts";
import { loadConfiguration } from "../../src/config/index.ts";
import { collectInventory } from "../../src/inventory/index.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import { effectiveParameters } from "../../src/model/enforcement.ts";
import type { PlanReading } from "../../src/model/plan.ts";
import type { Rule } from "../../src/model/rule.ts";
import type { Tree } from "../../src/model/tree.ts";
import { createEvaluator, type PolicyEvaluator } from "../../src/policy/evaluator.ts";
import { KnownContents, SurveyedFolders } from "../../src/roots/index.ts";
import { readStatements } from "../../src/tenancy/sources/index.ts";
import { reviewEngines } from "../engines/review-engines.ts";
import { evaluateHere } from "./evaluate-here.ts";
import { memoryTree } from "./memory-tree.ts";

/** Everything that judging an example takes, in this thread: no worker stands between a failing test and its line. */
export interface Workbench {
  readonly policySet: PolicySet;
  readonly ports: Omit<EvaluationPorts, "kept" | "read">;
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
    pastStates: () => Promise.resolve([]),
    pastTree: (commit: string) => Promise.reject(new TypeError(`nothing told of ${commit}`)),
    keptReadings: new KeptReadings(),
    decodedEntries: new DecodedEntries(),
    knownContents: new KnownContents(),
    surveyedFolders: new SurveyedFolders(),
    toldElsewhere: new ToldElsewhere(),
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
    evaluate: async ({ rules, base, head, configuration, author = null, plans = [], evaluator: given }) => {
      const trees = { base: memoryTree("base", base), head: memoryTree("head", head), tip: null };
      const { settings, moves } = await ownersOf(configuration, trees);
      const task = taskOf(
        {
          ...{ trees, targetBranch: null, author, kubernetesVersion: null, plans, fixes: true },
          ownershipMoves: moves,
        },
        { configuration: settings, waivers: [], today: "2027-01-01" },
        { rules, policySet: policySet.digest },
      );
      return evaluateHere(task, given ?? evaluator(configuration), { ...ports, read: readFrom(trees) });
    },
  };
}

/** Whose what is by the files of the base, and what becomes somebody else's. */
async function ownersOf(written: Configuration, trees: Readonly<{ base: Tree; head: Tree; tip: null }>) {
  const reader: TenantFilesReader = {
    readTenantFiles: async ({ settings, files }) =>
      new Map([...files].map(([blob, bytes]) => [blob, readStatements(settings, bytes)])),
  };
  const { configuration, sourced } = await readTenantSources(written, trees.base, reader);
  const known = { configuration, ...(sourced === null ? {} : { sourcedTenants: sourced }) };
  return { settings: configuration, moves: await ownershipMoves(trees, known, reader) };
}

function readFrom(trees: Readonly<Record<"base" | "head", Tree>>): EvaluationPorts["read"] {
  return (name, paths) => trees[name === "head" ? "head" : "base"].read(paths);
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
