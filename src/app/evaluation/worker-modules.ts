import type { ReviewEngine } from "../../engines/engine-limits.ts";
import type { EngineModule } from "../../engines/instance.ts";
import { installation } from "../installation.ts";

/** What workers are given compiled, once for all of them. */
export class WorkerModules {
  readonly #wasm: Uint8Array<ArrayBuffer>;
  readonly #cacheFolder: string;
  #policy: Promise<WebAssembly.Module> | null = null;
  readonly #engines = new Map<ReviewEngine, Promise<EngineModule>>();

  constructor(wasm: Uint8Array<ArrayBuffer>, cacheFolder: string) {
    this.#wasm = wasm;
    this.#cacheFolder = cacheFolder;
  }

  policy(): Promise<WebAssembly.Module> {
    this.#policy ??= WebAssembly.compile(this.#wasm);
    return this.#policy;
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
