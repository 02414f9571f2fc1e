import type { IncomingMessage, ServerResponse } from "node:http";
import { refusalLingerMs } from "./limits.ts";

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The rest of the request is not wanted: the connection is closed after the answer. */
  readonly close?: boolean;
}

export function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const body = request.method === "HEAD" ? "" : answer.text;
  response.writeHead(answer.status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(answer.text),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...answer.headers,
    ...(answer.close === true ? { connection: "close" } : {}),
  });
  response.end(body);
  if (answer.close === true) endAfter(request, response);
}

/** A client that is still sending would never end by itself, and one that is cut off at once never reads the answer. */
function endAfter(request: IncomingMessage, response: ServerResponse): void {
  const end = () => setTimeout(() => request.socket.destroy(), refusalLingerMs).unref();
  if (response.writableFinished) end();
  else response.once("finish", end);
}
