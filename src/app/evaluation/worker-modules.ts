import type { ReviewEngine } from "../../engines/engine-limits.ts";
import type { EngineModule } from "../../engines/instance.ts";
import { installation } from "../installation.ts";
import type { PolicySet } from "../policy-set.ts";

/**
 * Sets that are held beside the program's own: each organisation that pins one needs one, and two for the days in which
 * it goes from one to another. A module takes some megabytes.
 */
const setsMax = 16;

/** What workers are given compiled, once for all of them. */
export class WorkerModules {
  readonly #own: PolicySet;
  readonly #cacheFolder: string;
  readonly #policies = new Map<string, Promise<WebAssembly.Module>>();
  readonly #engines = new Map<ReviewEngine, Promise<EngineModule>>();

  constructor(own: PolicySet, cacheFolder: string) {
    this.#own = own;
    this.#cacheFolder = cacheFolder;
  }

  /** Holds a set that tasks are going to name. Of too many, the one that nobody has asked for longest is let go. */
  hold({ digest, wasm }: PolicySet): void {
    const known = this.#policies.get(digest) ?? WebAssembly.compile(wasm);
    // Who awaits it hears of a failure.
    known.catch(() => this.#policies.delete(digest));
    this.#policies.delete(digest);
    this.#policies.set(digest, known);
    const [oldest] = [...this.#policies.keys()].filter((held) => held !== this.#own.digest);
    if (this.#policies.size > setsMax + 1 && oldest !== undefined) this.#policies.delete(oldest);
  }

  /** `null`: the program's own. Throws for a set that nobody holds. */
  policy(digest: string | null): Promise<WebAssembly.Module> {
    if (digest === null || digest === this.#own.digest) this.hold(this.#own);
    const held = this.#policies.get(digest ?? this.#own.digest);
    if (held === undefined) throw new TypeError(`the rule set ${digest} was named and is not held`);
    return held;
  }

  engine(name: ReviewEngine): Promise<EngineModule> {
    const known = this.#engines.get(name);
    if (known !== undefined) return known;
    const loading = loadReviewEngine(name, this.#cacheFolder);
    this.#engines.set(name, loading);
    return loading;
  }
}

/** Loaded here, because a change of Kubernetes alone needs no engine. */
async function loadReviewEngine(name: ReviewEngine, cacheDir: string): Promise<EngineModule> {
  const { loadEngine } = await import("../../engines/engine-loader.ts");
  return loadEngine(name, { distDir: installation.engines, cacheDir });
}
