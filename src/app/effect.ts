import { isWaiverFile, repositoryFile } from "../config/index.ts";
import { WorkerPool } from "../engines/pool.ts";
import type { Configuration } from "../model/configuration.ts";
import type { PolicySources, SourceFiles } from "../model/policy-sources.ts";
import type { Tree } from "../model/tree.ts";
import type {
  CompileAnswer,
  CompileRequest,
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
import type { ReadPolicySources } from "./policy-sources.ts";
import { differingPolicies } from "./replay/other-policies.ts";
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
/** What compiling may take, which ends by itself: see `EvaluationRunner`. It may begin just before the time is over. */
const compileTimeMs = 30_000;
/** How long an effect is looked for; a test that is not about that has all the time there is. */
export interface EffectPatience {
  readonly replaysTimeMs: number;
  readonly replayTimeMs: number;
}

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
  /** Compiles policies of the organisation, beside the rules in force; absent: none are edited. */
  readonly compile?: (sources: readonly SourceFiles[]) => Promise<ReadPolicySources>;
  /** Milliseconds that only go on: `performance.now`. */
  readonly elapsed: () => number;
  /** Somebody wants something else by now: no further decision is judged again. */
  readonly signal?: AbortSignal;
}

/** Shows what edits of configuration and waivers would have changed. Whoever makes one closes it. */
export class EffectReader {
  readonly #pool: WorkerPool<EffectProtocol>;
  readonly #runner: ReplayRunner;
  readonly #patience: EffectPatience;

  /** `cacheFolder`: where engines are kept compiled. */
  constructor(cacheFolder: string, patience: EffectPatience = { replaysTimeMs, replayTimeMs }) {
    this.#patience = patience;
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
    const { replaysTimeMs: allMs, replayTimeMs: oneMs } = this.#patience;
    const ends = ports.elapsed() + allMs;
    const compiled = new Map<string, PolicySources>();
    const isOver = () => ports.elapsed() > ends || ports.signal?.aborted === true;
    const outcome = await this.#pool.run(task, {
      ...{ timeoutMs: allMs + compileTimeMs + 2 * oneMs + silenceMs, silenceMs },
      onRequest: async (request) => {
        if (isOver()) return { kind: "out-of-time" };
        return request.kind === "compile"
          ? compile(request, compiled, ports)
          : this.#replay(request, compiled, ports);
      },
    });
    return outcome.kind === "done" ? outcome.result : { kind: "not-read", reason: outcome.reason };
  }

  async close(): Promise<void> {
    await this.#pool.close();
    await this.#runner.close();
  }

  async #replay(
    { replay, before, after }: ReplayRequest,
    compiled: ReadonlyMap<string, PolicySources>,
    { blobs, policySet, ruleSets }: EffectPorts,
  ): Promise<ReplayAnswer> {
    const whole = await readCase(replay, blobs);
    if ("faults" in whole) return { kind: "not-kept" };
    const policiesOf = ({ policies }: EffectSide) =>
      policies === undefined ? undefined : (compiled.get(policies) ?? null);
    const [from, to] = [policiesOf(before), policiesOf(after)];
    const isEdited = from === undefined || to === undefined ? () => true : differingPolicies(from, to);
    const judged = async (side: EffectSide): Promise<JudgedAgain | null> => {
      const { configuration, waivers } = side;
      const chosen = await setOf(configuration, policySet, ruleSets);
      const policySources = policiesOf(side);
      const under = {
        ...{ configuration, waivers, policySet: chosen.policySet },
        ...(policySources === undefined ? {} : { policySources }),
      };
      const run = await this.#runner.run(whole, under, this.#patience.replayTimeMs);
      if (run.kind === "ended") return null;
      const { findings, decision, untold = [] } = run.replayed;
      return { findings, decision, untold: [...untold.filter(isEdited), ...chosen.untold] };
    };
    const was = await judged(before);
    const is = was === null ? null : await judged(after);
    return was === null || is === null ? { kind: "failed" } : { kind: "judged", before: was, after: is };
  }
}

/** Compiled policies stay here, and are known by their digest: they are megabytes, and cross to whoever judges by them. */
async function compile(
  { sources }: CompileRequest,
  compiled: Map<string, PolicySources>,
  ports: EffectPorts,
): Promise<CompileAnswer> {
  const read = await ports.compile?.(sources);
  if (read === undefined || read.kind === "none")
    throw new TypeError("policies are edited, and nobody compiles them");
  if (read.kind === "invalid") return read;
  const { digest, rules } = read.policies;
  compiled.set(digest, read.policies);
  return { kind: "compiled", digest, rules };
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
