import { GitError } from "../git-error.ts";
import type { Fetching } from "./fetching.ts";
import type { Mirror, MirrorKind } from "./mirror.ts";
import { MirrorError } from "./mirror-error.ts";
import type { MirrorSource } from "./ports.ts";

/** Works with a mirror. One that turns out to be broken is given up, and the work is done once more with a new one. */
export async function withMirror<T>(
  source: MirrorSource,
  kind: MirrorKind,
  fetching: Fetching,
  work: (mirror: Mirror) => Promise<T>,
): Promise<T> {
  try {
    return await once(source, kind, fetching, work);
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  try {
    return await once(source, kind, fetching, work);
  } catch (error) {
    if (!isBroken(error)) throw error;
    throw new MirrorError("corrupt", `The mirror is broken, and so was the one before: ${error.message}`, {
      cause: error,
    });
  }
}

/** Git speaks in many ways of objects that cannot be read; whatever it stumbles on in a mirror counts as broken. */
export function isBroken(error: unknown): error is Error {
  if (error instanceof MirrorError) return error.code === "corrupt";
  return error instanceof GitError && error.code !== "git-missing" && error.code !== "too-much";
}

export function isTooMuch(error: unknown): error is GitError {
  return error instanceof GitError && error.code === "too-much";
}

async function once<T>(
  source: MirrorSource,
  kind: MirrorKind,
  { cache }: Fetching,
  work: (mirror: Mirror) => Promise<T>,
): Promise<T> {
  const lease = await cache.acquire(source.repositoryId, kind);
  try {
    return await work(lease.mirror);
  } catch (error) {
    if (isBroken(error)) cache.giveUp(lease.mirror, error.message);
    throw isTooMuch(error) ? new MirrorError("too-large", error.message, { cause: error }) : error;
  } finally {
    await lease.release();
  }
}
