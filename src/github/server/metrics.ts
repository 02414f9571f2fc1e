import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Route } from "../../model/decision.ts";
import type { Subject } from "../../model/pull.ts";
import type { Work } from "../../store/store.ts";
import type { GitHubMetrics } from "../transport/meter.ts";

/** How a delivery ended, as the metrics name it. */
export type DeliveryOutcome =
  | "accepted"
  | "known"
  | "malformed"
  | "unsigned"
  | "forged"
  | "too-large"
  | "busy"
  | "incomplete"
  | "store-unavailable";

export interface HttpMetrics {
  /** `event` is `null` where nobody proved that GitHub sent it. */
  delivered(event: string | null, outcome: DeliveryOutcome, seconds: number): void;
}

/** How an upload of a plan ended. */
export type PlanUploadOutcome =
  | "kept"
  | "refused"
  | "unproven"
  | "malformed"
  | "too-large"
  | "too-many"
  | "busy"
  | "incomplete"
  | "unavailable"
  | "off";

export interface PlanMetrics {
  planReceived(outcome: PlanUploadOutcome): void;
}

export interface WorkMetrics {
  jobDone(kind: Subject["kind"], outcome: "done" | "superseded" | "failed", seconds: number): void;
  evaluated(seconds: number): void;
  /** `conclusion`: of the check, as published. */
  reviewed(route: Route, conclusion: string): void;
  /** From the oldest delivery that asked for it to the published check. */
  published(secondsSinceDelivery: number): void;
}

export interface MetricsText {
  readonly contentType: string;
  text(): Promise<string>;
}

export type Metrics = HttpMetrics & PlanMetrics & WorkMetrics & GitHubMetrics & MetricsText;

export interface MetricsOptions {
  readonly version: string;
  readonly store: "postgres" | "embedded";
  /** Whether this process signs the ledger; left out: it has none. */
  readonly ledgerSigned?: () => boolean;
  /** Asked for when somebody reads the metrics; all processes of one store tell the same. */
  readonly backlog: Work["backlog"];
  /** Events that the App reads; any other counts as `other`, so that nobody can make up series. */
  readonly events: readonly string[];
}

const acknowledgementBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8];
const workBuckets = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600];

/** One registry for each process, none global: tests start several servers. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  addBuildInformation(registry, options);
  addBacklog(registry, options.backlog);
  if (options.ledgerSigned !== undefined) addLedger(registry, options.ledgerSigned);
  return {
    ...httpMetrics(registry, new Set(options.events)),
    ...planMetrics(registry),
    ...workMetrics(registry),
    ...gitHubMetrics(registry),
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}

function httpMetrics(registry: Registry, events: ReadonlySet<string>): HttpMetrics {
  const registers = [registry];
  const deliveries = new Counter({
    name: "sekisho_deliveries_total",
    help: "Webhook deliveries by event and how they ended; event is unverified where the signature was not right.",
    labelNames: ["event", "outcome"],
    registers,
  });
  const acknowledgement = new Histogram({
    name: "sekisho_acknowledgement_seconds",
    help: "From the first byte of a delivery to its answer. GitHub gives up after 10.",
    labelNames: ["outcome"],
    buckets: acknowledgementBuckets,
    registers,
  });
  return {
    delivered(event, outcome, seconds) {
      const known = event === null ? "unverified" : events.has(event) ? event : "other";
      deliveries.inc({ event: known, outcome });
      acknowledgement.observe({ outcome }, seconds);
    },
  };
}

function planMetrics(registry: Registry): PlanMetrics {
  const uploads = new Counter({
    name: "sekisho_plan_uploads_total",
    help: "Terraform plans that workflows sent, by how that ended.",
    labelNames: ["outcome"],
    registers: [registry],
  });
  return { planReceived: (outcome) => uploads.inc({ outcome }) };
}

function workMetrics(registry: Registry): WorkMetrics {
  const registers = [registry];
  const jobs = new Counter({
    name: "sekisho_jobs_total",
    help: "Jobs by what they were about and how they ended.",
    labelNames: ["subject", "outcome"],
    registers,
  });
  const duration = (name: string, help: string, labelNames: readonly string[] = []) =>
    new Histogram({ name, help, labelNames: [...labelNames], buckets: workBuckets, registers });
  const jobSeconds = duration("sekisho_job_seconds", "How long a job took.", ["subject"]);
  const evaluation = duration(
    "sekisho_evaluation_seconds",
    "How long the judging itself took, fetching and publishing apart.",
  );
  const published = duration(
    "sekisho_webhook_to_published_seconds",
    "From the delivery that asked for it to the published check.",
  );
  const reviews = new Counter({
    name: "sekisho_reviews_total",
    help: "Published decisions by route and by the conclusion of the check.",
    labelNames: ["route", "conclusion"],
    registers,
  });
  return {
    jobDone(subject, outcome, seconds) {
      jobs.inc({ subject, outcome });
      jobSeconds.observe({ subject }, seconds);
    },
    evaluated: (seconds) => evaluation.observe(seconds),
    reviewed: (route, conclusion) => reviews.inc({ route, conclusion }),
    published: (seconds) => published.observe(seconds),
  };
}

function gitHubMetrics(registry: Registry): GitHubMetrics {
  const registers = [registry];
  const calls = new Counter({
    name: "sekisho_github_calls_total",
    help: "Calls to GitHub by kind and outcome.",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const pauses = new Counter({
    name: "sekisho_rate_limit_pauses_total",
    help: "Pauses that GitHub asked for: primary where the hourly limit is used up, secondary after too much at once.",
    labelNames: ["limit"],
    registers,
  });
  const paused = new Counter({
    name: "sekisho_rate_limit_paused_seconds_total",
    help: "Time spent in those pauses.",
    labelNames: ["limit"],
    registers,
  });
  return {
    called: (kind, outcome) => calls.inc({ kind, outcome }),
    paused(limit, seconds) {
      pauses.inc({ limit });
      paused.inc({ limit }, seconds);
    },
  };
}

function addBuildInformation(registry: Registry, { version, store }: MetricsOptions): void {
  new Gauge({
    name: "sekisho_build_info",
    help: "Always 1; the labels say what runs.",
    labelNames: ["version", "node", "store"],
    registers: [registry],
  }).set({ version, node: process.versions.node, store }, 1);
}

function addLedger(registry: Registry, signed: () => boolean): void {
  new Gauge({
    name: "sekisho_ledger_signed",
    help: "1 while this process signs what it adds to the ledger; 0: it must not, and its log says why.",
    registers: [registry],
    collect() {
      this.set(signed() ? 1 : 0);
    },
  });
}

/** Both gauges ask while the metrics are read, and share one question to the store. */
function addBacklog(registry: Registry, backlog: Work["backlog"]): void {
  let asked: ReturnType<Work["backlog"]> | null = null;
  const ask = () => {
    asked ??= backlog().finally(() => {
      asked = null;
    });
    return asked;
  };
  new Gauge({
    name: "sekisho_backlog",
    help: "Subjects with work to do, in the whole store. Absent while the store does not answer.",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      this.reset();
      const now = await orNothing(ask());
      if (now === null) return;
      this.set({ state: "waiting" }, now.waiting);
      this.set({ state: "active" }, now.active);
      this.set({ state: "failing" }, now.failing);
    },
  });
  new Gauge({
    name: "sekisho_backlog_oldest_seconds",
    help: "How long the oldest waiting subject has waited; -1 while the store does not answer.",
    registers: [registry],
    async collect() {
      this.set((await orNothing(ask()))?.oldestSeconds ?? -1);
    },
  });
}

/** An old number would say that all is well, and a metrics page that fails would hide everything else. */
async function orNothing<Value>(promise: Promise<Value>): Promise<Value | null> {
  try {
    return await promise;
  } catch {
    return null;
  }
}
