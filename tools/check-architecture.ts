/**
 * The import law, and the proof that its check can fail: `src` has to be clean, and the planted violations below
 * test/architecture/canary have to be found, each by its own rule. A checker that reads no TypeScript would pass the
 * first and fail the second.
 */
import { spawnSync } from "node:child_process";

interface Cruise {
  readonly modules: readonly string[];
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}

const planted = ["no-cycles", "model-imports-nothing", "a-stage-imports-no-other-stage-and-no-edge"];

function cruise(folder: string): Cruise {
  const run = spawnSync(
    "depcruise",
    ["--config", ".dependency-cruiser.cjs", "--output-type", "json", folder],
    {
      encoding: "utf8",
      env: { ...process.env, SEKISHO_LAW_ROOT: folder },
      maxBuffer: 64_000_000,
    },
  );
  if (run.stdout === "") throw new Error(`dependency-cruiser gave nothing: ${run.stderr}`);
  const { modules, summary } = JSON.parse(run.stdout);
  return {
    modules: modules.map((module: { source: string }) => module.source),
    violations: summary.violations.map((violation: { rule: { name: string }; from: string; to: string }) => ({
      rule: violation.rule.name,
      from: violation.from,
      to: violation.to,
    })),
  };
}

const canary = cruise("test/architecture/canary");
const missed = planted.filter((rule) => !canary.violations.some((violation) => violation.rule === rule));
if (missed.length > 0) {
  console.error(
    `The architecture check is blind: it did not find the planted violations of ${missed.join(", ")}.`,
  );
  process.exit(1);
}

const real = cruise("src");
for (const { rule, from, to } of real.violations) console.error(`${rule}: ${from} imports ${to}`);
if (real.violations.length > 0) process.exit(1);
const files = real.modules.filter((source) => source.startsWith("src/")).length;
console.log(
  `architecture: ${files} files keep the import law; ${planted.length} planted violations were found`,
);
