import { resolve } from "node:path";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import type { Engine } from "../../src/engines/engine.ts";
import type { ReviewEngine } from "../../src/engines/engine-limits.ts";
import { loadEngine } from "../../src/engines/engine-loader.ts";
import { createEngine } from "../../src/engines/instance.ts";
import type { Outcome } from "./figure.ts";

const coldRuns = 7;
const warmRuns = 30;
/** V8 optimises an engine while it is used. */
const warmingRuns = 20;

/** What is rendered, and how long it may take: cold in seconds, warm in milliseconds. */
export interface RenderingBench {
  readonly what: string;
  readonly engine: ReviewEngine;
  readonly budgets: { readonly cold: number | null; readonly warm: number };
  /** From files to located objects. */
  readonly read: (engine: Engine) => void;
}

/** Cold: the engine is compiled and instantiated, too, as in a new process. */
export async function measureRendering({ what, engine, budgets, read }: RenderingBench): Promise<Outcome> {
  await load(engine);
  const cold: number[] = [];
  for (let run = 0; run < coldRuns; run += 1) {
    const started = performance.now();
    read(await load(engine));
    cold.push((performance.now() - started) / 1_000);
  }
  const used = await load(engine);
  for (let run = 0; run < warmingRuns; run += 1) read(used);
  const warm = Array.from({ length: warmRuns }, () => {
    const started = performance.now();
    read(used);
    return performance.now() - started;
  });
  return {
    kind: "measured",
    figures: [
      { what: `${what}, cold`, unit: "s", samples: cold, budget: budgets.cold },
      { what: `${what}, warm`, unit: "ms", samples: warm, budget: budgets.warm },
    ],
  };
}

async function load(name: ReviewEngine): Promise<Engine> {
  const { cacheDirectory: cacheDir } = readRuntimeEnvironment();
  return createEngine(await loadEngine(name, { distDir: resolve("engines/dist"), cacheDir }));
}
