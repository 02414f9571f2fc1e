import { serveWorker } from "../../engines/serve-worker.ts";
import { compareSettings } from "./compare.ts";
import type { EffectProtocol } from "./task.ts";

/** Reads settings as a pull request leaves them, and so runs apart: whatever they hold, it is ended in time. */
serveWorker<EffectProtocol>((task, context) => compareSettings(task, (asked) => context.request(asked)));
