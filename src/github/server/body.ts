import type { IncomingMessage } from "node:http";

/** How much may be received: by one body, by all at a time, and how many of them. */
export interface BodyLimits {
  readonly bodyBytesMax: number;
  readonly bodiesBytesMax: number;
  readonly bodiesMax: number;
}

export type Body =
  | { readonly kind: "body"; readonly bytes: Buffer }
  | { readonly kind: "too-large" }
  /** Too many others are being received. */
  | { readonly kind: "busy" }
  /** The client went away, or was too slow. */
  | { readonly kind: "incomplete" };

/** How much is being received, over all requests. */
export class BodyBudget {
  readonly limits: BodyLimits;
  #bytes = 0;
  #bodies = 0;

  constructor(limits: BodyLimits) {
    this.limits = limits;
  }

  get inFlight(): number {
    return this.#bodies;
  }

  enter(): boolean {
    if (this.#bodies >= this.limits.bodiesMax) return false;
    this.#bodies += 1;
    return true;
  }

  /** Counts what has come, not what was announced: an announcement costs a client nothing. */
  take(bytes: number): boolean {
    if (this.#bytes + bytes > this.limits.bodiesBytesMax) return false;
    this.#bytes += bytes;
    return true;
  }

  leave(bytes: number): void {
    this.#bytes -= bytes;
    this.#bodies -= 1;
  }
}

/**
 * Reads a body as the bytes that came, within the limits for one and for all. Where it ends early the rest is not read.
 * The bytes stay counted until `use` is done with them. Never rejects for what the client does.
 */
export async function withBody<Result>(
  request: IncomingMessage,
  budget: BodyBudget,
  signal: AbortSignal,
  use: (body: Body) => Promise<Result>,
): Promise<Result> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > budget.limits.bodyBytesMax) return use({ kind: "too-large" });
  if (!budget.enter()) return use({ kind: "busy" });
  const received: Received = { chunks: [], bytes: 0 };
  try {
    return await use(await receive(request, budget, signal, received));
  } finally {
    budget.leave(received.bytes);
  }
}

interface Received {
  readonly chunks: Buffer[];
  bytes: number;
}

function receive(
  request: IncomingMessage,
  budget: BodyBudget,
  signal: AbortSignal,
  received: Received,
): Promise<Body> {
  return new Promise((resolve) => {
    const settle = (body: Body) => {
      request.off("data", onData).off("end", onEnd).off("close", onGone).off("error", onGone);
      signal.removeEventListener("abort", onGone);
      if (body.kind !== "body") request.pause();
      resolve(body);
    };
    const onData = (chunk: Buffer) => {
      if (received.bytes + chunk.length > budget.limits.bodyBytesMax) return settle({ kind: "too-large" });
      if (!budget.take(chunk.length)) return settle({ kind: "busy" });
      received.bytes += chunk.length;
      received.chunks.push(chunk);
    };
    const onEnd = () => settle({ kind: "body", bytes: Buffer.concat(received.chunks, received.bytes) });
    const onGone = () => settle({ kind: "incomplete" });
    request.on("data", onData).on("end", onEnd).on("close", onGone).on("error", onGone);
    signal.addEventListener("abort", onGone);
    if (signal.aborted) onGone();
  });
}
