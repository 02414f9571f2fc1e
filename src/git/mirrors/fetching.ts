import type { Log } from "../../model/log.ts";
import type { MirrorCache } from "./cache.ts";
import { cleanFolder } from "./folder.ts";
import type { MirrorLimits } from "./limits.ts";
import type { Mirror } from "./mirror.ts";
import { MirrorError } from "./mirror-error.ts";
import type { MirrorSource } from "./ports.ts";
import { type FetchRun, type FetchSettings, runFetch } from "./run-fetch.ts";

/** What every fetch needs. */
export interface Fetching {
  readonly cache: MirrorCache;
  readonly settings: FetchSettings;
  readonly limits: MirrorLimits;
  readonly log: Pick<Log, "debug" | "warn">;
}

/** Commits that the server is told of: it leaves out the trees that they have. The last few are nearest to what comes. */
const havesMax = 12;

/**
 * Brings commits with all of their trees and without contents. Each is asked for by its id, so that what is read is what
 * was decided on, even when the branch has moved; GitHub, and every server with protocol 2, answers that.
 * Gives how many fetches it took.
 */
export async function fetchCommits(
  mirror: Mirror,
  source: MirrorSource,
  commits: readonly string[],
  fetching: Fetching,
): Promise<number> {
  const missing = commits.filter((commit) => !mirror.commits.has(commit));
  if (missing.length === 0) return 0;
  checkIds(missing);
  const queue = mirror.queue("commits", (ids, from) => fetchMissing(mirror, from, ids, fetching));
  await queue.add(missing, source);
  return 1;
}

async function fetchMissing(
  mirror: Mirror,
  source: MirrorSource,
  commits: readonly string[],
  fetching: Fetching,
): Promise<void> {
  const missing = commits.filter((commit) => !mirror.commits.has(commit));
  if (missing.length === 0) return;
  const haves = [...mirror.commits].slice(-havesMax);
  await fetchInto(mirror, source, fetching, {
    options: ["--depth=1", "--filter=blob:none", ...haves.map((commit) => `--negotiation-tip=${commit}`)],
    wanted: missing,
    bytesMax: fetching.limits.treesBytesMax,
    timeoutMs: fetching.limits.fetchTimeoutMs,
  });
  await mirror.add(missing);
}

/** What is not an id would be a refspec, which may name anything, also in the mirror. */
export function checkIds(commits: readonly string[]): void {
  const wrong = commits.find((commit) => !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit));
  if (wrong === undefined) return;
  throw new MirrorError("gone", `${JSON.stringify(wrong.slice(0, 100))} is the id of no commit.`);
}

export interface FetchedBlobs {
  readonly fetches: number;
  /** Not fetched, because they are too large to be read. */
  readonly tooLarge: readonly string[];
}

/**
 * Brings contents by their ids, all in one fetch. Git cannot tell how large they are before they are here, and a filter
 * does not touch what is asked for by its id. So a fetch is ended when it has brought more than all its files may have
 * together; then the files are fetched by halves, until those are found that are too large.
 */
export async function fetchBlobs(
  mirror: Mirror,
  source: MirrorSource,
  ids: readonly string[],
  fetching: Fetching,
): Promise<FetchedBlobs> {
  const { blobsPerFetchMax, splitFetchesMax } = fetching.limits;
  const parts = chunked(ids, blobsPerFetchMax);
  const tooLarge: string[] = [];
  const fetchesMax = parts.length + splitFetchesMax;
  let fetches = 0;
  for (let part = parts.shift(); part !== undefined; part = parts.shift()) {
    if (fetches >= fetchesMax) {
      tooLarge.push(...part);
      continue;
    }
    fetches += 1;
    if (await fetchPart(mirror, source, part, fetching)) continue;
    if (part.length === 1) tooLarge.push(...part);
    else parts.push(...chunked(part, Math.ceil(part.length / 2)));
  }
  if (tooLarge.length > 0) {
    const { repositoryId } = source;
    fetching.log.warn({ repositoryId, files: tooLarge.length }, "files were too large to be fetched");
  }
  return { fetches, tooLarge };
}

/** False where it was more than it may be. */
async function fetchPart(
  mirror: Mirror,
  source: MirrorSource,
  ids: readonly string[],
  fetching: Fetching,
): Promise<boolean> {
  const { limits } = fetching;
  const queue = mirror.queue("blobs", (wanted, from) =>
    fetchInto(mirror, from, fetching, {
      options: ["--filter=blob:none"],
      wanted,
      bytesMax: Math.min(limits.blobsBytesMax, wanted.length * limits.fileBytesMax),
      timeoutMs: limits.fetchTimeoutMs,
    }),
  );
  try {
    await queue.add(ids, source);
    return true;
  } catch (error) {
    if (error instanceof MirrorError && error.code === "too-large") return false;
    throw error;
  }
}

/** One fetch at a time in a mirror: what a fetch that failed leaves behind is nobody else's, and can be taken away. */
export function fetchInto(
  mirror: Mirror,
  source: MirrorSource,
  { cache, settings, log }: Fetching,
  run: Omit<FetchRun, "folder">,
): Promise<void> {
  return mirror.exclusive(async () => {
    const started = performance.now();
    const { folder, kind, size } = mirror;
    try {
      await runFetch({ ...run, folder }, source, settings);
    } catch (error) {
      await cleanFolder(folder).catch(() => cache.giveUp(mirror, "not to be cleaned"));
      if (error instanceof MirrorError && error.code === "no-space") await cache.makeRoom();
      throw error;
    }
    await cache.grown(mirror);
    const { repositoryId } = source;
    const durationMs = Math.round(performance.now() - started);
    const bytes = mirror.size.bytes - size.bytes;
    log.debug({ repositoryId, kind, asked: run.wanted.length, bytes, durationMs }, "fetched");
  });
}

function chunked(ids: readonly string[], size: number): (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let start = 0; start < ids.length; start += size) parts.push(ids.slice(start, start + size));
  return parts;
}
