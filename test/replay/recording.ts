import { readFileSync } from "node:fs";
import { join } from "node:path";
import { judgedReportOf } from "../../src/app/attend/judge-trees.ts";
import { EvaluationRunner, type EvaluationTrees } from "../../src/app/evaluation/runner.ts";
import { keepPolicySet } from "../../src/app/kept-policy-sets.ts";
import type { PolicySet } from "../../src/app/policy-set.ts";
import { engineDigests, makeCase } from "../../src/app/replay/record.ts";
import { replayCase } from "../../src/app/replay/replay.ts";
import { ReplayRunner } from "../../src/app/replay/runner.ts";
import { type ReviewOfFiles, review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { memoryStore } from "../../src/app/testing/memory-store.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import type { ReplayOutcome } from "../../src/model/replay-outcome.ts";
import type { Report } from "../../src/model/report.ts";
import { exampleSettings, openTrees, pullsFolder, readPull } from "../pulls/review-pull.ts";

export interface RecordedCase {
  readonly digest: string;
  readonly report: Report;
}

/** Records reviews into a store in memory, and replays them: what many tests share. */
export interface Recordings {
  readonly policySet: PolicySet;
  readonly blobs: Map<string, Uint8Array>;
  readonly runner: ReplayRunner;
  readonly tools: Parameters<typeof replayCase>[1]["tools"];
  pull(name: string): Promise<RecordedCase>;
  record(asked: Partial<ReviewOfFiles> & { readonly trees: EvaluationTrees }): Promise<RecordedCase>;
  /** `program`: the version that replays; `blobs`: other bytes for some of them, `null` for none. */
  replay(
    digest: string,
    than?: { readonly program?: string; readonly blobs?: ReadonlyMap<string, Uint8Array | null> },
  ): Promise<ReplayOutcome>;
  close(): Promise<void>;
}

const versions = { sekisho: "0.0.0", node: process.versions.node };

export async function openRecordings(now: Date): Promise<Recordings> {
  const { cacheDirectory } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheDirectory);
  const evaluations = new EvaluationRunner({ policySet, cacheFolder: cacheDirectory, workersMax: 1 });
  const runner = new ReplayRunner({ cacheFolder: cacheDirectory, workersMax: 1 });
  const { store } = memoryStore();
  const blobs = new Map<string, Uint8Array>();
  const keep = (bytes: Uint8Array) => blobs.set(sha256Hex(bytes), bytes);
  const kept = await keepPolicySet(store, policySet);
  for (const name of [kept.compiled, kept.catalogue]) {
    const bytes = await store.blobs.get(name);
    if (bytes !== null) keep(bytes);
  }
  const tools = { program: versions.sekisho, node: versions.node, engines: engineDigests() };
  const record: Recordings["record"] = async (asked) => {
    const outcome = await review(
      {
        ...{ repositoryFile: null, organisationFile: null, targetBranch: "main", author: null, locale: "en" },
        ...{ mode: "enforce", ruleSelection: null, kubernetesVersion: null, record: true },
        ...asked,
      },
      { runner: evaluations, policySet, now: () => now, versions },
    );
    if (outcome.kind !== "reviewed" || outcome.recorded === undefined)
      throw new Error(JSON.stringify(outcome));
    const shown = Buffer.from(JSON.stringify(judgedReportOf(outcome)));
    const subject = { repository: null, number: null, mergeBase: null, deliveries: [] };
    const made = await makeCase(
      {
        ...{ trees: asked.trees, subject, recorded: outcome.recorded, report: outcome.report },
        ...{ kept: sha256Hex(shown), waivers: "", authorTeams: "" },
      },
      { policySet, versions },
    );
    for (const bytes of [shown, ...made.blobs]) keep(bytes);
    return { digest: made.digest, report: outcome.report };
  };
  return {
    ...{ policySet, blobs, runner, tools, record },
    pull: async (name) => record(await askedOf(name)),
    replay: (digest, { program = tools.program, blobs: others } = {}) => {
      const get = async (name: string) =>
        (others?.has(name) === true ? others.get(name) : blobs.get(name)) ?? null;
      return replayCase(digest, { blobs: { get }, runner, tools: { ...tools, program } });
    },
    close: async () => {
      await runner.close();
      await evaluations.close();
    },
  };
}

async function askedOf(name: string) {
  const pull = readPull(name);
  const { author: login, teams, plans = [] } = pull;
  return {
    ...{ trees: await openTrees(name), author: { login, teams }, ...exampleSettings(pull) },
    planFiles: plans.map(({ file, root }) => ({
      ...{ name: file, root },
      bytes: readFileSync(join(pullsFolder, name, file)),
    })),
  };
}
