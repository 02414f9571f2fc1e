import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { opaEngine } from "../../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { compilePolicies } from "../../src/engines/opa.ts";
import type { JsonValue } from "../../src/model/json.ts";
import { builtConftest } from "./build-conftest.ts";
import { denyEntrypoint, type Verdict } from "./evaluate-manifests.ts";
import type { Outcome, Part } from "./figure.ts";
import { manifestsOfTheEstate } from "./manifests.ts";
import { type MeasuredProcess, measureCommand } from "./process.ts";

const runs = 5;
const policies = "tools/bench/conftest-policy";

/**
 * conftest and Sekisho's evaluator over the same YAML with the same Rego, each in a new process from start to end: one
 * thread reads every file, evaluates every document and prints. conftest compiles the Rego in each run; Sekisho's module
 * was compiled before, because that is how it is used, and what compiling costs is a row of its own.
 */
export const conftest: Part = {
  name: "conftest",
  run: async (): Promise<Outcome> => {
    const folder = manifestsOfTheEstate();
    if (folder === null) return { kind: "skipped", reason: "the estate (../shared/corpora) is not here" };
    const program = builtConftest();
    if (program.kind === "missing") return { kind: "skipped", reason: program.reason };
    const temporary = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
    try {
      const module = join(temporary, "policies.wasm");
      const compileSeconds = await compile(module);
      return { kind: "measured", figures: compared(folder, program.path, module, compileSeconds) };
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  },
};

function compared(folder: string, program: string, module: string, compileSeconds: readonly number[]) {
  const theirCommand = [program, "test", "--no-fail", "--output", "json", "--policy", policies, folder];
  const ourCommand = [process.execPath, "tools/bench-manifests.ts", folder, module];
  const { files, failures } = sameVerdict(measureCommand(theirCommand, [0]), measureCommand(ourCommand, [0]));
  // Turn and turn about: whatever else the machine does meets both.
  const pairs = Array.from({ length: runs }, () => ({
    theirs: measureCommand(theirCommand, [0]).seconds,
    ours: measureCommand(ourCommand, [0]).seconds,
  }));
  const figure = (what: string, samples: readonly number[]) =>
    ({ what, unit: "s", samples, budget: null }) as const;
  return [
    figure(
      `conftest, ${files} files, ${failures} failures`,
      pairs.map(({ theirs }) => theirs),
    ),
    figure(
      "Sekisho's evaluator, the same files and Rego",
      pairs.map(({ ours }) => ours),
    ),
    {
      what: "conftest's time ÷ Sekisho's",
      unit: "×",
      samples: pairs.map(({ theirs, ours }) => theirs / ours),
      budget: null,
    },
    figure("compiling that Rego once", compileSeconds),
  ] as const;
}

/** A comparison of two programs that say different things would be worth nothing. */
function sameVerdict(theirs: MeasuredProcess, ours: MeasuredProcess): Verdict {
  const verdict: Verdict = JSON.parse(ours.output);
  const list: readonly { readonly failures?: readonly unknown[] }[] = JSON.parse(theirs.output);
  const failures = list.reduce((sum, file) => sum + (file.failures?.length ?? 0), 0);
  if (failures !== verdict.failures) {
    throw new Error(`conftest found ${failures} failures, Sekisho's evaluator ${verdict.failures}`);
  }
  return verdict;
}

/** Compiles the rules as a policy set is compiled, and says how long each of some runs took with a warm engine. */
async function compile(target: string): Promise<readonly number[]> {
  const engine = await opaEngine(readRuntimeEnvironment().cacheDirectory);
  const names = readdirSync(policies).filter((name) => name.endsWith(".rego"));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(policies, name), "utf8")]));
  const capabilities: JsonValue = JSON.parse(readFileSync("policies/capabilities.json", "utf8"));
  return Array.from({ length: runs }, () => {
    const started = performance.now();
    const result = compilePolicies(engine, { files, capabilities }, { entrypoint: denyEntrypoint });
    if (result.kind === "rejected") throw new Error(JSON.stringify(result.problems));
    const seconds = (performance.now() - started) / 1000;
    writeFileSync(target, result.value.wasm);
    return seconds;
  });
}
