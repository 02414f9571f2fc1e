import type { IncomingMessage, ServerResponse } from "node:http";
import { refusalBytesMax, refusalLingerMs } from "./limits.ts";

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Instead of the text. */
  readonly bytes?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** The rest of the request is not wanted: the connection is closed after the answer. */
  readonly close?: boolean;
}

export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const whole = Buffer.from(answer.bytes ?? answer.text);
  const body = request.method === "HEAD" ? Buffer.of() : whole;
  response.writeHead(answer.status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": whole.length,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...answer.headers,
    ...(answer.close === true ? { connection: "close" } : {}),
  });
  if (answer.close === true && !request.complete) endLater(request, response, body);
  else response.end(body);
}

/**
 * A client that is still sending and is cut off at once gets a reset instead of the answer, even one that stands in its
 * buffer already (RFC 9112, section 9.6). So the rest is thrown away for a moment before the connection ends.
 */
function endLater(request: IncomingMessage, response: ServerResponse, body: Uint8Array): void {
  let bytes = 0;
  const discard = (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > refusalBytesMax) end();
  };
  const end = () => {
    clearTimeout(timer);
    request.off("data", discard).off("end", end).off("close", end).pause();
    response.end();
  };
  const timer = setTimeout(end, refusalLingerMs);
  response.write(body);
  request.on("data", discard).on("end", end).on("close", end).resume();
}
