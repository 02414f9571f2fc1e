/**
 * `npm run judgement [-- --rules SELECTION] [--show RULE] [--sample N] [--write]`: every rule over the estate, the pull
 * requests and repositories of other people, where they are there: how many objects it looked at, and how many it found
 * fault with. A person reads the findings (`--show`) and judges whether they are right. `--write` keeps the figures in
 * docs/judgement.json, of which `npm run generate` makes a page. Exits 1 where a rule is loud and its README does not say
 * why that is right.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { shippedPolicySet } from "../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../src/config/index.ts";
import { selectRules } from "../src/policy/select.ts";
import { messageOf } from "../src/report/message.ts";
import { estateConfigurationOfOurRules } from "./corpora/estate-configuration.ts";
import { type Judged, type Judgement, judgeAll, type RuleMeasure } from "./corpora/judgement.ts";
import { openCorporaSession } from "./corpora/session.ts";
import { corporaArePresent } from "./corpora/unpack.ts";
import { type KeptJudgement, keptPath, objectsMin, shareMax, unexplained } from "./generate/rule-table.ts";
import { loadShippedPolicies } from "./generate/shipped-policies.ts";

const { values } = parseArgs({
  options: {
    rules: { type: "string" },
    show: { type: "string" },
    sample: { type: "string" },
    write: { type: "boolean" },
  },
});
const sampleSize = Number(values.sample ?? 30);

if (!corporaArePresent()) {
  console.log("There are no corpora beside this checkout (../shared/corpora): nothing to judge.");
} else {
  await main();
}

async function main(): Promise<void> {
  const { rules: all } = await shippedPolicySet(readRuntimeEnvironment().cacheDirectory);
  const selection = values.rules ?? values.show ?? null;
  const { rules } = selectRules(all, selection);
  const session = await openCorporaSession();
  const configuration = estateConfigurationOfOurRules();
  const judgement = await judgeAll(session, rules, { configuration, selection });
  await session.close();
  for (const name of judgement.absent) console.log(`not there: ${name} (is Go installed?)`);
  for (const { id, title } of rules) console.log(`${id} ${rowOf(judgement, id)}  ${title}`);
  if (values.show !== undefined) show(judgement.findings);
  await complain(judgement);
  if (values.write === true) writeFileSync(keptPath, `${JSON.stringify(kept(judgement), null, 2)}\n`);
}

function rowOf(judgement: Judgement, id: string): string {
  return [judgement.estate, judgement.pulls, judgement.repositories]
    .map((measures) => cell(measures.get(id)))
    .join(" ");
}

/** `found/objects`, with `?n` for those it could not tell about, and `!` where it is loud. */
function cell(measure: RuleMeasure | undefined): string {
  if (measure === undefined) return "-".padStart(16);
  const { objects, found, open } = measure;
  const loud = objects >= objectsMin && found / objects > shareMax ? "!" : "";
  return `${found}/${objects}${open === 0 ? "" : ` ?${open}`}${loud}`.padStart(16);
}

/** A rule that stops people often has to say why that is right. */
async function complain(judgement: Judgement): Promise<void> {
  for (const id of unexplained(await loadShippedPolicies(), kept(judgement))) {
    process.exitCode = 1;
    console.log(
      `${id} speaks about more than ${shareMax * 100} % and stops people: tune it, let it advise, or say in "judgement" of README.md and README.ja.md why it is right`,
    );
  }
}

function show(findings: readonly Judged[]): void {
  const step = Math.max(1, findings.length / sampleSize);
  for (let at = 0; at < findings.length; at += step) {
    const judged = findings[Math.floor(at)];
    if (judged === undefined) continue;
    const { source, report, finding } = judged;
    const message = messageOf(finding, report.texts, { format: "plain", locale: "en" });
    const { path, startLine } = finding.location;
    console.log(
      `${source}: ${finding.ruleId} ${finding.enforcement} ${finding.kind} ${path}:${startLine}\n    ${message}`,
    );
  }
}

/** What is kept: figures alone, sorted, so that two runs over the same files give the same bytes. */
function kept({ estate, pulls, repositories, scanned }: Judgement): KeptJudgement {
  const table = (measures: ReadonlyMap<string, RuleMeasure>) =>
    Object.fromEntries([...measures].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return {
    scanned,
    estate: table(estate),
    pulls: table(pulls),
    repositories: table(repositories),
  };
}
