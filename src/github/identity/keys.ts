import type { Time } from "../time.ts";
import { boundedFetch } from "../transport/bounded-fetch.ts";

/** GitHub publishes half a dozen keys; a page of a proxy in between is not read to its end. */
const keysBytesMax = 256 * 1024;
const keysTimeoutMs = 5_000;
/** Anybody may send a token of an unknown key: while the keys cannot be had, GitHub is asked this often at most. */
const retryMs = 5_000;

/** How the keys are fetched; jose calls it. */
export type KeyFetch = (url: string, options: { readonly signal: AbortSignal }) => Promise<Response>;

/** Fetches keys within limits: no redirect, no more bytes than keys have, and a pause after each failure. */
export function patientKeyFetch(time: Time, send: KeyFetch = fetchKeys): KeyFetch {
  let failedAt = Number.NEGATIVE_INFINITY;
  return async (url, options) => {
    if (time.now() - failedAt < retryMs) throw new Error("The keys could not be had a moment ago.");
    try {
      const response = await send(url, options);
      if (response.status !== 200) failedAt = time.now();
      return response;
    } catch (error) {
      failedAt = time.now();
      throw error;
    }
  };
}

const bounded = boundedFetch(() => {}, keysTimeoutMs, keysBytesMax);

function fetchKeys(url: string): Promise<Response> {
  return bounded(url, { redirect: "error" });
}
