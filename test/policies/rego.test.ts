import { beforeAll, describe, expect, test } from "vitest";
import { installation } from "../../src/app/installation.ts";
import { readPolicyFolder } from "../../src/app/policy-set.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { loadEngine } from "../../src/engines/engine-loader.ts";
import { createEngine } from "../../src/engines/instance.ts";
import { formatRego } from "../../src/engines/opa.ts";
import { quantityBuiltins } from "../../src/policy/builtins.ts";
import { type RegoTestOutcome, runRegoTests } from "../../src/policy/rego-tests.ts";

const files = readPolicyFolder(installation.policies);
const rego = [...files].filter(([path]) => path.endsWith(".rego"));

describe("the Rego of the shipped policies", () => {
  let newEngine: () => Engine;
  let outcomes: readonly RegoTestOutcome[];

  beforeAll(async () => {
    const module = await loadEngine("opa", { distDir: installation.engines, cacheDir: null });
    newEngine = () => createEngine(module, { builtins: quantityBuiltins });
    outcomes = await runRegoTests({ tester: newEngine(), compiler: newEngine() }, files);
  });

  test("passes its tests on OPA", () => {
    const failures = outcomes.filter(({ test: { pass } }) => !pass);
    expect(failures.map(({ test }) => `${test.file}:${test.row} ${test.name}: ${test.failure}`)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(100);
  });

  test("passes the same tests in WebAssembly", () => {
    const different = outcomes.filter(({ test, passesInWasm }) => passesInWasm !== test.pass);
    expect(different.map(({ test }) => `${test.file}:${test.row} ${test.name}`)).toEqual([]);
  });

  test("is formatted as opa fmt does it", () => {
    // The one that ran the tests has little memory left.
    const engine = newEngine();
    const unformatted = rego.filter(([path, text]) => {
      const result = formatRego(engine, path, text);
      return result.kind !== "ok" || result.value !== text;
    });
    expect(unformatted.map(([path]) => path)).toEqual([]);
  });

  test("has no rule package without tests", () => {
    const tested = new Set(outcomes.map(({ test }) => test.file.replace("_test.rego", ".rego")));
    const untested = rego.filter(([path]) => !path.endsWith("_test.rego") && !tested.has(path));
    expect(untested.map(([path]) => path)).toEqual([]);
  });
});
