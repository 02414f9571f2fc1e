import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Outcome, Part } from "./figure.ts";
import { measureCommand } from "./process.ts";

const runs = 5;
const program = [
  'import { compileShippedPolicies } from "./src/app/shipped-policies.ts";',
  "const started = performance.now();",
  "const { rules } = await compileShippedPolicies(process.argv[1], process.argv[1]);",
  "console.log(JSON.stringify({ rules: rules.length, seconds: (performance.now() - started) / 1000 }));",
].join("\n");

/** From the Rego of every shipped rule to the module that reviews run, in a new process that finds nothing in a cache. */
export const compileRules: Part = {
  name: "compile",
  run: async (): Promise<Outcome> => {
    const results = Array.from({ length: runs }, () => withEmptyCache(compileOnce));
    const what = `compiling ${results[0]?.rules ?? 0} rules, nothing cached`;
    return {
      kind: "measured",
      figures: [{ what, unit: "s", samples: results.map(({ seconds }) => seconds), budget: 3 }],
    };
  },
};

function compileOnce(cache: string): { readonly rules: number; readonly seconds: number } {
  const words = [
    process.execPath,
    "--input-type=module-typescript",
    "--eval",
    program,
    join(cache, "sekisho"),
  ];
  return JSON.parse(measureCommand(words, [0], { NODE_COMPILE_CACHE: join(cache, "node") }).output);
}

function withEmptyCache<T>(measure: (cache: string) => T): T {
  const cache = mkdtempSync(join(tmpdir(), "sekisho-bench-"));
  try {
    return measure(cache);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}
