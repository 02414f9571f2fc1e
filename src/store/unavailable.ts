import { StoreUnavailable } from "./store.ts";

/** What a database that does not answer looks like from here, by SQLSTATE: class, or whole code. */
const statesOfUnavailability = [
  /** Connection failed or was refused: by the network, by wrong credentials, because the database does not exist. */
  "08",
  "28",
  "3D",
  /** Out of connections, memory or disk; shut down or starting up; input or output failed. */
  "53",
  "57",
  "58",
  /** Deadlock, serialisation, lock timeout: trying again is all there is to do. */
  "40",
  "55P03",
  /** Read-only: after a failover this is the old primary. */
  "25006",
];

const networkCodes = new Set([
  "EAI_AGAIN",
  "ECONNABORTED",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** `pg` and its pool tell a lost connection in words alone. */
const wordsOfLostConnection =
  /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|Cannot use a pool after|PGlite is clos|driver has already been destroyed)/;

/** Turns what a driver throws into {@link StoreUnavailable} where the store is the reason, and leaves the rest alone. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  if (!(error instanceof Error) || !isUnavailability(error)) return error;
  return new StoreUnavailable(
    `The store does not answer: ${reasonOf(error)}. Nothing was kept; ask again later. ` +
      "If it stays like this, check that PostgreSQL runs, and that DATABASE_URL names it.",
    { cause: error },
  );
}

function isUnavailability(error: Error): boolean {
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  if (code === null) return wordsOfLostConnection.test(error.message);
  return networkCodes.has(code) || statesOfUnavailability.some((state) => code.startsWith(state));
}

function reasonOf(error: Error): string {
  if (error.message !== "") return error.message;
  return "code" in error ? String(error.code) : error.name;
}

/** Runs a piece of work on the store, and says {@link StoreUnavailable} where the store is why it failed. */
export async function onStore<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asUnavailable(error);
  }
}

/**
 * The same, within a time. What is cut off here may still be kept afterwards: whoever asks has to be able to ask twice.
 */
export async function onStoreWithin<Result>(timeoutMs: number, work: () => Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(
      new StoreUnavailable(
        `The store did not answer within ${timeoutMs} ms. Ask again later; it is not known whether it was kept.`,
      ),
    );
  }, timeoutMs);
  const done = onStore(work);
  done.catch(() => {});
  try {
    return await Promise.race([done, promise]);
  } finally {
    clearTimeout(timer);
  }
}
