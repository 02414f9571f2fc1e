import { loadPolicy } from "@open-policy-agent/opa-wasm";
import type { Engine } from "../engines/engine.ts";
import { compilePolicies, type RegoSource, type RegoTest, testPolicies } from "../engines/opa.ts";
import type { JsonValue } from "../model/json.ts";
import { isJsonArray, isJsonObject } from "../model/json.ts";
import { quantityBuiltins } from "./builtins.ts";
import { PolicySourceError, readCapabilities } from "./compile.ts";
import type { PolicyFiles } from "./source.ts";

/** One Rego test, on both evaluators. */
export interface RegoTestOutcome {
  readonly test: RegoTest;
  /** Whether OPA compiled to WebAssembly says the same: the rule holds there too. */
  readonly passesInWasm: boolean;
}

/** Two instances: what one keeps of hundreds of tests is memory that compiling all of them needs. */
export interface RegoTestEngines {
  readonly tester: Engine;
  readonly compiler: Engine;
}

const entrypoint = "sekisho/tests/results";
/** Tests hold many small inputs as constants. */
const testMemory = { initial: 64, maximum: 16_384 };

/**
 * Runs the tests of a policy folder (`files` with the `_test.rego` ones) on OPA's own evaluator and in WebAssembly.
 * Throws {@link PolicySourceError} for Rego that does not compile.
 */
export async function runRegoTests(
  { tester, compiler }: RegoTestEngines,
  files: PolicyFiles,
): Promise<readonly RegoTestOutcome[]> {
  const capabilities = readCapabilities(files);
  const rego = Object.fromEntries([...files].filter(([path]) => path.endsWith(".rego")));
  const native = testPolicies(tester, { files: rego, capabilities });
  if (native.kind === "rejected") throw new PolicySourceError(native.problems);
  const results = new Map<string, JsonValue | undefined>();
  for (const part of partsOf(native.value)) {
    const source = { files: rego, capabilities };
    for (const [name, passed] of await passedInWasm(compiler, source, native.value, part))
      results.set(name, passed);
  }
  return native.value.map((test) => {
    const passed = results.get(test.package);
    return { test, passesInWasm: isJsonObject(passed) && passed[testName(test)] === true };
  });
}

/** What one module holds: planning the tests of all rules at once takes more memory than the engine has. */
const testFilesPerModule = 50;

function partsOf(tests: readonly RegoTest[]): readonly (readonly RegoTest[])[] {
  const files = [...Map.groupBy(tests, ({ file }) => file).values()];
  const parts = Math.ceil(files.length / testFilesPerModule);
  return Array.from({ length: parts }, (_, part) =>
    files.slice(part * testFilesPerModule, (part + 1) * testFilesPerModule).flat(),
  );
}

/** Package to the tests of a part that hold in WebAssembly. */
async function passedInWasm(
  engine: Engine,
  source: RegoSource,
  all: readonly RegoTest[],
  part: readonly RegoTest[],
): Promise<ReadonlyMap<string, JsonValue | undefined>> {
  const clauses = part.map(
    (test) =>
      `results["${testName(test)}"] if {\n\tinput.package == "${test.package}"\n\t${testName(test)}\n}`,
  );
  const aggregator = ["package sekisho.tests", ...clauses, ""].join("\n\n");
  const own = new Set(part.map(({ file }) => file));
  const others = new Set(all.map(({ file }) => file).filter((file) => !own.has(file)));
  const needed = Object.entries(source.files).filter(([path]) => !others.has(path));
  const files = { ...Object.fromEntries(needed), "sekisho/tests.rego": aggregator };
  const compiled = compilePolicies(engine, { ...source, files }, { entrypoint });
  if (compiled.kind === "rejected") throw new PolicySourceError(compiled.problems);
  const loaded = await loadPolicy(compiled.value.wasm, testMemory, quantityBuiltins);
  const results = new Map<string, JsonValue | undefined>();
  // One call for each package: OPA trapped as it freed expressions of its cache, with those of all tests in one call.
  for (const name of new Set(part.map((test) => test.package))) {
    const evaluated: JsonValue = loaded.evaluate({ package: name });
    const first = isJsonArray(evaluated) ? evaluated[0] : undefined;
    results.set(name, isJsonObject(first) ? first["result"] : undefined);
  }
  return results;
}

function testName(test: RegoTest): string {
  return `${test.package}.${test.name}`;
}
