import type { EngineModule } from "../../engines/instance.ts";
import { WorkerPool } from "../../engines/pool.ts";
import { evaluationTimeMs, rootTimeMs } from "../evaluation/runner.ts";
import { installation } from "../installation.ts";
import type { WholeCase } from "./read-case.ts";
import type { ReplayedDecision, ReplayProtocol } from "./task.ts";
import type { Under } from "./under.ts";

/** V8's heap of a worker, as that of a review. */
const heapMaxMb = 1_024;
/** Policy sets that stay compiled: a period has few. */
const modulesMax = 8;

export type ReplayRun =
  | { readonly kind: "done"; readonly replayed: ReplayedDecision }
  | {
      readonly kind: "ended";
      readonly reason: "timeout" | "memory" | "crash" | "failed";
      readonly detail: string;
    };

/** Replays decisions in workers, under the limits that they were made under. Whoever makes one closes it. */
export class ReplayRunner {
  readonly #pool: WorkerPool<ReplayProtocol>;
  readonly #cacheFolder: string;
  readonly #modules = new Map<string, Promise<WebAssembly.Module>>();
  #engine: Promise<EngineModule> | null = null;

  constructor({ cacheFolder, workersMax }: { readonly cacheFolder: string; readonly workersMax: number }) {
    this.#cacheFolder = cacheFolder;
    this.#pool = new WorkerPool({
      entry: workerEntry(),
      workersMax,
      resourceLimits: { maxOldGenerationSizeMb: heapMaxMb },
    });
  }

  /** Never throws for what was recorded. */
  async run(
    { manifest, policySet, parts }: WholeCase,
    under?: Under,
    timeoutMs: number = evaluationTimeMs,
  ): Promise<ReplayRun> {
    const { compiled } = manifest.policies.shipped;
    try {
      // Loading it takes seconds the first time, which are not this decision's.
      if (under?.policySources?.units.some(({ kind }) => kind !== "sekisho") === true) await this.#opa();
      const task = {
        ...{ ...parts, compiled, module: await this.#moduleOf(compiled, policySet.wasm) },
        rules: Buffer.from(JSON.stringify(policySet.rules)),
        ...{ inputs: manifest.inputs, digests: manifest.digests },
        ...(under === undefined ? {} : { under: await this.#under(under) }),
      };
      const outcome = await this.#pool.run(task, {
        ...{ timeoutMs, silenceMs: Math.min(timeoutMs, rootTimeMs) },
        onRequest: () => this.#opa(),
      });
      if (outcome.kind === "done") return { kind: "done", replayed: outcome.result };
      return { kind: "ended", reason: outcome.reason, detail: outcome.detail };
    } catch (error) {
      return {
        kind: "ended",
        reason: "failed",
        detail: error instanceof Error ? error.message : String(error),
      };
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #under({ policySet, configuration, waivers, policySources }: Under) {
    const given = { module: null, rules: null };
    const others =
      policySet === undefined
        ? given
        : {
            module: await this.#moduleOf(policySet.digest, policySet.wasm),
            rules: Buffer.from(JSON.stringify(policySet.rules)),
          };
    return {
      ...others,
      configuration: configuration === undefined ? null : Buffer.from(JSON.stringify(configuration)),
      waivers: waivers ?? null,
      ...(policySources === undefined ? {} : { sources: Buffer.from(JSON.stringify(policySources)) }),
    };
  }

  #moduleOf(digest: string, wasm: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
    const known = this.#modules.get(digest);
    if (known !== undefined) return known;
    if (this.#modules.size >= modulesMax) this.#modules.clear();
    const made = WebAssembly.compile(wasm);
    this.#modules.set(digest, made);
    return made;
  }

  /** Loaded where policies of other tools were asked: most decisions need none. */
  #opa(): Promise<EngineModule> {
    this.#engine ??= import("../../engines/engine-loader.ts").then(({ loadEngine }) =>
      loadEngine("opa", { distDir: installation.engines, cacheDir: this.#cacheFolder }),
    );
    return this.#engine;
  }
}

/** A worker's file is named as this one is: `.ts` in a checkout, `.js` in a package. */
function workerEntry(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url);
}
