import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, sha256Hex } from "../../model/digest.ts";
import type { JsonValue } from "../../model/json.ts";
import type { Report } from "../../model/report.ts";
import type { Tree } from "../../model/tree.ts";
import { inputBytesMax, rootInputBytesMax } from "../../policy/judge.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import { evaluationTimeMs, rootTimeMs } from "../evaluation/runner.ts";
import type { EvaluationTask } from "../evaluation/task.ts";
import { installation } from "../installation.ts";
import { namesOf } from "../kept-policy-sets.ts";
import type { PolicySet } from "../policy-set.ts";
import type { RecordedReview } from "../review.ts";
import { type CaseSubject, type CaseTree, type ReplayCase, replayFormat } from "./case.ts";
import { Parts } from "./parts.ts";
import type { RepeatedTask } from "./repeated-task.ts";

export interface RecordedDecision {
  readonly trees: EvaluationTrees;
  readonly subject: Omit<CaseSubject, "base" | "head" | "tip">;
  readonly recorded: RecordedReview;
  readonly report: Report;
  /** The bytes that are kept of what was shown, by their digest. */
  readonly kept: string;
  /** Digests as the decision names them. */
  readonly waivers: string;
  readonly authorTeams: string;
}

export interface MadeCase {
  /** Name of the manifest, which is one of the blobs. */
  readonly digest: string;
  /** The policy set is not among them: it is kept once, and not with each decision. */
  readonly blobs: readonly Uint8Array[];
}

/** Makes what a decision can be replayed from. Nothing of it was read before secrets were masked. */
export async function makeCase(
  { trees, subject, recorded, report, kept, waivers, authorTeams }: RecordedDecision,
  {
    policySet,
    versions,
  }: { readonly policySet: PolicySet; readonly versions: Readonly<Record<string, string>> },
): Promise<MadeCase> {
  const { task, recording } = recorded;
  const { configuration, policySources, today } = task;
  const parts = new Parts();
  const [sources, data, whole, given, trace, ...packs] = await Promise.all([
    policySources === undefined ? null : parts.keepUsual(writtenOnce(policySources)),
    parts.keepUsual(recording.parameters),
    parts.keepUsual(writtenOnce(configuration)),
    parts.keep(JSON.stringify(repeatedTask(task))),
    parts.keep(recording.trace),
    ...recording.packs.map((pack) => parts.keep(pack)),
  ]);
  const { decision } = report;
  const manifest: ReplayCase = {
    format: replayFormat,
    subject: { ...subject, ...treesOf(trees) },
    program: versions["sekisho"] ?? "",
    node: versions["node"] ?? process.versions.node,
    engines: engineDigests(),
    policies: { inForce: task.policySet, shipped: namesOf(policySet), sources, data },
    configuration: { digest: configuration.digest, whole },
    ...{ waivers, authorTeams, today, evaluatedAt: recorded.evaluatedAt },
    limits,
    task: given,
    trace,
    packs,
    inputs: recording.inputs,
    digests: { ...recording.digests, riskDigest: decision.riskDigest },
    route: decision.route,
    report: kept,
  };
  const plain: JsonValue = JSON.parse(JSON.stringify(manifest));
  const bytes = Buffer.from(canonicalJson(plain));
  return { digest: sha256Hex(bytes), blobs: [bytes, ...(await parts.blobs())] };
}

/** Policies of an organisation are megabytes, and the same object for as long as they stay as they are. */
const written = new WeakMap<object, string>();

function writtenOnce(value: object): string {
  const text = written.get(value) ?? JSON.stringify(value);
  written.set(value, text);
  return text;
}

/** What bounds an evaluation, as the case states it. */
const limits = { inputBytesMax, rootInputBytesMax, rootTimeMs, evaluationTimeMs } as const;

/** What of a task the stages behind the policies depend on. */
function repeatedTask(task: EvaluationTask): RepeatedTask {
  const { changedPaths, waivers, today, rules, ruleIds, policySet, author, targetBranch } = task;
  return {
    ...{ changedPaths, waivers, today, policySet, author, targetBranch },
    kubernetesVersion: task.kubernetesVersion,
    selection: ruleIds === undefined || ruleIds.length === rules.length ? null : rules.map(({ id }) => id),
  };
}

function treesOf({ base, head, tip }: EvaluationTrees): Pick<CaseSubject, "base" | "head" | "tip"> {
  const named = (tree: Tree | null): CaseTree | null =>
    tree === null ? null : { label: tree.label, commit: tree.commit };
  return { base: named(base), head: { label: head.label, commit: head.commit }, tip: named(tip) };
}

let engines: Readonly<Record<string, string>> | null = null;

/** Each engine that ships, by the SHA-256 of its module. */
export function engineDigests(): Readonly<Record<string, string>> {
  engines ??= Object.fromEntries(
    readdirSync(installation.engines)
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .map((name): [string, string] => {
        const manifest = JSON.parse(readFileSync(join(installation.engines, name), "utf8")) as {
          readonly name: string;
          readonly sha256: string;
        };
        return [manifest.name, manifest.sha256];
      }),
  );
  return engines;
}
