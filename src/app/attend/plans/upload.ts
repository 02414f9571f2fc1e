import {
  GitHubError,
  type InstallationGitHub,
  type JobIdentity,
  type PlanAnswer,
  type PlanUpload,
  type RepositoryRef,
  type WorkflowRun,
} from "../../../github/index.ts";
import type { PlanOrigin } from "../../../model/decision-inputs.ts";
import { sha256Hex } from "../../../model/digest.ts";
import type { Log } from "../../../model/log.ts";
import type { PlanReading } from "../../../model/plan.ts";
import type { Subject } from "../../../model/pull.ts";
import { type NewRecord, type Store, StoreUnavailable } from "../../../store/index.ts";
import { maskPlan } from "../../mask-plan.ts";
import type { ReviewPorts } from "../../review.ts";
import { lastGoodSettings } from "../in-force.ts";

export interface UploadPorts {
  readonly gitHub: {
    installation(id: number): Pick<InstallationGitHub, "read" | "plans" | "survey">;
    installationOf(repository: Pick<RepositoryRef, "owner" | "name">): Promise<number | null>;
  };
  readonly store: Pick<Store, "records" | "blobs" | "notes">;
  readonly review: Pick<ReviewPorts, "runner" | "policySet">;
  readonly log: Pick<Log, "info" | "warn">;
}

/** Where an upload belongs, all of it by GitHub's word. */
interface Place {
  readonly installationId: number;
  readonly repository: RepositoryRef;
  readonly run: WorkflowRun;
  readonly pulls: readonly number[];
}

/**
 * Keeps a plan that a job sent, for the pull requests that its commit is the head of, and asks for work on them in the
 * same transaction. The signed token names the run, and GitHub names the commit of the run: what the job says itself is
 * compared with that, and never believed. Throws what is a bug.
 */
export async function keepUpload(upload: PlanUpload, ports: UploadPorts): Promise<PlanAnswer> {
  try {
    const place = await placeOf(upload, ports);
    return "kind" in place ? place : await readAndKeep(upload, place, ports);
  } catch (error) {
    const answer = answerTo(error, upload.identity);
    if (answer === null) throw error;
    ports.log.warn({ repositoryId: upload.identity.repositoryId, error }, "A plan could not be kept");
    return answer;
  }
}

async function placeOf(
  { identity, commit }: PlanUpload,
  { gitHub }: UploadPorts,
): Promise<Place | PlanAnswer> {
  const name = `${identity.owner}/${identity.name}`;
  const installationId = await gitHub.installationOf(identity);
  if (installationId === null)
    return refused(
      403,
      `Sekisho is not installed for ${name}: add the repository to the App's installation.`,
    );
  const { read, plans, survey } = gitHub.installation(installationId);
  const repository = await read.repository(identity.repositoryId);
  if (repository === null)
    return refused(403, `Sekisho has no access to ${name} under the number of the token.`);
  const run = await plans.run(repository, identity.runId);
  if (run === null) return refused(403, `${name} has no workflow run ${identity.runId}.`);
  if (run.head !== commit)
    return refused(
      422,
      `This workflow run is of commit ${run.head}, and the plan is said to be of ${commit}. Send plans from a run on pull_request (or push), with commit=github.event.pull_request.head.sha.`,
    );
  const pulls = await pullsOf(repository, run.head, identity, { read, survey });
  if (pulls.length === 0)
    return refused(
      422,
      `${commit} is not the head of an open pull request of ${name}: it may have been pushed over, or its pull request is not open yet.`,
    );
  return { installationId, repository, run, pulls };
}

/** A run on `pull_request` has its number in the token; of any other GitHub is asked who has this head. */
async function pullsOf(
  repository: RepositoryRef,
  head: string,
  { ref }: JobIdentity,
  { read, survey }: Pick<InstallationGitHub, "read" | "survey">,
): Promise<readonly number[]> {
  const digits = /^refs\/pull\/([1-9]\d{0,9})\/(?:merge|head)$/.exec(ref)?.[1];
  if (digits === undefined) return survey.openPullsAt(repository, head);
  const number = Number(digits);
  const now = await read.head(repository, number);
  return now?.state === "open" && now.sha === head ? [number] : [];
}

async function readAndKeep(upload: PlanUpload, place: Place, ports: UploadPorts): Promise<PlanAnswer> {
  const { name, root, bytes } = upload;
  const { store, review } = ports;
  const { repository, run, pulls, installationId } = place;
  const settings = await lastGoodSettings(repository.id, { ...store, policySet: review.policySet });
  const sensitiveNames = settings?.sensitiveNames ?? [];
  const reading = await maskPlan(review.runner, { name, root, bytes, sensitiveNames });
  if (reading.kind === "refused") return refusedReading(reading);
  const masked = Buffer.from(JSON.stringify([reading]));
  const digest = sha256Hex(bytes);
  const { workflow, event, fork } = run;
  const attempt = upload.identity.attempt;
  const origin: PlanOrigin = { source: "upload", runId: run.id, attempt, workflow, event, fork };
  const records = pulls.map(
    (number): NewRecord => ({
      scope: "pull",
      repositoryId: repository.id,
      number,
      key: `${run.id}.${attempt} ${name} ${sha256Hex(masked)}`,
      body: { kind: "plan-received", commit: run.head, name, origin, digest, masked: sha256Hex(masked) },
    }),
  );
  const subjects = pulls.map(
    (number): Subject => ({ kind: "pull", installationId, repositoryId: repository.id, number }),
  );
  const { kept } = await store.records.append(records, { blobs: [masked], subjects });
  ports.log.info({ repositoryId: repository.id, pulls, runId: run.id, kept }, "A plan was uploaded");
  const where = pulls.map((number) => `#${number}`).join(", ");
  const { length } = reading.plan.changes;
  const text = kept === 0 ? "This plan is there already" : `Kept, ${length} resource changes`;
  return { kind: "kept", text: `${text}: ${repository.owner}/${repository.name} ${where}.` };
}

function refusedReading({ reason, detail }: Extract<PlanReading, { readonly kind: "refused" }>): PlanAnswer {
  const why = detail === "" ? reason : `${reason}, ${detail}`;
  return refused(
    reason === "too-large" ? 413 : 422,
    `The plan cannot be read (${why}). Send what “terraform show -json plan.out” prints, and nothing else.`,
  );
}

function refused(status: 403 | 413 | 422, text: string): PlanAnswer {
  return { kind: "refused", status, text };
}

/** `null`: a bug. */
function answerTo(error: unknown, { owner }: JobIdentity): PlanAnswer | null {
  if (error instanceof StoreUnavailable) return { kind: "unavailable", text: "The store does not answer." };
  if (!(error instanceof GitHubError)) return null;
  if (error.code === "forbidden")
    return refused(
      403,
      `Sekisho may not read workflow runs of ${owner}: an owner has to accept its permission “Actions: read”.`,
    );
  return { kind: "unavailable", text: "GitHub, which tells what commit a run is of, does not answer." };
}
