import { digestOf } from "../../model/digest.ts";
import type { GateOutcome } from "../../model/gate.ts";
import type { JsonObject } from "../../model/json.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Job } from "../../store/index.ts";
import { droppedApprovals } from "../audit/dropped-approvals.ts";
import { rememberFileWaivers } from "../audit/waivers-expired.ts";
import { rememberRepository } from "../repository-names.ts";
import { decideEarlier, undecidedApprovals } from "./approved-commits.ts";
import { attendClosed } from "./attend-closed.ts";
import { rememberBaseBranch } from "./base-branches.ts";
import { acknowledge, type CarriedOut, carryOut } from "./commands.ts";
import type { Decided } from "./decide.ts";
import { desiredOf } from "./desired.ts";
import { findEffect } from "./effect.ts";
import { emergencyReviews } from "./emergency-review.ts";
import { sayFailed } from "./failed.ts";
import { hear, witnessed } from "./hear.ts";
import { decideUnder, type Judged, judgePull } from "./judge-pull.ts";
import { keepSettings } from "./keep-settings.ts";
import { noticeEnds } from "./notice.ts";
import { observationEnds } from "./observation.ts";
import { type KeepRun, type Looked, lookForPlansAt, receiveArtifacts } from "./plans/artifacts.ts";
import type { AttendPorts } from "./ports.ts";
import { publish } from "./publish.ts";
import { readPull } from "./repository.ts";
import { openSituation, type Situation } from "./situation.ts";
import { keep, type PullSubject, recordIn, type Visit } from "./visit.ts";

/**
 * Attends to one pull request: hears what was said, reads how things are now, decides, judges the gate, and publishes
 * what differs. Every step is kept before the next, and each visit begins from what is kept, so that a process that
 * dies anywhere is followed by one that ends where it would have ended. Throws what GitHub, git or the store throw: the
 * work is tried again.
 */
export async function attendPull(subject: PullSubject, job: Job, ports: AttendPorts): Promise<void> {
  const { store, log } = ports;
  const github = ports.gitHub.installation(subject.installationId);
  const deliveries = await store.inbox.pending(subject);
  const heard = hear(deliveries, ports.gitHub.self);
  for (const unreadable of heard.unreadable) log.warn(unreadable, "a delivery cannot be read");
  const reading = await readPull(subject, github, store.notes);
  if (reading === null) {
    await store.records.append([], { processed: heard.deliveryIds });
    return;
  }
  await rememberRepository(store.notes, reading.pull.repository);
  await rememberBaseBranch(store.notes, subject.repositoryId, reading.pull.base.ref);
  const records = await store.records.ofPull(subject.repositoryId, subject.number);
  if (reading.pull.state !== "open") return attendClosed({ reading, github, heard, records }, ports);
  await acknowledge(heard, reading.pull.repository, github, log);
  let situation: Situation | null = null;
  try {
    situation = await openSituation(reading, github, records, job.signal, ports);
    await rememberFileWaivers(situation.pull, situation.inForce.settings.waivers, store.notes);
    await keepSettings(situation, github, ports);
    await attendOpen({ subject, job, deliveries, heard, situation }, records, ports);
  } catch (error) {
    const { pull } = reading;
    const inForce = situation?.inForce ?? null;
    await sayFailed({ error, attempt: job.attempt, github, pull, records, inForce }, ports).catch(
      // What broke first is what has to be mended, and is what is thrown.
      (unsaid: unknown) => log.error({ error: unsaid }, "a failure could not be told"),
    );
    throw error;
  } finally {
    situation?.snapshot.close();
  }
}

async function attendOpen(
  visit: Visit,
  before: readonly StoredPullRecord[],
  ports: AttendPorts,
): Promise<void> {
  const { heard, situation, job, subject } = visit;
  const said = await witnessed(heard, situation.speakerOf);
  const reviewed = emergencyReviews(said, situation.pull, before);
  let records = await keep(visit, before, [...said, ...reviewed].map(recordIn(visit)), ports);
  const plans = await receivePlans(visit, records, ports);
  records = await decideApproved(visit, plans.records, ports);
  let decided = await decideAndKeep(visit, records, ports);
  records = decided.records;
  if (job.signal.aborted) return;
  const carried = await carryOut(
    {
      heard,
      situation,
      records,
      decided: decided.decided,
      keep: (added, known) => keep(visit, known, added.map(recordIn(visit)), ports),
    },
    ports,
  );
  records = carried.records;
  if (carried.changesWaivers) {
    decided = await decideAndKeep(visit, records, ports);
    records = decided.records;
  }
  if (job.signal.aborted) return;
  const gate = await judgeAndKeep(visit, decided.decided, records, ports);
  const { looked } = plans;
  const found = { decided: decided.decided, gate, records, carried, looked };
  const published = await publishAll(visit, found, ports);
  if (published === "moved-on") {
    await ports.store.work.request(subject);
    return;
  }
  // Not before: what answers a comment, or writes a check anew, follows from the deliveries alone. They are heard again
  // where this visit was cut off, and what they led to is kept once.
  await ports.store.records.append([], { processed: heard.deliveryIds });
  // What an edit of the settings would have changed is looked for once the verdict stands.
  if (await findEffect(situation, job.signal, ports)) {
    const shown = {
      ...found,
      records: await ports.store.records.ofPull(subject.repositoryId, subject.number),
    };
    if ((await publishAll(visit, shown, ports)) === "moved-on") await ports.store.work.request(subject);
  }
  const again = [
    gate.outcome.lookAgainAt,
    lookForPlansAt(looked, situation.pull, ports.now()),
    observationEnds(situation.inForce.settings, gate.observed),
    noticeEnds(decided.decided, situation.inForce.settings),
  ];
  for (const at of again) if (at !== null) await ports.store.work.request(subject, at);
}

/** Plans that workflows have left since the last look, kept run by run. */
async function receivePlans(
  visit: Visit,
  before: readonly StoredPullRecord[],
  ports: AttendPorts,
): Promise<{ readonly looked: Looked; readonly records: readonly StoredPullRecord[] }> {
  const { records } = ports.store;
  let kept = false;
  const keepRun: KeepRun = async (added, blobs) => {
    await records.append(added.map(recordIn(visit)), { blobs });
    kept = true;
  };
  const looked = await receiveArtifacts(visit.situation, before, keepRun, ports);
  const { repositoryId, number } = visit.subject;
  return { looked, records: kept ? await records.ofPull(repositoryId, number) : before };
}

async function decideAndKeep(
  visit: Visit,
  records: readonly StoredPullRecord[],
  ports: AttendPorts,
): Promise<{ readonly decided: Decided; readonly records: readonly StoredPullRecord[] }> {
  const { situation, subject } = visit;
  const started = performance.now();
  const decided = await decideUnder(situation, records, ports, visit.heard.deliveryIds);
  if (decided.record === null) return { decided, records };
  ports.metrics.evaluated((performance.now() - started) / 1000);
  await ports.store.records.append([decided.record.record], { blobs: decided.record.blobs });
  return { decided, records: await ports.store.records.ofPull(subject.repositoryId, subject.number) };
}

/** What was approved before it could be decided is decided now, so that the approval is bound to something. */
async function decideApproved(
  { situation, subject }: Visit,
  records: readonly StoredPullRecord[],
  ports: AttendPorts,
): Promise<readonly StoredPullRecord[]> {
  const commits = undecidedApprovals(records, situation.pull);
  for (const commit of commits) {
    const record = (await decideEarlier(commit, situation, records, ports))?.record ?? null;
    if (record !== null) await ports.store.records.append([record.record], { blobs: record.blobs });
  }
  return commits.length === 0 ? records : ports.store.records.ofPull(subject.repositoryId, subject.number);
}

async function judgeAndKeep(
  visit: Visit,
  decided: Decided,
  records: readonly StoredPullRecord[],
  ports: AttendPorts,
): Promise<Judged> {
  const judged = await judgePull(visit.situation, decided, records, ports);
  const { decisionId } = decided;
  const { conclusion } = judged.outcome;
  const state = stateOf(judged.outcome);
  const gate = { kind: "gate", decisionId, conclusion, state } as const;
  const last = records.findLast((record) => record.body.kind === "gate");
  const same = last !== undefined && digestOf({ ...last.body } as JsonObject) === digestOf({ ...gate });
  const waiverIds = judged.input.waivers.map(({ id }) => id);
  const added = [
    ...(same ? [] : [{ key: ports.attemptId(), body: gate }]),
    ...(waiverIds.length === 0
      ? []
      : [{ key: decisionId, body: { kind: "waivers-used", decisionId, waiverIds } as const }]),
    ...droppedApprovals(judged.outcome, decisionId, records),
  ];
  if (added.length > 0) await ports.store.records.append(added.map(recordIn(visit)));
  return judged;
}

/** For the record: what a person would ask about it later. */
function stateOf(outcome: GateOutcome) {
  return JSON.parse(JSON.stringify(outcome));
}

async function publishAll(
  visit: Visit,
  found: {
    readonly decided: Decided;
    readonly gate: Judged;
    readonly records: readonly StoredPullRecord[];
    readonly carried: CarriedOut;
    readonly looked: Looked;
  },
  ports: AttendPorts,
): Promise<"published" | "moved-on"> {
  const { situation, heard, deliveries } = visit;
  const desired = await desiredOf({ situation, heard, ...found }, ports);
  const outcome = await publish(desired, found.records, {
    github: situation.github,
    records: ports.store.records,
    attemptId: ports.attemptId,
  });
  if (outcome.kind === "moved-on") return "moved-on";
  if (!outcome.targets.includes("check")) return "published";
  ports.metrics.reviewed(found.gate.report.decision.route, found.gate.outcome.conclusion);
  const oldest = deliveries[0]?.receivedAt;
  if (oldest !== undefined) ports.metrics.published((ports.now().getTime() - Date.parse(oldest)) / 1000);
  return "published";
}
