import type { IncomingMessage } from "node:http";
import type { Log } from "../../model/log.ts";
import type { IdentityVerifier, JobIdentity } from "../identity/verify.ts";
import type { Answer } from "./answer.ts";
import { type Body, type BodyBudget, withBody } from "./body.ts";
import { planTimeoutMs } from "./limits.ts";
import type { PlanMetrics, PlanUploadOutcome } from "./metrics.ts";
import type { UploadAllowance } from "./upload-allowance.ts";

/** Where workflows send plans. */
export const plansPath = "/api/plans";

/** A plan as a job sent it, and what GitHub says about the job. Nothing has looked at the bytes yet. */
export interface PlanUpload {
  readonly identity: JobIdentity;
  readonly name: string;
  /** The commit that the job says the plan is of. */
  readonly commit: string;
  /** The folder of the root, where the job says it. */
  readonly root: string | null;
  readonly bytes: Uint8Array;
}

/** Texts are sentences for whoever reads the log of the job: they say what to do. */
export type PlanAnswer =
  | { readonly kind: "kept"; readonly text: string }
  | { readonly kind: "refused"; readonly status: 403 | 413 | 422; readonly text: string }
  | { readonly kind: "unavailable"; readonly text: string };

export interface PlanUploads {
  readonly verify: IdentityVerifier;
  readonly allowance: UploadAllowance;
  /** `null` while the rules are loaded: nobody could read a plan yet. */
  readonly keep: () => ((upload: PlanUpload) => Promise<PlanAnswer>) | null;
}

export interface PlanUploadOptions {
  /** `null`: this server does not know its own address, and takes none. */
  readonly plans: PlanUploads | null;
  readonly metrics: PlanMetrics;
  readonly log: Log;
}

interface Outcome {
  readonly outcome: PlanUploadOutcome;
  readonly answer: Answer;
}

interface Asked {
  readonly token: string;
  readonly bytes: number;
  readonly name: string;
  readonly commit: string;
  readonly root: string | null;
}

/** Believes GitHub's signature before it reads a byte of the plan, and answers once the plan is kept. */
export async function receivePlan(
  request: IncomingMessage,
  budget: BodyBudget,
  options: PlanUploadOptions,
): Promise<Answer> {
  const { outcome, answer } = await outcomeOf(request, budget, options);
  options.metrics.planReceived(outcome);
  return answer;
}

async function outcomeOf(
  request: IncomingMessage,
  budget: BodyBudget,
  { plans, log }: PlanUploadOptions,
): Promise<Outcome> {
  if (plans === null) return refused("off", 404, switchedOff);
  const asked = readHeaders(request, budget.limits.bodyBytesMax);
  if ("answer" in asked) return asked;
  const reading = await plans.verify(asked.token);
  if (reading.kind === "unavailable")
    return later(
      "unavailable",
      "GitHub's keys, which prove who sends this, cannot be had at the moment.",
      30,
    );
  if (reading.kind === "refused") {
    log.warn({ why: reading.why }, "A plan without a good token was refused.");
    return refused("unproven", 401, reading.why, { "www-authenticate": "Bearer" });
  }
  const { identity } = reading;
  const waitMs = plans.allowance.take(identity.ownerId, asked.bytes);
  if (waitMs > 0) return tooMany(identity, waitMs);
  const keep = plans.keep();
  if (keep === null) return later("unavailable", "The server has just started.", 10);
  return withBody(request, budget, AbortSignal.timeout(planTimeoutMs), async (body) => {
    if (body.kind !== "body") return refusedBody(body, budget.limits.bodyBytesMax);
    const { name, commit, root } = asked;
    return kept(await keep({ identity, name, commit, root, bytes: body.bytes }));
  });
}

const switchedOff =
  "This server takes no plans, because it was not told its own address. Set SEKISHO_PUBLIC_URL, or leave the plan as an artifact.";

/** What can be said before anybody is asked, and before the body is read. */
function readHeaders(request: IncomingMessage, bytesMax: number): Asked | Outcome {
  const { headers } = request;
  const token = /^Bearer ([\w-]+\.[\w-]*\.[\w-]*)$/i.exec(headers.authorization ?? "")?.[1];
  if (token === undefined) return refused("unproven", 401, noToken, { "www-authenticate": "Bearer" });
  if (!/^application\/json\s*(?:;|$)/i.test(headers["content-type"] ?? ""))
    return refused(
      "malformed",
      415,
      "A plan is application/json: add --header 'content-type: application/json'.",
    );
  if (!/^(?:identity)?$/i.test(headers["content-encoding"] ?? ""))
    return refused("malformed", 415, "A plan is sent as it is, without a content encoding.");
  const length = headers["content-length"];
  if (length === undefined)
    return refused("malformed", 411, "Say how long the plan is: send a file (--data-binary @plan.json).");
  const bytes = Number(length);
  if (bytes > bytesMax) return tooLarge(bytesMax);
  const query = new URL(request.url ?? "", "http://sekisho").searchParams;
  const [name, commit, root] = [query.get("name") ?? "", query.get("commit") ?? "", query.get("root")];
  if (!/^[\w][\w .@+-]{0,99}$/.test(name)) return refused("malformed", 422, badName);
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return refused("malformed", 422, badCommit);
  if (root !== null && !isFolder(root)) return refused("malformed", 422, badRoot);
  return { token, bytes, name, commit, root };
}

const noToken =
  "There is no identity token of GitHub Actions: the job needs “permissions: id-token: write”, and sends “Authorization: Bearer …”.";
const badName =
  "Name the plan, with letters, digits, spaces and .@+-_ (at most 100): ?name=sekisho-plan-payments.";
const badCommit =
  "Say which commit the plan is of, in full: ?commit=, and github.event.pull_request.head.sha.";
const badRoot =
  "root is a folder of the repository, such as terraform/payments, without a slash at either end.";

/** As git writes folders. */
function isFolder(path: string): boolean {
  if (path === ".") return true;
  const steps = path.split("/");
  return path.length <= 1_000 && steps.every((step) => step !== "" && step !== "." && step !== "..");
}

function refusedBody(body: Exclude<Body, { kind: "body" }>, bytesMax: number): Outcome {
  switch (body.kind) {
    case "too-large":
      return tooLarge(bytesMax);
    case "busy":
      return later("busy", "Too many plans are being received at the moment.", 10);
    case "incomplete":
      return refused("incomplete", 408, "The plan did not come in time.");
    default:
      return body satisfies never;
  }
}

function kept(answer: PlanAnswer): Outcome {
  switch (answer.kind) {
    case "kept":
      return { outcome: "kept", answer: { status: 202, text: `${answer.text}\n` } };
    case "refused":
      return refused("refused", answer.status, answer.text);
    case "unavailable":
      return later("unavailable", answer.text, 30);
    default:
      return answer satisfies never;
  }
}

function tooLarge(bytesMax: number): Outcome {
  return refused(
    "too-large",
    413,
    `A plan has at most ${bytesMax} bytes. Split the root, or send the plans of its parts.`,
  );
}

function tooMany({ owner }: JobIdentity, waitMs: number): Outcome {
  const seconds = Math.ceil(waitMs / 1_000);
  return later("too-many", `${owner} has sent many plans in a short time.`, seconds, 429);
}

function later(outcome: PlanUploadOutcome, why: string, seconds: number, status = 503): Outcome {
  const text = `${why} Nothing was kept; try again in ${seconds} s (curl --retry does).`;
  return refused(outcome, status, text, { "retry-after": String(seconds) });
}

function refused(
  outcome: PlanUploadOutcome,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Outcome {
  return { outcome, answer: { status, text: `${text}\n`, headers, close: true } };
}
