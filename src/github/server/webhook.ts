import type { IncomingMessage } from "node:http";
import type { Log } from "../../model/log.ts";
import type { Subject } from "../../model/pull.ts";
import type { Delivery, Inbox } from "../../store/store.ts";
import type { Answer } from "./answer.ts";
import { type Body, type BodyBudget, withBody } from "./body.ts";
import { acknowledgementTimeoutMs, bodyBytesMax } from "./limits.ts";
import type { DeliveryOutcome, HttpMetrics } from "./metrics.ts";
import { looksLikeSignature, signatureMatches } from "./signature.ts";

export interface WebhookOptions {
  /** The one in force first, then one that is being replaced. */
  readonly secrets: readonly string[];
  readonly inbox: Pick<Inbox, "accept">;
  readonly metrics: HttpMetrics;
  readonly log: Log;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  /** Which subject an event is about; `null`: nothing is to be done. May throw where the body is not what the event should have. */
  readonly decide: (event: string, payload: unknown) => Subject | null;
  /** The body as it is kept: secrets that people wrote are not. Given JSON, and bytes that were verified. */
  readonly kept: (body: Uint8Array) => Uint8Array;
}

interface Outcome {
  readonly outcome: DeliveryOutcome;
  readonly event: string | null;
  readonly answer: Answer;
}

interface Headers {
  readonly event: string;
  readonly id: string;
  readonly signature: string;
}

/** Verifies a delivery over the bytes that came, keeps it, and only then says so. What is not kept is never acknowledged. */
export async function receiveWebhook(
  request: IncomingMessage,
  budget: BodyBudget,
  options: WebhookOptions,
): Promise<Answer> {
  const started = options.clock();
  const { outcome, event, answer } = await outcomeOf(request, budget, options);
  options.metrics.delivered(event, outcome, (options.clock() - started) / 1000);
  return answer;
}

async function outcomeOf(
  request: IncomingMessage,
  budget: BodyBudget,
  options: WebhookOptions,
): Promise<Outcome> {
  const headers = readHeaders(request);
  if ("answer" in headers) return headers;
  const deadline = AbortSignal.timeout(acknowledgementTimeoutMs);
  return withBody(request, budget, deadline, async (body) => {
    if (body.kind !== "body") return refusedBody(body);
    if (!signatureMatches(options.secrets, body.bytes, headers.signature)) {
      options.log.warn(
        { delivery: headers.id, event: headers.event },
        "A delivery with a wrong signature was refused.",
      );
      return refused("forged", 401, "The signature is not that of this body and the webhook secret.\n");
    }
    const payload = parsed(body.bytes);
    if (payload === undefined) return refused("malformed", 400, "The body is not JSON.\n");
    const delivery = deliveryOf(headers, body.bytes, payload, options);
    return keep(delivery, deadline, options);
  });
}

/** All that can be said before the body is read. */
function readHeaders(request: IncomingMessage): Headers | Outcome {
  const header = (name: string) => {
    const value = request.headers[name];
    return typeof value === "string" ? value : undefined;
  };
  if (!/^application\/json\s*(?:;|$)/i.test(header("content-type") ?? ""))
    return refused(
      "malformed",
      415,
      "Deliveries are application/json: choose that content type in the App's webhook settings.\n",
    );
  if (!/^(?:identity)?$/i.test(header("content-encoding") ?? ""))
    return refused("malformed", 415, "Deliveries have no content encoding.\n");
  const signature = header("x-hub-signature-256");
  if (!looksLikeSignature(signature))
    return refused(
      "unsigned",
      401,
      "There is no X-Hub-Signature-256. Set the webhook secret in the App's settings.\n",
    );
  const [event, id] = [header("x-github-event"), header("x-github-delivery")];
  if (event === undefined || !/^[a-z_]{1,100}$/.test(event) || id === undefined || !/^[\w-]{1,100}$/.test(id))
    return refused("malformed", 400, "X-GitHub-Event and X-GitHub-Delivery are needed.\n");
  return { event, id, signature };
}

function refusedBody(body: Exclude<Body, { kind: "body" }>): Outcome {
  switch (body.kind) {
    case "too-large":
      return refused("too-large", 413, `A delivery has at most ${bodyBytesMax} bytes.\n`);
    case "busy":
      return refused("busy", 503, "Too much is being received at the moment.\n", { "retry-after": "5" });
    case "incomplete":
      return refused("incomplete", 408, "The body did not come in time.\n");
  }
}

function refused(
  outcome: DeliveryOutcome,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Outcome {
  return { outcome, event: null, answer: { status, text, headers, close: true } };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

function deliveryOf(
  { event, id }: Headers,
  body: Uint8Array,
  payload: unknown,
  { decide, kept, log }: WebhookOptions,
): Delivery {
  const action = actionOf(payload);
  const masked = kept(body);
  try {
    return { id, event, action, subject: decide(event, payload), body: masked };
  } catch (error) {
    // GitHub signed it, so it is kept. Whatever it was about is found by the sweeps.
    log.error(
      { delivery: id, event, action, error },
      "A delivery could not be understood and is kept unread.",
    );
    return { id, event, action, subject: null, body: masked };
  }
}

function actionOf(payload: unknown): string | null {
  if (typeof payload !== "object" || payload === null || !("action" in payload)) return null;
  return typeof payload.action === "string" ? payload.action.slice(0, 100) : null;
}

async function keep(
  delivery: Delivery,
  deadline: AbortSignal,
  { inbox, log }: WebhookOptions,
): Promise<Outcome> {
  const { event, id } = delivery;
  try {
    const outcome = await inTime(inbox.accept(delivery), deadline);
    log.debug({ delivery: id, event, action: delivery.action, outcome }, "A delivery was kept.");
    return { outcome, event, answer: { status: 202, text: `${outcome}\n` } };
  } catch (error) {
    log.error({ delivery: id, event, error }, "A delivery could not be kept and was not acknowledged.");
    const text = "The store does not answer; nothing was kept. The delivery is asked for again later.\n";
    return { ...refused("store-unavailable", 503, text, { "retry-after": "30" }), event };
  }
}

/** What comes after the deadline may still be kept: then the redelivery is known already. */
function inTime<Value>(promise: Promise<Value>, deadline: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`The store did not answer within ${acknowledgementTimeoutMs} ms.`));
    if (deadline.aborted) late();
    deadline.addEventListener("abort", late, { once: true });
    promise.then(resolve, reject).finally(() => deadline.removeEventListener("abort", late));
  });
}
