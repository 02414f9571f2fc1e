import { MirrorCache } from "./cache.ts";
import type { Fetching } from "./fetching.ts";
import { defaultLimits } from "./limits.ts";
import type { MirrorLog, Mirrors, MirrorsOptions } from "./ports.ts";
import { takeSnapshot } from "./snapshot.ts";

const silent: MirrorLog = { debug: () => {}, warn: () => {} };

/** Takes a folder below `options.folder`, with what an earlier process left in it. Whoever makes them closes them. */
export async function createMirrors(options: MirrorsOptions): Promise<Pick<Mirrors, "fetch" | "close">> {
  const limits = { ...defaultLimits, ...options.limits };
  const { folder, bytesMax, now, log = silent } = options;
  const cache = await MirrorCache.open({ folder, bytesMax, now, log, limits });
  const network = options.network ?? { proxy: null, certificatesFile: null };
  const fetching: Fetching = { cache, limits, log, settings: { git: options.git, network } };
  return {
    fetch: (source, want) => takeSnapshot(source, want, fetching),
    close: () => cache.close(),
  };
}
