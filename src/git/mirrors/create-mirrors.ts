import path from "node:path";
import type { Log } from "../../model/log.ts";
import { isAutomaticMerge } from "./automatic-merge.ts";
import { MirrorCache } from "./cache.ts";
import { pathsOfCommits } from "./commit-paths.ts";
import type { Fetching } from "./fetching.ts";
import { firstParentHistory } from "./history.ts";
import { defaultLimits } from "./limits.ts";
import type { MirrorSource, Mirrors, MirrorsOptions } from "./ports.ts";
import { takeSnapshot } from "./snapshot.ts";

const silent: Pick<Log, "debug" | "warn"> = { debug: () => {}, warn: () => {} };

/** Takes a folder below `options.folder`, with what an earlier process left in it. Whoever makes them closes them. */
export async function createMirrors(options: MirrorsOptions): Promise<Mirrors> {
  const limits = { ...defaultLimits, ...options.limits };
  const { bytesMax, now, log = silent } = options;
  // Git runs in other folders than this process does.
  const folder = path.resolve(options.folder);
  const cache = await MirrorCache.open({ folder, bytesMax, now, log, limits });
  const network = options.network ?? { proxy: null, certificatesFile: null };
  const fetching: Fetching = { cache, limits, log, settings: { git: options.git, network } };
  const closing = new AbortController();
  const until = (source: MirrorSource): MirrorSource => {
    const signals = [closing.signal, ...(source.signal === undefined ? [] : [source.signal])];
    return { ...source, signal: AbortSignal.any(signals) };
  };
  return {
    fetch: (source, want) => takeSnapshot(until(source), want, fetching),
    commitPaths: (source, commits) => pathsOfCommits(until(source), commits, fetching),
    automaticMerge: (source, merge, base) => isAutomaticMerge(until(source), merge, base, fetching),
    firstParent: (source, want) => firstParentHistory(until(source), want, fetching),
    close: async () => {
      closing.abort();
      await cache.close();
    },
  };
}
