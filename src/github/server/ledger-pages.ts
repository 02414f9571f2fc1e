import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { StoreUnavailable } from "../../store/store.ts";
import type { Answer } from "./answer.ts";
import { ledgerRequestsMax } from "./limits.ts";

/** Where the public log is: a checkpoint, keys, and the tree in tiles. */
export const ledgerPath = "/ledger/";

/** What a page of the log is; `for ever`: the bytes under this path cannot become others. */
export interface LedgerPage {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array | string;
  readonly cached: "for ever" | "shortly" | "never";
}

export interface LedgerPages {
  /** `path`: what follows {@link ledgerPath}. Throws what the store throws. */
  answer(path: string): Promise<LedgerPage>;
}

const cacheControl: Readonly<Record<LedgerPage["cached"], string>> = {
  "for ever": "public, max-age=31536000, immutable",
  // A client that asks again within these seconds learns of nothing that was urgent.
  shortly: "public, max-age=2",
  never: "no-store",
};

const compressed = promisify(gzip);

/**
 * Answers for the log, a few at a time: whoever asks for all of it must not keep the store from those who need it to
 * work.
 */
export function createLedgerAnswers(
  pages: LedgerPages,
): (path: string, request: IncomingMessage) => Promise<Answer> {
  let busy = 0;
  return async (path, request) => {
    if (busy >= ledgerRequestsMax) return later("Too many ask for the ledger at once.");
    busy += 1;
    try {
      return await answered(await pages.answer(path.slice(ledgerPath.length)), request);
    } catch (error) {
      if (error instanceof StoreUnavailable) return later("The store does not answer.");
      throw error;
    } finally {
      busy -= 1;
    }
  };
}

async function answered(
  { status, contentType, body, cached }: LedgerPage,
  { headers }: IncomingMessage,
): Promise<Answer> {
  const shared = {
    "content-type": contentType,
    "cache-control": cacheControl[cached],
    vary: "accept-encoding",
  };
  const bytes = Buffer.from(body);
  // Hashes do not become smaller; leaves and texts do.
  const smaller = /\bgzip\b/.test(String(headers["accept-encoding"] ?? "")) && bytes.length > 1_000;
  if (!smaller) return { status, text: "", bytes, headers: shared };
  return {
    status,
    text: "",
    bytes: await compressed(bytes),
    headers: { ...shared, "content-encoding": "gzip" },
  };
}

function later(why: string): Answer {
  return { status: 503, text: `${why} Try again in a moment.\n`, headers: { "retry-after": "1" } };
}
