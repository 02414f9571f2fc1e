/**
 * `node tools/ledger-mutations.ts [--count N] [--seed S]`: changes a package and a served log in one place, N times, and
 * has the verifier look at each. One that it takes for good is printed, and ends the run with 1. The same seed makes the
 * same changes.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { tryMutations } from "../test/verifier/try-mutations.ts";

const { values } = parseArgs({
  options: { count: { type: "string", default: "10000" }, seed: { type: "string", default: "1" } },
});
const folder = mkdtempSync(join(tmpdir(), "sekisho-mutations-"));
const started = performance.now();
const { tried, missed, kinds } = await tryMutations({
  folder,
  count: Number(values.count),
  seed: Number(values.seed),
  onProgress: (done) => console.log(`${done} of ${values.count}`),
});
rmSync(folder, { recursive: true, force: true });
for (const [kind, count] of [...kinds].toSorted()) console.log(`${String(count).padStart(7)} ${kind}`);
for (const what of missed) console.log(`NOT DETECTED: ${what}`);
const seconds = ((performance.now() - started) / 1000).toFixed(0);
console.log(
  `seed ${values.seed}: ${tried} mutations, ${tried - missed.length} detected, ${missed.length} not (${seconds} s)`,
);
process.exitCode = missed.length === 0 ? 0 : 1;
