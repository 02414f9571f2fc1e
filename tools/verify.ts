/** Every check, fast ones first. One failing check does not hide the others. The last line is `N passed, N failed`. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Check {
  readonly name: string;
  readonly command: readonly string[];
  /** Vitest counts its own tests. */
  readonly vitest?: boolean;
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

const checks: readonly Check[] = [
  { name: "format and lint", command: ["biome", "check", "--error-on-warnings"] },
  { name: "types", command: ["tsc", "-p", "."] },
  { name: "types of the verifier", command: ["tsc", "-p", "verifier"] },
  { name: "architecture", command: ["node", "tools/check-architecture.ts"] },
  { name: "generated files", command: ["node", "tools/generate.ts", "--check"] },
  { name: "engines", command: ["node", "tools/build-engines.ts", "check"] },
  { name: "builtins", command: ["node", "tools/capabilities.ts", "check"] },
  { name: "unused code", command: ["knip"] },
  { name: "tests", command: ["vitest", "run"], vitest: true },
  { name: "corpora", command: ["node", "tools/corpora.ts", "all", "--quiet"] },
];

function main(): number {
  let passed = 0;
  let failed = 0;
  const broken: string[] = [];
  for (const check of checks) {
    const started = performance.now();
    const outcome = check.vitest === true ? runVitest(check) : runCommand(check);
    passed += outcome.passed;
    failed += outcome.failed;
    if (outcome.failed > 0) broken.push(check.name);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${outcome.failed === 0 ? "✓" : "✗"} ${check.name} (${seconds} s)`);
  }
  if (broken.length > 0) console.log(`\nfailing: ${broken.join(", ")}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function runCommand({ command }: Check): Outcome {
  const ok = run(command);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

function runVitest({ command }: Check): Outcome {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-verify-"));
  const report = join(folder, "vitest.json");
  const ok = run([...command, "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`]);
  // Where Vitest itself ends, the other checks are told all the same.
  const text = existsSync(report) ? readFileSync(report, "utf8") : "{}";
  rmSync(folder, { recursive: true, force: true });
  const { numPassedTests = 0, numFailedTests = 0, numTotalTests = 0 } = JSON.parse(text);
  if (numTotalTests === 0) return { passed: 0, failed: 1 };
  // A suite that fails to load has no failing test of its own.
  return { passed: numPassedTests, failed: ok ? numFailedTests : Math.max(1, numFailedTests) };
}

function run([program = "", ...args]: readonly string[]): boolean {
  const { status, error } = spawnSync(program, args, { stdio: "inherit" });
  if (error !== undefined) console.error(error.message);
  return status === 0;
}

process.exitCode = main();
