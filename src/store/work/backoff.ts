import { storableText } from "../storable.ts";

const firstDelayMs = 1_000;
/** Long enough to leave a broken GitHub alone, short enough that nobody waits long once it is back. */
const delayMsMax = 5 * 60_000;
/** GitHub's limits are counted by the hour; whoever names a later time is not believed. */
const namedDelayMsMax = 2 * 60 * 60_000;
/** Enough for a message; a stack or a response body does not belong into a column that operators list. */
const errorCharactersMax = 2_000;

export interface Failure {
  readonly error: string;
  readonly retryAt: Date;
  /** Whether the other side named the time: then new work waits for it too. */
  readonly held: boolean;
}

/** 1 s, 2 s, 4 s … 5 min; never given up. `attempts`: failures before this one. */
export function delayAfter(attempts: number): number {
  return Math.min(delayMsMax, firstDelayMs * 2 ** Math.min(attempts, 20));
}

export function failureOf(error: unknown, attempts: number, now: Date): Failure {
  const named = namedDelayOf(error);
  const delayMs = named ?? delayAfter(attempts);
  return {
    error: messageOf(error),
    retryAt: new Date(now.getTime() + delayMs),
    held: named !== null,
  };
}

/** From an error's own `retryAfterMs`: how long the other side wants to be left alone. */
export function namedDelayOf(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("retryAfterMs" in error)) return null;
  const { retryAfterMs } = error;
  if (typeof retryAfterMs !== "number" || !Number.isFinite(retryAfterMs)) return null;
  return Math.min(namedDelayMsMax, Math.max(0, retryAfterMs));
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return storableText(text.slice(0, errorCharactersMax));
}
