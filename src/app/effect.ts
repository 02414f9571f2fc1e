import { isWaiverFile, repositoryFile } from "../config/index.ts";
import { WorkerPool } from "../engines/pool.ts";
import type { Configuration } from "../model/configuration.ts";
import type { Tree } from "../model/tree.ts";
import type {
  Effect,
  EffectProtocol,
  EffectSide,
  EffectTask,
  JudgedAgain,
  ReplayAnswer,
  ReplayRequest,
  SettingsFiles,
} from "./effect/task.ts";
import type { PolicySet } from "./policy-set.ts";
import { type BlobReader, readCase } from "./replay/read-case.ts";
import { ReplayRunner } from "./replay/runner.ts";
import type { RuleSets } from "./rule-sets/kept.ts";
import { readSource, type SourceFile } from "./source-file.ts";

/** Past decisions that an edit is held against: some weeks of a busy repository, judged twice within a minute. */
export const decisionsMax = 50;
/** How long decisions are judged again for one edit. What is left then is counted: a count is no reason to wait longer. */
const replaysTimeMs = 60_000;
/** Of one decision under one of the settings: most take less than half a second, and the others are told as failed. */
const replayTimeMs = 10_000;
/** Reading settings and settling again what was found: what is silent for longer was written to take long. */
const silenceMs = 10_000;
/** V8's heap: fifty reports of a megabyte, what is made of one, and room. */
const heapMaxMb = 384;
/** Files of exceptions that are read of one edit: an organisation that has more does not keep them by hand. */
const waiverFilesMax = 500;

/** Whether a pull request edits what decides about others, as far as the effect on decisions can be shown. */
export function editsSettings(changedPaths: readonly string[], organisationPath: string | null): boolean {
  return changedPaths.some(
    (path) => path === repositoryFile || path === organisationPath || isWaiverFile(path),
  );
}

/** The settings that one state of a repository holds; `organisation` stands elsewhere. Bytes only: nothing is parsed. */
export async function settingsFilesOf(tree: Tree, organisation: SourceFile | null): Promise<SettingsFiles> {
  const paths = [...tree.entries.keys()].filter(isWaiverFile).slice(0, waiverFilesMax);
  const waivers = await Promise.all(paths.map((path) => readSource(tree, path)));
  return {
    organisation,
    repository: await readSource(tree, repositoryFile),
    waivers: waivers.filter((file) => file !== null),
  };
}

export interface EffectPorts {
  readonly blobs: BlobReader;
  /** The set that ships decides where settings pin no other. */
  readonly policySet: PolicySet;
  /** Absent: there are no others. */
  readonly ruleSets?: RuleSets;
  /** Milliseconds that only go on: `performance.now`. */
  readonly elapsed: () => number;
  /** Somebody wants something else by now: no further decision is judged again. */
  readonly signal?: AbortSignal;
}

/** Shows what edits of configuration and waivers would have changed. Whoever makes one closes it. */
export class EffectReader {
  readonly #pool: WorkerPool<EffectProtocol>;
  readonly #runner: ReplayRunner;

  /** `cacheFolder`: where engines are kept compiled. */
  constructor(cacheFolder: string) {
    this.#pool = new WorkerPool({
      entry: workerEntry(),
      workersMax: 1,
      resourceLimits: { maxOldGenerationSizeMb: heapMaxMb },
    });
    // One: it is never waited for, and everything else wants the processors, too.
    this.#runner = new ReplayRunner({ cacheFolder, workersMax: 1 });
  }

  /** Never throws for what the edited files hold, nor for what was recorded. */
  async effectOf(task: EffectTask, ports: EffectPorts): Promise<Effect> {
    const ends = ports.elapsed() + replaysTimeMs;
    const outcome = await this.#pool.run(task, {
      ...{ timeoutMs: replaysTimeMs + 2 * replayTimeMs + silenceMs, silenceMs },
      onRequest: (request) => this.#replay(request, ends, ports),
    });
    return outcome.kind === "done" ? outcome.result : { kind: "not-read", reason: outcome.reason };
  }

  async close(): Promise<void> {
    await this.#pool.close();
    await this.#runner.close();
  }

  async #replay(
    { replay, before, after }: ReplayRequest,
    ends: number,
    { blobs, policySet, ruleSets, elapsed, signal }: EffectPorts,
  ): Promise<ReplayAnswer> {
    if (elapsed() > ends || signal?.aborted === true) return { kind: "out-of-time" };
    const whole = await readCase(replay, blobs);
    if ("faults" in whole) return { kind: "not-kept" };
    const judged = async (side: EffectSide): Promise<JudgedAgain | null> => {
      const chosen = await setOf(side.configuration, policySet, ruleSets);
      const run = await this.#runner.run(whole, { ...side, policySet: chosen.policySet }, replayTimeMs);
      if (run.kind === "ended") return null;
      const { findings, decision, untold = [] } = run.replayed;
      return { findings, decision, untold: [...untold, ...chosen.untold] };
    };
    const was = await judged(before);
    const is = was === null ? null : await judged(after);
    return was === null || is === null ? { kind: "failed" } : { kind: "judged", before: was, after: is };
  }
}

/** The set that would decide. One that is not there would shut the gate, which is no decision. */
async function setOf(
  { ruleSet }: Configuration,
  own: PolicySet,
  ruleSets: RuleSets | undefined,
): Promise<{ readonly policySet: PolicySet; readonly untold: readonly string[] }> {
  if (ruleSet === undefined || ruleSet === own.digest) return { policySet: own, untold: [] };
  const found = await ruleSets?.find(ruleSet);
  return found?.kind === "found"
    ? { policySet: found.policySet, untold: [] }
    : { policySet: own, untold: ["ruleSet"] };
}

/** A worker's file is named as this one is: `.ts` in a checkout, `.js` in a package. */
function workerEntry(): URL {
  return new URL(
    import.meta.url.endsWith(".ts") ? "./effect/worker.ts" : "./effect/worker.js",
    import.meta.url,
  );
}
