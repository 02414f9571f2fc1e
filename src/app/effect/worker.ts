import { serveWorker } from "../../engines/serve-worker.ts";
import { compareSettings } from "./compare.ts";
import type { EffectProtocol } from "./task.ts";

/** Reads settings as a pull request leaves them, and so runs apart: whatever they hold, it is ended in time. */
serveWorker<EffectProtocol>((task, { request }) =>
  compareSettings(task, {
    judge: async (asked) => {
      const answer = await request(asked);
      if (answer.kind === "compiled" || answer.kind === "invalid")
        throw new TypeError(`a decision was to be judged, and policies are ${answer.kind}`);
      return answer;
    },
    compile: async (asked) => {
      const answer = await request(asked);
      if (answer.kind === "compiled" || answer.kind === "invalid" || answer.kind === "out-of-time")
        return answer;
      throw new TypeError(`policies were to be compiled, and a decision is ${answer.kind}`);
    },
  }),
);
