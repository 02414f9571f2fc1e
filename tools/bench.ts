/**
 * `npm run bench [-- NAME…] [--write]`: how fast Sekisho is and how much memory it takes, beside what was promised. A NAME
 * is the beginning of a part's name: `cold`, `first`, `pulls`, `scan`, `policy`, `schemas`, `compile`, `conftest`,
 * `foreign-rules`, `helm`, `kustomize`, `plan`, `mirrors`, `inventory`, `backtest`, `export`, `ledger`. `--write` puts the table of a
 * whole run into docs/guides/speed.md. It is no test: it fails where something cannot run, not where something is slow.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { parseArgs } from "node:util";
import { backtest } from "./bench/backtest.ts";
import { coldKubernetes, coldTerraform, firstReview } from "./bench/cold-review.ts";
import { compileRules } from "./bench/compile.ts";
import { conftest } from "./bench/conftest.ts";
import { exportYear } from "./bench/export.ts";
import type { Part } from "./bench/figure.ts";
import { foreignRules } from "./bench/foreign-rules.ts";
import { helm } from "./bench/helm.ts";
import { inventory } from "./bench/inventory.ts";
import { kustomize } from "./bench/kustomize.ts";
import { ledger } from "./bench/ledger.ts";
import { mirrors } from "./bench/mirrors.ts";
import { plan } from "./bench/plan.ts";
import { policyCall } from "./bench/policy-call.ts";
import { pulls } from "./bench/pulls.ts";
import { scan } from "./bench/scan.ts";
import { schemas } from "./bench/schemas.ts";
import { alignedTable, markdownTable, type Row, rowOf } from "./bench/table.ts";
import { tenants } from "./bench/tenants.ts";

const parts: readonly Part[] = [
  coldKubernetes,
  coldTerraform,
  firstReview,
  pulls,
  scan,
  policyCall,
  schemas,
  compileRules,
  conftest,
  foreignRules,
  helm,
  kustomize,
  plan,
  mirrors,
  inventory,
  tenants,
  backtest,
  exportYear,
  ledger,
];
const guide = "docs/guides/speed.md";

const { values, positionals } = parseArgs({
  options: { write: { type: "boolean", default: false } },
  allowPositionals: true,
});
process.exitCode = await main(positionals, values.write);

async function main(names: readonly string[], write: boolean): Promise<number> {
  const unknown = names.filter((name) => !parts.some((part) => part.name.startsWith(name)));
  if (unknown.length > 0 || (write && names.length > 0)) {
    console.error(`The parts are ${parts.map(({ name }) => name).join(", ")}; --write needs all of them.`);
    return 2;
  }
  const rows: Row[] = [];
  const skipped: string[] = [];
  for (const part of parts.filter(
    ({ name }) => names.length === 0 || names.some((each) => name.startsWith(each)),
  )) {
    process.stderr.write(`${part.name} …\n`);
    const outcome = await part.run();
    if (outcome.kind === "measured") rows.push(...outcome.figures.map(rowOf));
    else skipped.push(`${part.name} was skipped: ${outcome.reason}.`);
  }
  console.log([machine(), "", alignedTable(rows), ...skipped].join("\n"));
  if (write) writeGuide([machine(), "", markdownTable(rows), ...skipped].join("\n"));
  return 0;
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown";
  return `${availableParallelism()} processors (${model}), Node ${process.versions.node}, ${process.platform}.`;
}

/** Between two marks: the prose around the figures is written by hand. */
function writeGuide(text: string): void {
  const marks = /(?<=<!-- begin of what `npm run bench` printed -->\n)[\s\S]*(?=<!-- end -->)/;
  writeFileSync(
    guide,
    readFileSync(guide, "utf8").replace(marks, () => `\n${text}\n\n`),
  );
}
