/**
 * `npm run corpora [-- pod-security|pulls|estate|modules|plans|roots|files|all] [FOLDER] [--pull NUMBER] [--sample N] [--quiet]`:
 * everything over real repositories, where they are there. Prints what a person has to read to judge whether the verdicts are right, and fails
 * where a pod is judged wrong, or too many pull requests ask for a person only because of something unknown.
 */
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Finding } from "../src/model/finding.ts";
import type { Report } from "../src/model/report.ts";
import { messageOf } from "../src/report/message.ts";
import { estateConfiguration } from "./corpora/estate-configuration.ts";
import { judgeFiles } from "./corpora/files.ts";
import { judgeModules } from "./corpora/modules.ts";
import { readPlans } from "./corpora/plans.ts";
import { judgePodSecurity } from "./corpora/pod-security.ts";
import { judgePulls } from "./corpora/pulls.ts";
import { judgeRoots, rootCorpora } from "./corpora/roots.ts";
import { type CorporaSession, openCorporaSession } from "./corpora/session.ts";
import { corporaArePresent, unpacked } from "./corpora/unpack.ts";

const { values, positionals } = parseArgs({
  options: { pull: { type: "string" }, sample: { type: "string" }, quiet: { type: "boolean" } },
  allowPositionals: true,
});
const what = positionals[0] ?? "all";
/** `files` reads any folder, and by default what Go downloaded: real workflows and Dockerfiles by the hundred. */
const folder = positionals[1] ?? join(homedir(), "go/pkg/mod");
/** Of the 120: more than that, and reviewers would learn to wave them through. */
const onlyUnknownMax = 2;
/** HashiCorp's test data has one plan that is broken on purpose. */
const brokenPlansMax = 1;
const sampleSize = Number(values.sample ?? 0);
const configuration = estateConfiguration();

if (what === "files") {
  const session = await openCorporaSession();
  await files(session);
  await session.close();
} else if (!corporaArePresent()) {
  console.log("There are no corpora beside this checkout (../shared/corpora): nothing to run.");
} else {
  const session = await openCorporaSession();
  let failed = false;
  if (what === "all" || what === "pod-security") failed = (await podSecurity(session)) || failed;
  if (what === "all" || what === "pulls") failed = (await pulls(session)) || failed;
  if (what === "all" || what === "estate") await estate(session);
  if (what === "all" || what === "modules") await modules();
  if (what === "all" || what === "plans") failed = plans() || failed;
  if (what === "all" || what === "roots") failed = (await roots()) || failed;
  await session.close();
  process.exitCode = failed ? 1 : 0;
}

async function files(session: CorporaSession): Promise<void> {
  const judged = await judgeFiles(session, folder);
  console.log(`${judged.repositories} repositories; files read: ${line(judged.formats)}`);
  const rules = new Map<string, number>();
  for (const { finding } of judged.findings) add(rules, `${finding.ruleId} ${finding.messageId}`);
  console.log(`findings by rule: ${line(rules)}`);
  for (const { repository, path, detail } of judged.notEvaluated)
    console.log(`passed over: ${join(repository, path)}: ${detail}`);
  for (const { repository, report, finding } of sample(judged.findings))
    console.log(`${repository} ${describe(report, finding)}`);
}

/** Plans that are refused are told, and looked at: one of them is broken on purpose. */
function plans(): boolean {
  const rows = readPlans();
  if (rows === null) return false;
  for (const { file, outcome } of rows) console.log(`${file.padEnd(48)} ${outcome}`);
  const refused = rows.filter(({ refusedPlan }) => refusedPlan);
  console.log(`${rows.length} files, ${refused.length} of those called plans refused`);
  return refused.length > brokenPlansMax;
}

async function podSecurity(session: CorporaSession): Promise<boolean> {
  const verdicts = await judgePodSecurity(session);
  if (verdicts === null) return false;
  console.log(
    `Pod Security v1.30: ${verdicts.right} of ${verdicts.right + verdicts.wrong.length} pods judged right`,
  );
  for (const path of verdicts.wrong) console.log(`  wrong: ${path}`);
  return verdicts.wrong.length > 0;
}

async function pulls(session: CorporaSession): Promise<boolean> {
  const routes = new Map<string, number>();
  const rules = new Map<string, number>();
  const introduced: [string, Report, Finding][] = [];
  let onlyUnknown = 0;
  let count = 0;
  for await (const { number, title, report } of judgePulls(session, configuration, values.pull ?? null)) {
    const counted = report.findings.filter(counts);
    const reasons = report.decision.reasons.map(({ ruleId, enforcement }) => `${ruleId} ${enforcement}`);
    if (values.quiet !== true) {
      console.log(
        `${number.padStart(6)} ${report.decision.route.padEnd(8)} ${reasons.join(", ").padEnd(40)} ${title}`,
      );
    }
    add(routes, report.decision.route);
    for (const rule of new Set(counted.map(({ ruleId }) => ruleId))) add(rules, rule);
    const asking = counted.filter(({ enforcement }) => ["review", "block", "confirm"].includes(enforcement));
    if (asking.length > 0 && asking.every(({ kind }) => kind === "open")) onlyUnknown += 1;
    for (const finding of counted) introduced.push([number, report, finding]);
    count += 1;
  }
  console.log(`\n${count} pull requests: ${line(routes)}`);
  console.log(`pull requests with a finding that is new, by rule: ${line(rules)}`);
  console.log(`asking for a person only because of something unknown: ${onlyUnknown}\n`);
  for (const [number, report, finding] of sample(introduced))
    console.log(`${number} ${describe(report, finding)}`);
  return onlyUnknown > onlyUnknownMax;
}

async function estate(session: CorporaSession): Promise<void> {
  const folder = unpacked("environments-2024-07");
  if (folder === null) return;
  const report = await session.judge({ base: "scan", head: folder, configuration });
  const rules = new Map<string, number>();
  for (const { ruleId, kind } of report.findings) add(rules, kind === "open" ? `${ruleId} (open)` : ruleId);
  const { filesChanged, roots, resources } = report.statistics;
  console.log(`estate: ${filesChanged} files, ${roots} roots, ${resources} resources`);
  console.log(`findings by rule: ${line(rules)}`);
  for (const [, , finding] of sample(report.findings.map((finding) => ["", report, finding] as const))) {
    console.log(describe(report, finding));
  }
}

async function modules(): Promise<void> {
  const figures = await judgeModules(configuration);
  if (figures === null) return;
  for (const { source, calls, readAs } of figures.rows) {
    console.log(`${String(calls).padStart(5)} ${source.padEnd(75)} ${readAs === "" ? "(nothing)" : readAs}`);
  }
  for (const { thing, made, seen } of figures.things) {
    console.log(`${thing} that module calls make: ${made}, of which the adapters see ${seen}`);
  }
}

async function roots(): Promise<boolean> {
  let failed = false;
  for (const name of rootCorpora) {
    const judged = await judgeRoots(name);
    if (judged === null) continue;
    console.log(
      `\n${name}\n\n| root | defined by | destination | objects | problems |\n| --- | --- | --- | --: | --- |`,
    );
    for (const { key, definedBy, destination, objects, problems } of judged.rows) {
      console.log(`| \`${key}\` | ${definedBy} | ${destination} | ${objects} | ${problems.join(", ")} |`);
    }
    for (const line of judged.said) console.log(`passed over: ${line}`);
    for (const path of judged.missed) console.log(`MISSED: ${path}`);
    failed ||= judged.missed.length > 0;
  }
  return failed;
}

function counts({ baselineState, status }: Finding): boolean {
  return (baselineState === "new" || baselineState === "updated") && status === "active";
}

function describe(report: Report, finding: Finding): string {
  const { path, startLine } = finding.location;
  const message = messageOf(finding, report.texts, { format: "plain", locale: "en" });
  return `${finding.ruleId} ${finding.enforcement} ${finding.kind} ${path}:${startLine}\n    ${message}`;
}

/** Spread over the whole list, the same at every run. */
function sample<T>(list: readonly T[]): readonly T[] {
  if (sampleSize === 0) return [];
  const step = Math.max(1, list.length / sampleSize);
  return Array.from(
    { length: Math.min(sampleSize, list.length) },
    (_, index) => list[Math.floor(index * step)],
  ).filter((item) => item !== undefined);
}

function add(counters: Map<string, number>, key: string): void {
  counters.set(key, (counters.get(key) ?? 0) + 1);
}

function line(counters: ReadonlyMap<string, number>): string {
  return [...counters]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => `${key} ${count}`)
    .join(", ");
}
