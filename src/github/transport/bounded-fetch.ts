/** GitHub itself gives up after ten seconds. */
export const requestTimeoutMs = 10_000;
/** The largest answer that we ask for is a comparison of two commits with 300 files and their patches. */
const answerBytesMax = 64 * 1024 * 1024;

/** No whole answer came. */
export class ConnectionFailure extends Error {
  readonly kind: "timeout" | "network" | "too-large";
  constructor(kind: ConnectionFailure["kind"], message: string) {
    super(message);
    this.name = "ConnectionFailure";
    this.kind = kind;
  }
}

/**
 * `fetch` with an end: one time limit over headers and body, and an answer that is whole before anybody looks at it.
 * Without that, a body that is cut off comes out of Octokit as an empty text with status 200.
 */
export function boundedFetch(
  count: (url: string) => void,
  timeoutMs = requestTimeoutMs,
  bytesMax = answerBytesMax,
): typeof fetch {
  return async (input, init) => {
    const url = typeof input === "string" ? input : input instanceof URL ? input.href : input.url;
    count(url);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(input, { ...init, signal });
      const body = await whole(response, bytesMax);
      const { status, statusText, headers } = response;
      const bounded = new Response(body.length === 0 ? null : body, { status, statusText, headers });
      // A response that is made by hand has no address; Octokit goes from page to page by it.
      return Object.defineProperty(bounded, "url", { value: response.url === "" ? url : response.url });
    } catch (cause) {
      throw failureOf(cause, signal.aborted, timeoutMs);
    }
  };
}

async function whole(response: Response, bytesMax: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax)
      throw new ConnectionFailure("too-large", `the answer is larger than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/** The cause is not kept: it may hold the request, and with it the token. Its code says enough. */
function failureOf(cause: unknown, timedOut: boolean, timeoutMs: number): ConnectionFailure {
  if (cause instanceof ConnectionFailure) return cause;
  if (timedOut) return new ConnectionFailure("timeout", `no whole answer within ${timeoutMs} ms`);
  return new ConnectionFailure("network", `the connection failed (${codeOf(cause)})`);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown reason";
  if ("code" in error && typeof error.code === "string") return error.code;
  if (error.cause instanceof Error) return codeOf(error.cause);
  return error.name;
}
