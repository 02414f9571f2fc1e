import path from "node:path";
import { isAutomaticMerge } from "./automatic-merge.ts";
import { MirrorCache } from "./cache.ts";
import { pathsOfCommits } from "./commit-paths.ts";
import type { Fetching } from "./fetching.ts";
import { firstParentHistory } from "./history.ts";
import { defaultLimits } from "./limits.ts";
import type { MirrorLog, Mirrors, MirrorsOptions } from "./ports.ts";
import { takeSnapshot } from "./snapshot.ts";

const silent: MirrorLog = { debug: () => {}, warn: () => {} };

/** Takes a folder below `options.folder`, with what an earlier process left in it. Whoever makes them closes them. */
export async function createMirrors(options: MirrorsOptions): Promise<Mirrors> {
  const limits = { ...defaultLimits, ...options.limits };
  const { bytesMax, now, log = silent } = options;
  // Git runs in other folders than this process does.
  const folder = path.resolve(options.folder);
  const cache = await MirrorCache.open({ folder, bytesMax, now, log, limits });
  const network = options.network ?? { proxy: null, certificatesFile: null };
  const fetching: Fetching = { cache, limits, log, settings: { git: options.git, network } };
  return {
    fetch: (source, want) => takeSnapshot(source, want, fetching),
    commitPaths: (source, commits) => pathsOfCommits(source, commits, fetching),
    automaticMerge: (source, merge, mergeBase) => isAutomaticMerge(source, merge, mergeBase, fetching),
    firstParent: (source, want) => firstParentHistory(source, want, fetching),
    close: () => cache.close(),
  };
}
