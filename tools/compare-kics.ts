/**
 * `npm run compare:kics [-- --query PART]`: the files that KICS tests its own queries with, each alone, under our rules. Files
 * with the fault should be found, files without it should not. Every difference is printed, for a person to judge: KICS has
 * faults of its own, and looks at some things with other eyes.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { shippedPolicySet } from "../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../src/config/index.ts";
import { blobId } from "../src/git/index.ts";
import type { Tree } from "../src/model/tree.ts";
import { judgedOtherwise } from "./compare-kics/judged-otherwise.ts";
import { queries } from "./compare-kics/queries.ts";
import { type CorporaSession, openCorporaSession } from "./corpora/session.ts";
import { moduleFolder } from "./go-module.ts";

const kicsModule = "github.com/Checkmarx/kics@v1.7.13";
const { values } = parseArgs({ options: { query: { type: "string" } } });

const top = moduleFolder(kicsModule);
if (top === null) console.log(`${kicsModule} is not there (is Go installed?): nothing to compare.`);
else await main(join(top, "assets", "queries"));

async function main(folder: string): Promise<void> {
  const session = await openCorporaSession(1);
  const known = new Set(
    (await shippedPolicySet(readRuntimeEnvironment().cacheDirectory)).rules.map(({ id }) => id),
  );
  const sums = { faulty: [0, 0], good: [0, 0] };
  for (const [query, wanted] of Object.entries(queries)) {
    const rules = wanted.filter((rule) => known.has(idOf(rule)));
    if (rules.length === 0) console.log(`${query}: there is no ${wanted.join(", ")}`);
    if (rules.length === 0) continue;
    if (values.query !== undefined && !query.includes(values.query)) continue;
    const { faulty, good } = await compare(session, join(folder, query, "test"), query, rules);
    sums.faulty = sums.faulty.map((sum, at) => sum + (faulty[at] ?? 0));
    sums.good = sums.good.map((sum, at) => sum + (good[at] ?? 0));
    console.log(
      `${query.padEnd(80)} ${rules.join(" ").padEnd(16)} faulty ${faulty.join("/").padEnd(6)} good ${good.join("/")}`,
    );
  }
  console.log(`files with the fault that are found: ${sums.faulty.join(" of ")}`);
  console.log(`files without it that are found: ${sums.good.join(" of ")}`);
  await session.close();
}

/** How many files are found, and how many there are. */
async function compare(session: CorporaSession, folder: string, query: string, rules: readonly string[]) {
  const counts = { faulty: [0, 0] as [number, number], good: [0, 0] as [number, number] };
  if (!existsSync(folder)) return counts;
  for (const name of readdirSync(folder).filter((file) => /\.(?:tf|ya?ml|json|dockerfile)$/.test(file))) {
    if (name.includes("expected_result")) continue;
    const kind = name.startsWith("positive") ? "faulty" : name.startsWith("negative") ? "good" : null;
    if (kind === null) continue;
    const found = await isFound(session, join(folder, name), rules);
    counts[kind][0] += found ? 1 : 0;
    counts[kind][1] += 1;
    if (found !== (kind === "faulty")) differs(`${query}/test/${name}`, found);
  }
  return counts;
}

async function isFound(session: CorporaSession, path: string, rules: readonly string[]): Promise<boolean> {
  const bytes = readFileSync(path);
  const report = await session.judge({
    base: "scan",
    head: one(placeOf(path), bytes),
    rules: [...new Set(rules.map(idOf))].join(","),
  });
  return report.findings.some(
    ({ kind, ruleId, messageId }) =>
      kind === "fail" && rules.some((rule) => rule === ruleId || rule === `${ruleId} ${messageId}`),
  );
}

function idOf(rule: string): string {
  return rule.split(" ")[0] ?? rule;
}

/** A difference that nobody has judged makes the comparison fail. */
function differs(file: string, found: boolean): void {
  const reason = judgedOtherwise[file];
  if (reason === undefined) process.exitCode = 1;
  console.log(`  ${found ? "found" : "not found"}: ${file}${reason === undefined ? "" : ` (${reason})`}`);
}

/** Where such a file stands in a repository. */
function placeOf(path: string): string {
  if (path.includes("/dockerfile/")) return "app/Dockerfile";
  if (path.includes("/cicd/github/")) return ".github/workflows/build.yaml";
  return path.endsWith(".tf") ? "infra/main.tf" : "k8s/objects.yaml";
}

function one(path: string, bytes: Uint8Array): Tree {
  return {
    label: path,
    commit: null,
    entries: new Map([[path, { path, mode: "file", blob: blobId(bytes), sizeBytes: bytes.length }]]),
    read: async (paths) => new Map(paths.includes(path) ? [[path, bytes]] : []),
  };
}
