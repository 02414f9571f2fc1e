import { type Artifact, GitHubError, type WorkflowRun } from "../../../github/index.ts";
import type { Configuration, PlanSettings } from "../../../model/configuration.ts";
import { sha256Hex } from "../../../model/digest.ts";
import { compileGlob } from "../../../model/glob.ts";
import type { PlanReading } from "../../../model/plan.ts";
import type { PullFacts } from "../../../model/pull.ts";
import type { PullRecord, StoredPullRecord } from "../../../model/record.ts";
import { archiveBytesMax, maskPlanArchive } from "../../mask-plan.ts";
import type { AttendPorts } from "../ports.ts";
import type { Situation } from "../situation.ts";
import { isWorkflowWanted } from "./counting.ts";

/** Runs of one commit that are looked through: nobody waits for more workflows, however often they are run again. */
const runsMax = 40;
/** Artifacts of one run that are read: a job for each root of a large change. */
const artifactsMax = 20;

/** Why artifacts that may be there were not read; `null`: nothing stood in the way. */
export type PlanTrouble = "permission" | "unavailable" | null;

export interface Looked {
  readonly trouble: PlanTrouble;
  /** When the newest run began that may leave plans and has not ended yet (ISO 8601); `null`: there is none. */
  readonly underWaySince: string | null;
}

/** What is kept of one run: its records and the masked plans, in one transaction. */
export type KeepRun = (
  records: readonly { readonly key: string; readonly body: PullRecord }[],
  blobs: readonly Uint8Array[],
) => Promise<void>;

const nothing: Looked = { trouble: null, underWaySince: null };

/**
 * Looks through the runs of the head that have ended since the last look, and keeps the plans that they left. GitHub's
 * statement binds a run to its commit. An App that may not look, and a GitHub that does not answer, hold up no verdict:
 * the pull request is judged without, and the check says so.
 */
export async function receiveArtifacts(
  situation: Situation,
  records: readonly StoredPullRecord[],
  keep: KeepRun,
  ports: AttendPorts,
): Promise<Looked> {
  const { configuration } = situation.inForce.settings;
  const { plans } = configuration;
  if (plans.artifact === null) return nothing;
  try {
    const { github, repository, pull } = situation;
    const runs = await github.plans.runsOf(repository, pull.head.sha);
    const wanted = runs.slice(0, runsMax).filter(({ workflow }) => isWorkflowWanted(workflow, plans));
    for (const run of wanted.filter(({ ended }) => ended).toReversed()) {
      if (!isSeen(run, records, plans)) await receiveRun(run, situation, keep, ports);
    }
    const underWay = wanted.filter(({ ended }) => !ended).map(({ startedAt }) => startedAt);
    return { trouble: null, underWaySince: underWay.toSorted().at(-1) ?? null };
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === null) throw error;
    const repositoryId = situation.repository.id;
    ports.log.warn({ repositoryId, number: situation.pull.number, trouble, error }, "Plans cannot be read");
    return { trouble, underWaySince: null };
  }
}

/** GitHub names no pull request of a fork where its run ends: such a run is waited for. */
const forkLookMs = 2 * 60_000;
/** GitHub ends a job after six hours. What waits longer waits for a person, and the sweep finds what comes of it. */
const forkWaitMs = 6 * 3_600_000;
/** An outage of GitHub's artifacts; it tells nobody when it is over. */
const troubleLookMs = 5 * 60_000;

/** When to look for plans once more although nobody may tell of them; `null`: somebody will. */
export function lookForPlansAt(
  { trouble, underWaySince }: Looked,
  { head }: Pick<PullFacts, "head">,
  now: Date,
): string | null {
  const since = underWaySince === null ? Number.NEGATIVE_INFINITY : Date.parse(underWaySince);
  const waitForFork = head.fork && now.getTime() - since < forkWaitMs;
  const waitMs = trouble === "unavailable" ? troubleLookMs : waitForFork ? forkLookMs : null;
  return waitMs === null ? null : new Date(now.getTime() + waitMs).toISOString();
}

/** Limits of GitHub concern the whole visit, and a bug is a bug. */
function troubleOf(error: unknown): PlanTrouble {
  if (!(error instanceof GitHubError)) return null;
  switch (error.code) {
    case "forbidden":
    // Actions are switched off in this repository, or hidden from the App.
    case "not-found":
      return "permission";
    case "unavailable":
    case "timeout":
    case "invalid":
      return "unavailable";
    default:
      return null;
  }
}

/** A pattern that changes makes every run worth another look. */
function runKey({ id, attempt }: WorkflowRun, { artifact }: PlanSettings): string {
  return `${id}.${attempt} ${sha256Hex(artifact ?? "").slice(0, 16)}`;
}

function isSeen(run: WorkflowRun, records: readonly StoredPullRecord[], plans: PlanSettings): boolean {
  const wanted = runKey(run, plans);
  return records.some(({ key, body }) => body.kind === "run-seen" && key === wanted);
}

async function receiveRun(
  run: WorkflowRun,
  { github, repository, pull, inForce }: Situation,
  keep: KeepRun,
  ports: AttendPorts,
): Promise<void> {
  const { configuration } = inForce.settings;
  const artifacts = newestOfEachName(
    await github.plans.artifactsOf(repository, run.id),
    configuration.plans.artifact ?? "",
  );
  const records: { readonly key: string; readonly body: PullRecord }[] = [];
  const blobs: Uint8Array[] = [];
  for (const { id, name, bytes } of artifacts) {
    const download =
      bytes > archiveBytesMax
        ? ({ kind: "too-large" } as const)
        : await github.plans.download(repository, id, archiveBytesMax);
    if (download.kind === "gone") continue;
    const { digest, readings } = await readingsOf(name, download, configuration, ports);
    const masked = Buffer.from(JSON.stringify(readings));
    blobs.push(masked);
    const { workflow, event, fork, attempt } = run;
    const origin = { source: "artifact", runId: run.id, attempt, workflow, event, fork } as const;
    records.push({
      key: `${run.id}.${attempt} ${id} ${sha256Hex(masked)}`,
      body: { kind: "plan-received", commit: run.head, name, origin, digest, masked: sha256Hex(masked) },
    });
  }
  const seen = artifacts.map(({ name }) => name);
  const { id: runId, attempt, workflow, head: commit } = run;
  records.push({
    key: runKey(run, configuration.plans),
    body: { kind: "run-seen", commit, runId, attempt, workflow, artifacts: seen },
  });
  await keep(records, blobs);
  const repositoryId = repository.id;
  ports.log.info({ repositoryId, number: pull.number, runId, attempt, plans: seen.length }, "A run was seen");
}

/** A run that was started again may have left one name twice. */
function newestOfEachName(artifacts: readonly Artifact[], pattern: string): readonly Artifact[] {
  const isWanted = compileGlob(pattern);
  const newest = new Map<string, Artifact>();
  for (const artifact of artifacts.filter(({ name }) => isWanted(name))) {
    const known = newest.get(artifact.name);
    if (known === undefined || known.id < artifact.id) newest.set(artifact.name, artifact);
  }
  return [...newest.values()].slice(0, artifactsMax);
}

async function readingsOf(
  name: string,
  download: { readonly kind: "archive"; readonly bytes: Uint8Array } | { readonly kind: "too-large" },
  { sensitiveNames }: Configuration,
  { review }: AttendPorts,
): Promise<{ readonly digest: string; readonly readings: readonly PlanReading[] }> {
  if (download.kind === "too-large") {
    const detail = String(archiveBytesMax);
    return { digest: "", readings: [{ kind: "refused", name, root: null, reason: "too-large", detail }] };
  }
  const { bytes } = download;
  const digest = sha256Hex(bytes);
  return { digest, readings: await maskPlanArchive(review.runner, { name, bytes, sensitiveNames }) };
}
