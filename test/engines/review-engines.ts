import { installation } from "../../src/app/installation.ts";
import type { Engine } from "../../src/engines/engine.ts";
import type { ReviewEngine } from "../../src/engines/engine-limits.ts";
import { loadEngine } from "../../src/engines/engine-loader.ts";
import { createEngine } from "../../src/engines/instance.ts";

/** The engines of a review on this thread, each made when it is asked for. */
export function reviewEngines(cacheDir: string | null): (name: ReviewEngine) => Promise<Engine> {
  const made = new Map<ReviewEngine, Promise<Engine>>();
  const make = async (name: ReviewEngine) =>
    createEngine(await loadEngine(name, { distDir: installation.engines, cacheDir }));
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
