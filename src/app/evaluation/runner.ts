import { availableParallelism } from "node:os";
import { WorkerPool } from "../../engines/pool.ts";
import type { PlanReading } from "../../model/plan.ts";
import type { LoadedSources } from "../../model/policy-sources.ts";
import type { LineEdit } from "../../model/repair.ts";
import type { StatementReading } from "../../tenancy/sources/index.ts";
import { programDigest } from "../installation.ts";
import type { PolicySet } from "../policy-set.ts";
import { loadSchemaFiles } from "../schema-files.ts";
import { listing } from "../task-of.ts";
import { endedCompilation } from "./ended-compilation.ts";
import { type EvaluationTrees, namedTree, pastTree } from "./named-tree.ts";
import type { Others } from "./others.ts";
import { readTenantFiles } from "./read-tenant-files.ts";
import { Shelves } from "./rest/shelves.ts";
import { type RunnerProgress, Steps } from "./steps.ts";
import type {
  EvaluationProtocol,
  EvaluationTask,
  FailedRoot,
  PlanArchiveTask,
  PlanTask,
  PolicySourcesTask,
  RepairTask,
  RootStep,
  TenantFilesTask,
  WorkerAnswer,
  WorkerQuestion,
  WorkerResult,
  WorkerTask,
} from "./task.ts";

import { WorkerModules } from "./worker-modules.ts";

/** The slowest root of a public estate of 1,009 takes 0.4 s. */
export const rootTimeMs = 15_000;
/**
 * Looking for all roots of a repository parses file after file without a word: 3 s for 13,379 of them on an idle machine,
 * several times that on a busy one. What it reads is the state that is protected, not what a pull request wrote.
 */
const surveySilenceMs = 120_000;
/** One artifact may hold the plans of many roots; the largest that is taken (`plan-archive.ts`) needs a few seconds. */
const archiveTimeMs = 30_000;
/** 500 rules compile in some seconds. */
const compileTimeMs = 30_000;
/** A pull request of 120 takes 2 s at worst; this is a day in the life of a bomb. */
export const evaluationTimeMs = 10 * 60_000;
/** V8's heap of a worker; half of an estate of 13,379 files needs 0.4 GB. Engines have limits of their own. */
const heapMaxMb = 1_024;

export type { EvaluationTrees } from "./named-tree.ts";

export interface RunnerOptions {
  readonly policySet: PolicySet;
  readonly cacheFolder: string;
  /** Review workers; the default is one for each processor, as many as help. */
  readonly workersMax?: number;
  readonly rootTimeMs?: number;
  readonly heapMaxMb?: number;
  /** Told before each root that any worker reads or judges, and before all roots are looked for. */
  readonly onProgress?: (progress: RunnerProgress) => void;
}

/** A worker was ended: the root that it was at, and why. */
export class WorkerEnded extends Error {
  readonly rootKey: string | null;
  readonly reason: FailedRoot["reason"];
  constructor(rootKey: string | null, reason: FailedRoot["reason"], detail: string) {
    super(`the review worker was ended at ${rootKey ?? "no root"}: ${detail}`);
    this.name = "WorkerEnded";
    this.rootKey = rootKey;
    this.reason = reason;
  }
}

/** Runs tasks in warm review workers, and answers what they ask for. Whoever makes one closes it. */
export class EvaluationRunner {
  readonly workersMax: number;
  readonly shelves: Shelves;
  readonly #options: RunnerOptions;
  readonly #pool: WorkerPool<EvaluationProtocol>;
  readonly #steps = new Steps();
  readonly #modules: WorkerModules;

  constructor(options: RunnerOptions) {
    this.#options = options;
    this.#modules = new WorkerModules(options.policySet, options.cacheFolder);
    this.shelves = new Shelves(options.cacheFolder, programDigest);
    this.workersMax = options.workersMax ?? Math.min(4, availableParallelism());
    this.#pool = new WorkerPool({
      entry: workerEntry(),
      workersMax: this.workersMax,
      resourceLimits: { maxOldGenerationSizeMb: options.heapMaxMb ?? heapMaxMb },
    });
  }

  /** Starts a worker before there is a task, and what every task needs: it loads while git is asked. */
  warm(): void {
    this.#pool.warm(1);
    ahead(this.#modules.policy(null));
  }

  /** Takes a rule set beside its own: tasks may name it from now on (`compiledSet`). */
  hold(policySet: PolicySet): void {
    this.#modules.hold(policySet);
  }

  /** Throws {@link WorkerEnded} where the worker had to be ended, and what a bug throws. */
  async run(
    task: Extract<WorkerTask, { readonly task: EvaluationTask }>,
    trees: EvaluationTrees,
    others: Others,
  ): Promise<WorkerResult> {
    let at: RootStep | null = null;
    // The worker will ask for it, once it has read what else there is.
    if (touchesTerraform(task.task)) ahead(this.#modules.engine("terraform"));
    if (task.kind === "survey" || task.kind === "discover") this.#options.onProgress?.({ kind: "search" });
    const silenceMs = this.#options.rootTimeMs ?? (task.kind === "survey" ? surveySilenceMs : rootTimeMs);
    const outcome = await this.#pool.run(task, {
      ...{ timeoutMs: evaluationTimeMs, silenceMs },
      onRequest: (question) => {
        if (question.kind === "inventory") return others.inventory(question);
        return question.kind === "kept" ? others.kept(question) : this.#answer(question, trees);
      },
      onProgress: (step) => {
        // Looking for roots reads some of them before anybody knows how many there are.
        if (step.roots === 0) return;
        const progress = this.#steps.begin(step, at);
        this.#options.onProgress?.(progress);
        at = step;
      },
    });
    if (outcome.kind === "done") return outcome.result;
    throw new WorkerEnded(
      outcome.lastProgress?.key ?? null,
      outcome.reason === "timeout" ? "time" : outcome.reason,
      outcome.detail,
    );
  }

  /** Reads and masks a plan. One that ends its worker is refused, and is not tried again. */
  async maskPlan(task: PlanTask): Promise<PlanReading> {
    const outcome = await this.#pool.run(task, { timeoutMs: this.#options.rootTimeMs ?? rootTimeMs });
    const { name, root } = task;
    if (outcome.kind === "ended") {
      const reason = outcome.reason === "timeout" ? "time" : "memory";
      return { kind: "refused", name, root, reason, detail: "" };
    }
    if (outcome.result.kind !== "plan")
      throw new TypeError(`the worker ${outcome.result.kind} instead of reading a plan`);
    return outcome.result.reading;
  }

  /** Reads and masks every plan of an archive. One that ends its worker is refused as a whole. */
  async maskPlanArchive(task: PlanArchiveTask): Promise<readonly PlanReading[]> {
    const outcome = await this.#pool.run(task, { timeoutMs: archiveTimeMs });
    if (outcome.kind === "ended") {
      const reason = outcome.reason === "timeout" ? "time" : "memory";
      return [{ kind: "refused", name: task.name, root: null, reason, detail: "" }];
    }
    if (outcome.result.kind !== "plans")
      throw new TypeError(`the worker ${outcome.result.kind} instead of reading an archive`);
    return outcome.result.readings;
  }

  /** Compiles sources of policies. What ends its worker is refused with a reason, as Rego that does not compile is. */
  async loadPolicies(task: PolicySourcesTask): Promise<LoadedSources> {
    const outcome = await this.#pool.run(task, {
      timeoutMs: compileTimeMs,
      onRequest: (question) => this.#engineFor(question),
    });
    if (outcome.kind === "ended")
      return { kind: "rejected", problems: [endedCompilation(task, outcome.reason)] };
    if (outcome.result.kind !== "policy-sources")
      throw new TypeError(`the worker ${outcome.result.kind} instead of compiling policies`);
    return outcome.result.loaded;
  }

  /** What files say of who owns what. Those that end their worker are left out. */
  readTenantFiles(task: TenantFilesTask): Promise<ReadonlyMap<string, StatementReading>> {
    const timeoutMs = this.#options.rootTimeMs ?? rootTimeMs;
    return readTenantFiles(task, async (part) => {
      const outcome = await this.#pool.run(part, { timeoutMs });
      if (outcome.kind === "ended") return null;
      if (outcome.result.kind !== "tenant-files")
        throw new TypeError(`the worker ${outcome.result.kind} instead of reading tenants`);
      return outcome.result.readings;
    });
  }

  /** What repairs come to; nothing where they end their worker: a review does not need them. */
  async writeRepairs(task: RepairTask): Promise<readonly LineEdit[]> {
    const outcome = await this.#pool.run(task, {
      timeoutMs: this.#options.rootTimeMs ?? rootTimeMs,
      onRequest: (question) => this.#engineFor(question),
    });
    if (outcome.kind === "ended") return [];
    if (outcome.result.kind !== "repaired")
      throw new TypeError(`the worker ${outcome.result.kind} instead of repairing`);
    return outcome.result.edits;
  }

  async #engineFor(question: WorkerQuestion): Promise<WorkerAnswer> {
    if (question.kind !== "engine")
      throw new TypeError(`a worker that has no trees asked for ${question.kind}`);
    return { kind: "engine", module: await this.#modules.engine(question.name) };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #answer(
    question: Exclude<WorkerQuestion, { kind: keyof Others }>,
    trees: EvaluationTrees,
  ): Promise<WorkerAnswer> {
    switch (question.kind) {
      case "read":
        return { kind: "read", files: await (await namedTree(trees, question.tree)).read(question.paths) };
      case "policy":
        return { kind: "policy", module: await this.#modules.policy(question.set) };
      case "engine":
        return this.#engineFor(question);
      case "past-states":
        return { kind: "past-states", states: (await trees.past?.states(question.want)) ?? [] };
      case "past-tree":
        return { kind: "past-tree", listing: listing(await pastTree(trees, question.commit)) };
      case "schemas":
        return { kind: "schemas", files: await loadSchemaFiles(question.groups) };
      default:
        return question satisfies never;
    }
  }
}

/** Begins what somebody will await later: who awaits it hears of a failure. */
function ahead(work: Promise<unknown>): void {
  work.catch(() => undefined);
}

function touchesTerraform({ changedPaths }: EvaluationTask): boolean {
  return changedPaths?.some(({ path }) => /\.tf(?:\.json|vars)?$/.test(path)) ?? false;
}

/** A worker's file is named as this one is: `.ts` in a checkout, `.js` in a package. */
function workerEntry(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
}
