import { describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import { readPolicyFolder } from "../../src/app/policy-set.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { PolicyFinding } from "../../src/model/finding.ts";
import type { JsonObject, JsonValue, ObjectPath } from "../../src/model/json.ts";
import { isJsonArray, isJsonObject, pointerOf, valueAt } from "../../src/model/json.ts";
import type { PolicyEvaluator } from "../../src/policy/evaluator.ts";
import { type RuleFolder, readRuleFolder } from "./rule-folder.ts";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

/**
 * An unknown value is neither yes nor no: in every good example each leaf that a rule reads is made unknown, one at a
 * time. No rule may then say `fail`, none may ask twice, and for each leaf there has to be an example in which it asks.
 */
const workbench = await openWorkbench();
const podPaths = readPodPaths();
const folders = workbench.policySet.rules.map(readRuleFolder).filter(({ rule }) => rule.reads.length > 0);

describe.each(folders.map((folder): [string, RuleFolder] => [folder.rule.id, folder]))(
  "the rule %s",
  (_id, folder) => {
    test.each([...folder.rule.reads])("asks where %s is unknown, and never fails", async (pattern) => {
      const configuration = await exampleConfiguration(folder.en.frontMatter.configuration);
      const outcomes = await outcomesOf(folder, pattern, configuration);
      expect(outcomes.flatMap(({ said }) => said).filter(({ kind }) => kind === "fail")).toEqual([]);
      for (const { said, where } of outcomes)
        expect([where, said.length]).toEqual([where, Math.min(1, said.length)]);
      expect(outcomes.some(({ said }) => said.length === 1)).toBe(true);
    });
  },
);

interface Outcome {
  readonly where: string;
  readonly said: readonly PolicyFinding[];
}

async function outcomesOf(
  folder: RuleFolder,
  pattern: string,
  configuration: Configuration,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const example of folder.examples.filter(({ kind }) => kind === "good")) {
    const recorded: JsonObject[] = [];
    const real = workbench.evaluator(configuration);
    const recorder: PolicyEvaluator = {
      evaluate: (input) => {
        recorded.push(JSON.parse(Buffer.from(input).toString("utf8")));
        return real.evaluate(input);
      },
    };
    await workbench.evaluate({ rules: [folder.rule], ...example, configuration, evaluator: recorder });
    for (const input of recorded.filter(({ side }) => side === "head")) {
      for (const path of leavesOf(input, pattern)) {
        const bytes = Buffer.from(JSON.stringify(withUnknown(input, path)));
        const where = `${example.name} ${pointerOf([path.list, path.index, ...path.inside])}`;
        outcomes.push({ where, said: await real.evaluate(bytes) });
      }
    }
  }
  return outcomes;
}

interface Leaf {
  readonly list: "resources" | "changes";
  readonly index: number;
  readonly inside: ObjectPath;
}

/** Every place of an input that a pattern of `reads` means, in resources and in what changes become. */
function leavesOf(input: JsonObject, pattern: string): readonly Leaf[] {
  return (["resources", "changes"] as const).flatMap((list) => {
    const items = isJsonArray(input[list]) ? input[list] : [];
    return items.flatMap((item, index) => {
      const resource = list === "changes" && isJsonObject(item) ? (item["after"] ?? null) : item;
      if (!isJsonObject(resource)) return [];
      return concretePaths(resource, pattern).map((inside): Leaf => ({ list, index, inside }));
    });
  });
}

function concretePaths(resource: JsonObject, pattern: string): readonly ObjectPath[] {
  const type = String(resource["type"]);
  const { prefix, pointer } = splitPattern(pattern);
  if (prefix !== null && !new RegExp(`^${prefix.replaceAll("*", ".*")}$`).test(type)) return [];
  const pod = podPaths.get(type);
  if (pointer.startsWith("{pod}") && pod === undefined) return [];
  const steps = pointer.startsWith("{pod}")
    ? [...(pod ?? []), ...stepsOf(pointer.slice("{pod}".length))]
    : stepsOf(pointer);
  return expand(resource["object"] ?? null, steps);
}

function splitPattern(pattern: string): { readonly prefix: string | null; readonly pointer: string } {
  const match = /^(?<prefix>[^{/][^:]*):(?<pointer>[{/].*)$/.exec(pattern);
  return { prefix: match?.groups?.["prefix"] ?? null, pointer: match?.groups?.["pointer"] ?? pattern };
}

function stepsOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .filter((step) => step !== "")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** `*` needs elements that are there; any other step may be missing, as it is where a default decides. */
function expand(value: JsonValue | undefined, steps: readonly string[]): readonly ObjectPath[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [[]];
  if (step === "*") {
    const keys = isJsonArray(value)
      ? value.map((_, index) => index)
      : isJsonObject(value)
        ? Object.keys(value)
        : [];
    return keys.flatMap((key) => expand(valueAt(value, [key]), rest).map((path) => [key, ...path]));
  }
  const key = isJsonArray(value) ? Number(step) : step;
  return expand(valueAt(value, [key]), rest).map((path) => [key, ...path]);
}

function withUnknown(input: JsonObject, { list, index, inside }: Leaf): JsonObject {
  const copy = structuredClone(input) as Record<string, Record<string, Record<string, unknown>>[]>;
  const item = copy[list]?.[index];
  const after = list === "changes" ? (item?.["after"] as Record<string, unknown>) : item;
  if (after === undefined) throw new TypeError("no such item");
  after["unknown"] = { ...(after["unknown"] as object), [pointerOf(inside)]: true };
  removeLeaf(after["object"], inside);
  return copy as unknown as JsonObject;
}

function removeLeaf(object: unknown, path: ObjectPath): void {
  const last = path.at(-1);
  const parent = path
    .slice(0, -1)
    .reduce<unknown>((value, step) => (value as Record<string, unknown>)?.[step], object);
  if (last === undefined || typeof parent !== "object" || parent === null) return;
  if (Array.isArray(parent)) parent[Number(last)] = null;
  else delete (parent as Record<string, unknown>)[last];
}

/** The paths that `policies/lib/workload` gives, read from its source: one list, in one place. */
function readPodPaths(): ReadonlyMap<string, readonly string[]> {
  const source = readPolicyFolder(installation.policies).get("lib/workload/workload.rego") ?? "";
  const entries = [...source.matchAll(/^\t"(?<type>[^"]+)": (?<path>\[.*\]),$/gm)];
  return new Map(entries.map(({ groups }) => [groups?.["type"] ?? "", JSON.parse(groups?.["path"] ?? "[]")]));
}
