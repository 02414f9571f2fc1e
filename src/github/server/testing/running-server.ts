import { createHmac, randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { Delivery, Inbox } from "../../../store/store.ts";
import { createHttpServer, type HttpServer, type HttpServerOptions } from "../http-server.ts";
import { createMetrics } from "../metrics.ts";

export const secret = randomBytes(32).toString("hex");
export const path = "/api/github/webhooks";
export interface Running {
  readonly port: number;
  readonly url: string;
  readonly server: HttpServer;
  readonly kept: Delivery[];
  readonly logged: string[];
}

/** A real server on a port of its own; `kept` is what reached its inbox. */
export async function startServer(options: Partial<HttpServerOptions> = {}): Promise<Running> {
  const kept: Delivery[] = [];
  const logged: string[] = [];
  const inbox: Pick<Inbox, "accept"> = {
    accept: async (delivery) => {
      const known = kept.some(({ id }) => id === delivery.id);
      kept.push(delivery);
      return known ? "known" : "accepted";
    },
  };
  const write = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const server = createHttpServer({
    secrets: [secret],
    inbox,
    metrics: createMetrics({
      version: "1.2.3",
      store: "embedded",
      events: ["pull_request"],
      backlog: async () => ({ waiting: 3, active: 1, failing: 0, oldestSeconds: 7 }),
    }),
    log: { debug: write, info: write, warn: write, error: write },
    clock: () => performance.now(),
    kept: (came) => came,
    decide: (event) =>
      event === "pull_request" ? { kind: "pull", installationId: 1, repositoryId: 2, number: 3 } : null,
    path,
    dependencies: [],
    plans: null,
    ledger: null,
    planBytesMax: 1_000_000,
    ...options,
  });
  const port = await server.listen({ host: "127.0.0.1", port: 0 });
  return { port, url: `http://127.0.0.1:${port}`, server, kept, logged };
}

export function signed(body: string | Buffer, key = secret): string {
  return `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
}

export function headers(body: string | Buffer, changed: Record<string, string | null> = {}): Headers {
  const all = {
    "content-type": "application/json",
    "x-github-event": "pull_request",
    "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    "x-hub-signature-256": signed(body),
    ...changed,
  };
  return new Headers(Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

export function post(
  { url }: Running,
  body: string | Buffer,
  changed: Record<string, string | null> = {},
): Promise<Response> {
  return fetch(`${url}${path}`, { method: "POST", body, headers: headers(body, changed) });
}

export function rawRequest(port: number, extra: Record<string, string>): Promise<Socket> {
  const all = { ...Object.fromEntries(headers("")), host: "127.0.0.1", ...extra };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(`POST ${path} HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`);
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

/** All that comes until the connection ends. */
export function everything(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
}
