import { basename } from "node:path";
import type { Engine } from "../engines/engine.ts";
import { testForeignRego } from "../engines/foreign-rego.ts";
import type { PolicySource } from "../model/policy-source.ts";
import type { SourceFiles, SourceProblem } from "../model/policy-sources.ts";
import { policyFiles } from "../policy/foreign/conftest.ts";
import { dataOf } from "../policy/foreign/data-files.ts";
import { libraryOf } from "../policy/foreign/own-units.ts";
import { regoProblem } from "../policy/foreign/problems.ts";
import { runSuites } from "../policy/foreign/suite.ts";
import { runRegoTests } from "../policy/rego-tests.ts";
import { capabilitiesPath, type PolicyFiles } from "../policy/source.ts";

/** One test of a policy folder. */
export interface PolicyTest {
  readonly name: string;
  /** Why it fails; `null`: it passes. */
  readonly failure: string | null;
}

export interface PolicyTests {
  readonly tests: readonly PolicyTest[];
  readonly problems: readonly SourceProblem[];
  /** Whether rules were run in WebAssembly, too. */
  readonly inWasm: boolean;
}

/**
 * Runs everything in a folder that tests policies: rule units of ours (told by the ids in their METADATA, or by the
 * capabilities beside them), else Rego as `conftest verify` does; and Gatekeeper's suites. `files` have paths below the
 * folder. Throws `PolicySourceError` for rule units that do not compile.
 */
export async function runPolicyTests(
  newEngine: () => Promise<Engine>,
  folder: string,
  files: PolicyFiles,
  shipped: () => PolicyFiles,
): Promise<PolicyTests> {
  if (files.has(capabilitiesPath)) return ownTests(newEngine, files);
  const rego = [...files].filter(([path]) => path.endsWith(".rego"));
  if (rego.some(([, text]) => hasOwnId(text)))
    return ownTests(newEngine, new Map([...withoutTests(libraryOf(shipped())), ...files]));
  const engine = await newEngine();
  const given: SourceFiles = { source: sourceOf(folder), commit: null, files: Object.fromEntries(files) };
  const suites = runSuites(engine, given);
  const tests = suites.outcomes.map(({ name, failure }): PolicyTest => ({ name, failure }));
  // YAML that is no suite may be data, and then is not read as objects.
  const isGatekeepers = tests.length > 0 || rego.length === 0;
  if (rego.length === 0) return { tests, problems: suites.problems, inWasm: false };
  const conftest = conftestTests(engine, given, isGatekeepers);
  return {
    tests: [...tests, ...conftest.tests],
    problems: [...(isGatekeepers ? suites.problems : []), ...conftest.problems],
    inWasm: false,
  };
}

async function ownTests(newEngine: () => Promise<Engine>, files: PolicyFiles): Promise<PolicyTests> {
  const engines = { tester: await newEngine(), compiler: await newEngine() };
  const outcomes = await runRegoTests(engines, files);
  const tests = outcomes.map(({ test, passesInWasm }): PolicyTest => {
    const name = `${test.file}:${test.row} ${test.name}`;
    if (test.pass && passesInWasm) return { name, failure: null };
    const where = test.pass ? "in WebAssembly only" : passesInWasm ? "on OPA only" : "";
    return { name, failure: [where, test.failure].filter((text) => text !== "").join(": ") };
  });
  return { tests, problems: [], inWasm: true };
}

function conftestTests(engine: Engine, given: SourceFiles, withoutData: boolean): PolicyTests {
  const data = withoutData ? ({ kind: "data", value: {} } as const) : dataOf(given);
  if (data.kind === "problem") return { tests: [], problems: [data.problem], inWasm: false };
  const rego = {
    files: policyFiles(given, true),
    version: "any",
    data: data.value,
    entrypoints: [],
  } as const;
  const result = testForeignRego(engine, rego);
  if (result.kind === "rejected")
    return { tests: [], problems: result.problems.map(regoProblem), inWasm: false };
  const tests = result.value
    .filter(({ skipped }) => !skipped)
    .map(
      ({ file, row, name, pass, failure }): PolicyTest => ({
        name: `${file}:${row} ${name}`,
        failure: pass ? null : failure,
      }),
    );
  return { tests, problems: [], inWasm: false };
}

/** METADATA with an id of a rule unit. */
function hasOwnId(text: string): boolean {
  return /^#\s+id:\s*["']?[A-Z][A-Z0-9]*-\d+/m.test(text);
}

function withoutTests(files: PolicyFiles): PolicyFiles {
  return new Map([...files].filter(([path]) => !path.endsWith("_test.rego")));
}

function sourceOf(folder: string): PolicySource {
  return {
    name: basename(folder),
    kind: "conftest",
    repository: null,
    path: ".",
    enforcement: null,
    namespaces: "all",
    data: null,
  };
}
