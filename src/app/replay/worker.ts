import type { Engine } from "../../engines/engine.ts";
import { createEngine } from "../../engines/instance.ts";
import { serveWorker } from "../../engines/serve-worker.ts";
import { quantityBuiltins } from "../../policy/builtins.ts";
import { replayInWorker } from "./replay-in-worker.ts";
import type { ReplayProtocol } from "./task.ts";

/** The thread that judges again: it has no files, no network and no environment. */
let engine: Engine | null = null;

serveWorker<ReplayProtocol>((task, context) =>
  replayInWorker(task, {
    engine: async () => {
      engine ??= createEngine(await context.request({ kind: "engine" }), { builtins: quantityBuiltins });
      return engine;
    },
    alive: (what) => context.progress(what),
  }),
);
