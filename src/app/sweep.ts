import type { Log } from "../model/log.ts";
import type { Subject, Sweep } from "../model/pull.ts";
import { sweeps } from "../model/pull.ts";
import type { Blobs, Notes, Records } from "../store/index.ts";
import type { BranchesPorts } from "./sweep/branch-ports.ts";
import { sweepBranches } from "./sweep/branches.ts";
import { sweepBreakGlass } from "./sweep/break-glass.ts";
import { type DeliveriesPorts, sweepDeliveries } from "./sweep/deliveries.ts";
import { disputeAlerts } from "./sweep/disputes.ts";
import { type EstatePorts, sweepEstate } from "./sweep/estate.ts";
import { type PullsPorts, sweepPulls } from "./sweep/pulls.ts";
import type { SweepResult } from "./sweep/result.ts";
import { type RetentionPorts, sweepRetention } from "./sweep/retention.ts";

const minuteMs = 60_000;

/**
 * How long a pull request may stand unseen: five minutes where a delivery was lost, fifteen where GitHub lost it too.
 * What is about evidence is looked at once a day.
 */
const everyMs: Readonly<Record<Sweep, number>> = {
  deliveries: 5 * minuteMs,
  pulls: 15 * minuteMs,
  branches: 24 * 60 * minuteMs,
  "break-glass": 24 * 60 * minuteMs,
  estate: 24 * 60 * minuteMs,
  retention: 24 * 60 * minuteMs,
  anchors: 24 * 60 * minuteMs,
};

/** A sweep that could not finish goes on then: soon where something waits for it. */
const goOnAfterMs: Readonly<Record<Sweep, number>> = {
  deliveries: minuteMs,
  pulls: 5 * minuteMs,
  branches: 60 * minuteMs,
  "break-glass": 60 * minuteMs,
  estate: 60 * minuteMs,
  retention: 60 * minuteMs,
  anchors: 60 * minuteMs,
};

/**
 * Whatever was sent while no process was there to take it is looked for at once, and whether the ledger is the one that
 * was anchored.
 */
const atEachStart: ReadonlySet<Sweep> = new Set<Sweep>(["deliveries", "anchors"]);

/** Names that one record of a sweep holds: beyond, the numbers tell enough. */
const namesMax = 1_000;

export interface SweepPorts
  extends DeliveriesPorts,
    BranchesPorts,
    RetentionPorts,
    Pick<PullsPorts, "runsWithPlans"> {
  readonly app: DeliveriesPorts["app"] & BranchesPorts["app"];
  readonly records: Records;
  readonly blobs: Pick<Blobs, "get">;
  readonly notes: Notes;
  readonly estate: EstatePorts;
  readonly request: (subject: Subject, at?: string) => Promise<void>;
  readonly log: Pick<Log, "info" | "warn">;
  /** Keeps the last checkpoint of the ledger elsewhere. */
  readonly anchors: () => Promise<SweepResult>;
}

/** Asks for each sweep when it is due: once for each start of a process; each sweep then asks for the next. */
export async function scheduleSweeps({
  notes,
  request,
  now,
}: Pick<SweepPorts, "notes" | "request" | "now">): Promise<void> {
  for (const sweep of sweeps) {
    const ran = await notes.get(ranNote(sweep));
    const due = ran === null || atEachStart.has(sweep) ? now().getTime() : Date.parse(ran) + everyMs[sweep];
    await request({ kind: "sweep", sweep }, new Date(Math.max(due, now().getTime())).toISOString());
  }
}

/** One sweep: looks, keeps what it found, asks for the work that follows, and for the next. Throws what edges throw. */
export async function runSweep(sweep: Sweep, given: SweepPorts): Promise<void> {
  const ports = { ...given, records: telling(given) };
  const started = ports.now();
  const result = await look(sweep, ports);
  const { looked, failed, requests, unfinished } = result;
  const recovered = result.recovered.slice(0, namesMax);
  await ports.records.append([
    ...result.records,
    {
      scope: "repository",
      repositoryId: null,
      key: `${sweep} ${started.toISOString()}`,
      body: { kind: "sweep", sweep, looked, recovered, failed: failed.slice(0, namesMax) },
    },
  ]);
  for (const subject of requests) await ports.request(subject);
  await ports.notes.set(ranNote(sweep), started.toISOString());
  const waitMs = unfinished ? goOnAfterMs[sweep] : everyMs[sweep];
  const next = new Date(ports.now().getTime() + waitMs).toISOString();
  await ports.request({ kind: "sweep", sweep }, next);
  const fields = { sweep, looked, recovered: result.recovered.length, failed: failed.length, next };
  ports.log.info(fields, "A sweep is done");
}

/** An alert is evidence, and somebody has to hear of it today: what is kept of them for the first time is logged. */
function telling({ records, log }: Pick<SweepPorts, "records" | "log">): Records {
  return {
    ...records,
    append: async (list, also) => {
      const outcome = await records.append(list, also);
      for (const { repositoryId, body } of outcome.kept === 0 ? [] : list) {
        if (body.kind === "alert") log.warn({ repositoryId, alert: body.alert }, "A sweep raises an alert");
      }
      return outcome;
    },
  };
}

function look(sweep: Sweep, ports: SweepPorts): Promise<SweepResult> {
  switch (sweep) {
    case "deliveries":
      return sweepDeliveries(ports);
    case "pulls":
      return sweepPulls(ports);
    case "branches":
      return sweepBranches(ports);
    case "break-glass":
      return overdueAndDisputed(ports);
    case "estate":
      return sweepEstate(ports.estate);
    case "retention":
      return sweepRetention(ports);
    case "anchors":
      return ports.anchors();
    default:
      return sweep satisfies never;
  }
}

/** What people have to be told once a day. */
async function overdueAndDisputed(ports: SweepPorts): Promise<SweepResult> {
  const overdue = await sweepBreakGlass(ports.records, ports.now());
  const disputed = await disputeAlerts(ports, ports.now());
  return { ...overdue, records: [...overdue.records, ...disputed] };
}

function ranNote(sweep: Sweep): string {
  return `sweep-ran:${sweep}`;
}
