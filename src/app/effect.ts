import { isWaiverFile, repositoryFile } from "../config/index.ts";
import { WorkerPool } from "../engines/pool.ts";
import type { Tree } from "../model/tree.ts";
import type { Effect, EffectProtocol, EffectTask, SettingsFiles } from "./effect/task.ts";
import { readSource, type SourceFile } from "./source-file.ts";

/** Past decisions that an edit is held against: a month of a busy repository, and a table that fits on one screen. */
export const decisionsMax = 20;
/** Twenty decisions with 500 findings each take 0.2 s; what takes longer was written to take long. */
const effectTimeMs = 10_000;
/** V8's heap: twenty reports of a megabyte, twice, and room. */
const heapMaxMb = 256;
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

/** Shows what edits of configuration and waivers would have changed. Whoever makes one closes it. */
export class EffectReader {
  readonly #pool: WorkerPool<EffectProtocol>;

  constructor() {
    this.#pool = new WorkerPool({
      entry: workerEntry(),
      workersMax: 1,
      resourceLimits: { maxOldGenerationSizeMb: heapMaxMb },
    });
  }

  /** Never throws for what the edited files hold. */
  async effectOf(task: EffectTask): Promise<Effect> {
    const outcome = await this.#pool.run(task, { timeoutMs: effectTimeMs });
    return outcome.kind === "done" ? outcome.result : { kind: "not-read", reason: outcome.reason };
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** A worker's file is named as this one is: `.ts` in a checkout, `.js` in a package. */
function workerEntry(): URL {
  return new URL(
    import.meta.url.endsWith(".ts") ? "./effect/worker.ts" : "./effect/worker.js",
    import.meta.url,
  );
}
