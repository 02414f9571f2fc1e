import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { weaknessOf } from "../../model/webhook-secret.ts";
import { type Answer, send } from "./answer.ts";
import { BodyBudget } from "./body.ts";
import { type Dependency, readiness } from "./health.ts";
import { createLedgerAnswers, type LedgerPages, ledgerPath } from "./ledger-pages.ts";
import {
  bodiesBytesMax,
  bodiesMax,
  bodyBytesMax,
  connectionsMax,
  headerBytesMax,
  headersTimeoutMs,
  keepAliveTimeoutMs,
  plansBytesMax,
  plansMax,
  planTimeoutMs,
  slowConnectionsCheckMs,
} from "./limits.ts";
import type { MetricsText } from "./metrics.ts";
import { type PlanUploadOptions, plansPath, receivePlan } from "./plan-upload.ts";
import { receiveWebhook, type WebhookOptions } from "./webhook.ts";

export interface HttpServerOptions extends Omit<WebhookOptions, "metrics">, Pick<PlanUploadOptions, "plans"> {
  readonly metrics: WebhookOptions["metrics"] & PlanUploadOptions["metrics"] & MetricsText;
  /** What one plan may have. */
  readonly planBytesMax: number;
  /** Where GitHub sends deliveries: `/api/github/webhooks`. */
  readonly path: string;
  /** `null`: the log is not shown here. */
  readonly ledger: LedgerPages | null;
  /** What has to answer before this process is ready. */
  readonly dependencies: readonly Dependency[];
}

/** States: listening → draining (not ready, and still takes what comes) → stopped (answers what is in flight) → closed. */
export interface HttpServer {
  /** Gives the port, which the system chose where 0 was asked for. */
  listen(address: { readonly host: string; readonly port: number }): Promise<number>;
  /** Says that it is not ready, and asks clients to connect anew: whatever stands before it turns to another process. */
  drain(): void;
  /** Takes no new connection, answers what is in flight, and cuts off what is left after this time. */
  stop(timeoutMs: number): Promise<void>;
}

/** The App's own way in, because Probot answers only after its handlers ran. Throws where a secret is none. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  for (const secret of options.secrets.length === 0 ? [undefined] : options.secrets) refuseWeakSecret(secret);
  const budget = new BodyBudget({ bodyBytesMax, bodiesBytesMax, bodiesMax });
  const plansBudget = new BodyBudget({
    bodyBytesMax: options.planBytesMax,
    bodiesBytesMax: plansBytesMax,
    bodiesMax: plansMax,
  });
  const ledgerAnswer = options.ledger === null ? null : createLedgerAnswers(options.ledger);
  let stopping = false;
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      // A delivery has a shorter time of its own.
      requestTimeout: planTimeoutMs + headersTimeoutMs,
      connectionsCheckingInterval: slowConnectionsCheckMs,
      keepAliveTimeout: keepAliveTimeoutMs,
      maxHeaderSize: headerBytesMax,
    },
    (request, response) => void respond(request, response),
  );
  server.maxConnections = connectionsMax;

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that goes away is nobody's error here; without a listener it would end the process.
    request.on("error", () => {});
    response.on("error", () => {});
    try {
      const answer = await route(request);
      send(request, response, stopping ? { ...answer, close: true } : answer);
    } catch (error) {
      options.log.error({ error }, "A request failed.");
      send(request, response, { status: 500, text: "Sekisho failed. The log says why.\n", close: true });
    }
  }

  async function route(request: IncomingMessage): Promise<Answer> {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    if (path === options.path) {
      if (request.method !== "POST") return only("POST");
      return receiveWebhook(request, budget, options);
    }
    if (path === plansPath) {
      return request.method === "POST" ? receivePlan(request, plansBudget, options) : only("POST");
    }
    const page =
      ledgerAnswer !== null && path.startsWith(ledgerPath)
        ? () => ledgerAnswer(path, request)
        : pages.get(path);
    if (page === undefined) return { status: 404, text: "There is nothing here.\n", close: true };
    return request.method === "GET" || request.method === "HEAD" ? page() : only("GET, HEAD");
  }

  const pages = new Map<string, () => Promise<Answer>>([
    ["/healthz", async () => ({ status: 200, text: "ok\n" })],
    ["/readyz", () => readiness(options.dependencies, stopping)],
    ["/metrics", () => metricsPage(options.metrics)],
  ]);

  return {
    listen: (address) => listening(server, address),
    drain() {
      stopping = true;
    },
    stop(timeoutMs) {
      stopping = true;
      return closed(server, timeoutMs);
    },
  };
}

function listening(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function closed(server: Server, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

async function metricsPage(metrics: MetricsText): Promise<Answer> {
  return { status: 200, text: await metrics.text(), headers: { "content-type": metrics.contentType } };
}

function only(methods: string): Answer {
  return { status: 405, text: `Only ${methods}.\n`, headers: { allow: methods }, close: true };
}

/** Anybody could send events that look like GitHub's if this were guessed, so nothing starts with it. */
export function refuseWeakSecret(secret: string | undefined): void {
  const weakness = weaknessOf(secret);
  if (weakness !== null) throw new WeakSecretError(weakness);
}

export class WeakSecretError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "WeakSecretError";
  }
}
