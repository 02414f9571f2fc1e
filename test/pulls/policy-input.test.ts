import { describe, expect, it } from "vitest";
import { KeptReadings } from "../../src/app/evaluation/kept-readings.ts";
import { namedTree } from "../../src/app/evaluation/named-tree.ts";
import type { EvaluationPorts } from "../../src/app/evaluation/ports.ts";
import { DecodedEntries } from "../../src/app/evaluation/rest/decoded-entries.ts";
import type { EvaluationTrees } from "../../src/app/evaluation/runner.ts";
import { ToldElsewhere } from "../../src/app/evaluation/told-elsewhere.ts";
import { loadSchemaFiles } from "../../src/app/schema-files.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { readSource } from "../../src/app/source-file.ts";
import { taskOf } from "../../src/app/task-of.ts";
import { loadConfiguration, readRuntimeEnvironment, repositoryFile } from "../../src/config/index.ts";
import { collectInventory } from "../../src/inventory/index.ts";
import { effectiveParameters } from "../../src/model/enforcement.ts";
import { createEvaluator, type PolicyEvaluator } from "../../src/policy/evaluator.ts";
import { KnownContents, SurveyedFolders } from "../../src/roots/index.ts";
import { reviewEngines } from "../engines/review-engines.ts";
import { evaluateHere } from "../policies/evaluate-here.ts";
import { exampleSettings, openTrees, pullNames, readPull } from "./review-pull.ts";
import { isPolicyInput } from "./schemas.ts";

const { cacheDirectory: cacheDir } = readRuntimeEnvironment();
const policySet = await shippedPolicySet(cacheDir);
const policy = await WebAssembly.compile(policySet.wasm);
const engine = reviewEngines(cacheDir);

function portsOf(trees: EvaluationTrees): Omit<EvaluationPorts, "kept"> {
  return {
    read: async (name, paths) => (await namedTree(trees, name)).read(paths),
    engine,
    inventory: async (items) => collectInventory(items, ({ cluster }) => cluster),
    schemas: loadSchemaFiles,
    pastStates: () => Promise.resolve([]),
    pastTree: (commit) => Promise.reject(new TypeError(`nothing told of ${commit}`)),
    keptReadings: new KeptReadings(),
    decodedEntries: new DecodedEntries(),
    knownContents: new KnownContents(),
    surveyedFolders: new SurveyedFolders(),
    toldElsewhere: new ToldElsewhere(),
    startRoot: () => undefined,
  };
}

/** Evaluates on this thread, where the evaluator can be listened to, and gives what it was asked. */
async function inputsOf(name: string): Promise<readonly Uint8Array[]> {
  const pull = readPull(name);
  const { author: login, teams } = pull;
  const trees = await openTrees(name);
  const base = trees.base ?? trees.head;
  const { rules } = policySet;
  const repository = exampleSettings(pull).repositoryFile ?? (await readSource(base, repositoryFile));
  const loaded = await loadConfiguration({ organisation: null, repository, rules });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  const { configuration } = loaded;
  const asked = { trees, targetBranch: "main", author: { login, teams }, kubernetesVersion: null };
  const settings = { configuration, waivers: [], today: "2026-08-03" };
  const parameters = rules.map((rule) => [rule.id, effectiveParameters(configuration, rule)]);
  const evaluator = createEvaluator(policy, Object.fromEntries(parameters));
  const inputs: Uint8Array[] = [];
  const listening: PolicyEvaluator = {
    evaluate: (input) => {
      inputs.push(input);
      return evaluator.evaluate(input);
    },
  };
  await evaluateHere(
    taskOf(asked, settings, { rules, policySet: policySet.digest }),
    listening,
    portsOf(trees),
  );
  return inputs;
}

describe("what the rules are asked", () => {
  it.each(pullNames())("fits its published schema: %s", async (name) => {
    const inputs = await inputsOf(name);
    expect(inputs.length).toBeGreaterThan(0);
    for (const input of inputs) {
      expect(
        isPolicyInput(JSON.parse(Buffer.from(input).toString("utf8"))),
        JSON.stringify(isPolicyInput.errors),
      ).toBe(true);
    }
  });

  it("names the author and their teams, and every changed path", async () => {
    const inputs = (await inputsOf("waiver-in-the-same-pull")).map((input) =>
      JSON.parse(Buffer.from(input).toString()),
    );
    expect(inputs.flatMap(({ pull }) => pull ?? [])).toMatchObject([
      {
        author: "mei",
        teams: ["acme/payments"],
        changedPaths: [
          { path: ".github/sekisho/waivers/W-12.yml", status: "added" },
          { path: "k8s/payments/prod/api.yaml", status: "modified" },
        ],
      },
    ]);
  });
});
