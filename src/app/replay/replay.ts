import { findingCounts } from "../../decision/index.ts";
import { sha256Hex } from "../../model/digest.ts";
import type { Finding } from "../../model/finding.ts";
import type { ChangedTool, ReplayOutcome, StageDifference } from "../../model/replay-outcome.ts";
import type { Report } from "../../model/report.ts";
import { namedWaivers } from "../report.ts";
import type { ReplayCase } from "./case.ts";
import { type BlobReader, readCase, type WholeCase } from "./read-case.ts";
import type { RepeatedTask } from "./repeated-task.ts";
import type { ReplayRunner } from "./runner.ts";
import type { ReplayedDecision } from "./task.ts";

export interface ReplayPorts {
  readonly blobs: BlobReader;
  readonly runner: ReplayRunner;
  /** What replays: as `makeCase` names it. */
  readonly tools: Pick<ReplayCase, "program" | "node" | "engines">;
}

/** Makes a recorded decision again from its case, and compares. Never throws for what was recorded. */
export async function replayCase(digest: string, ports: ReplayPorts): Promise<ReplayOutcome> {
  const whole = await readCase(digest, ports.blobs);
  if ("faults" in whole) return { kind: "incomplete", faults: whole.faults };
  const run = await ports.runner.run(whole);
  if (run.kind === "ended") return { kind: "failed", reason: run.reason, detail: run.detail };
  const { replayed } = run;
  const tools = changedTools(whole.manifest, ports.tools);
  const shown = reportDifference(whole, replayed);
  const differences = [...replayed.differences, ...(shown === null ? [] : [shown])];
  if (differences.length === 0) return { kind: "identical", calls: replayed.calls, tools };
  const route = { recorded: whole.manifest.route, replayed: replayed.decision.route };
  const findings = comparedFindings(reportIn(whole.report).report.findings, replayed.findings);
  const agrees = route.recorded === route.replayed && findings.gone.length + findings.added.length === 0;
  const isOther = whole.manifest.program !== ports.tools.program;
  if (isOther && agrees) return { kind: "agrees", tools, differences };
  return { kind: "different", tools, differences, route, findings };
}

function changedTools(
  recorded: Pick<ReplayCase, "program" | "node" | "engines">,
  now: Pick<ReplayCase, "program" | "node" | "engines">,
): readonly ChangedTool[] {
  const rows: readonly (readonly [string, string, string])[] = [
    ["Sekisho", recorded.program, now.program],
    ["Node", recorded.node, now.node],
    ["OPA", recorded.engines["opa"] ?? "none", now.engines["opa"] ?? "none"],
  ];
  return rows.flatMap(([name, before, after]) =>
    before === after ? [] : [{ name, recorded: before, replayed: after }],
  );
}

/** What is kept of what was shown; written by whoever recorded the decision. */
function reportIn(bytes: Uint8Array): { readonly report: Report } {
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as { readonly report: Report };
}

/** What was shown, with everything in it that follows from the policies made again: the same bytes. */
function reportDifference(
  whole: WholeCase,
  { findings, decision }: ReplayedDecision,
): StageDifference | null {
  const kept = reportIn(whole.report);
  const task = JSON.parse(Buffer.from(whole.parts.task).toString("utf8")) as RepeatedTask;
  const { report } = kept;
  const again = {
    ...kept,
    report: {
      ...report,
      decision,
      findings,
      waivers: namedWaivers(findings, task.waivers),
      statistics: { ...report.statistics, findings: findingCounts(findings) },
    },
  };
  const found = sha256Hex(JSON.stringify(again));
  const { report: expected } = whole.manifest;
  if (found === expected) return null;
  return { stage: "report", detail: `${expected.slice(0, 12)}… was recorded, ${found.slice(0, 12)}… came` };
}

/** Findings by what makes them the same, with what counts of them. */
function comparedFindings(recorded: readonly Finding[], replayed: readonly Finding[]) {
  const keyed = (findings: readonly Finding[]) =>
    new Map(
      findings.map(({ fingerprint, status, enforcement, ruleId, address }) => [
        `${fingerprint} ${status} ${enforcement}`,
        `${ruleId} ${address}`,
      ]),
    );
  const before = keyed(recorded);
  const after = keyed(replayed);
  return {
    gone: [...before].flatMap(([key, name]) => (after.has(key) ? [] : [name])),
    added: [...after].flatMap(([key, name]) => (before.has(key) ? [] : [name])),
  };
}
