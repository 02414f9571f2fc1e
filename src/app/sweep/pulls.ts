import type { RepositoryRef, WorkflowRun } from "../../github/index.ts";
import type { OpenPull, SweepReader } from "../../github/sweep-ports.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Notes, Records } from "../../store/index.ts";
import { rememberRepository } from "../repository-names.ts";
import { eachInstallation, type Place, type PlacePorts } from "./places.ts";
import { Findings, type SweepResult } from "./result.ts";

type PullSurvey = Pick<SweepReader, "repositories" | "openPulls">;

export interface PullsPorts extends PlacePorts<PullSurvey> {
  readonly records: Pick<Records, "ofPull">;
  readonly notes: Pick<Notes, "get" | "set">;
  /** Runs that ended lately in a repository and may have left Terraform plans; none where nobody looks for any. */
  readonly runsWithPlans: (
    installationId: number,
    repository: RepositoryRef,
  ) => Promise<readonly Pick<WorkflowRun, "id" | "attempt" | "head">[]>;
}

/** Repositories of one look: GitHub answers for fifty within its time. */
const repositoriesPerLook = 50;

/**
 * Asks for work on every open pull request whose head, or base branch, has no decision that was published, and on those
 * whose head has a workflow run that nobody has looked through for plans: GitHub names no pull request of a fork where
 * a run ends, and may lose what it tells.
 */
export async function sweepPulls(ports: PullsPorts): Promise<SweepResult> {
  const findings = new Findings();
  await eachInstallation(ports, findings, async (places) => {
    for (let start = 0; start < places.length; start += repositoriesPerLook)
      await lookAt(places.slice(start, start + repositoriesPerLook), findings, ports);
  });
  return findings.result();
}

async function lookAt(
  places: readonly Place<PullSurvey>[],
  findings: Findings,
  { records, notes, runsWithPlans }: PullsPorts,
): Promise<void> {
  const [first] = places;
  const open = await first?.survey.openPulls(places.map(({ repository }) => repository));
  for (const { installationId, repository, name } of places) {
    await rememberRepository(notes, repository);
    const pulls = open?.get(repository.id) ?? [];
    const runs: Pick<WorkflowRun, "id" | "attempt" | "head">[] = [];
    await findings.at(name, async () => {
      if (pulls.length > 0) runs.push(...(await runsWithPlans(installationId, repository)));
    });
    for (const pull of pulls) {
      const { number } = pull;
      findings.looked += 1;
      const kept = await records.ofPull(repository.id, number);
      if (!needsWork(pull, kept) && !hasUnseenRun(pull, runs, kept)) continue;
      findings.requests.push({ kind: "pull", installationId, repositoryId: repository.id, number });
      findings.recovered.push(`${name}#${number}`);
    }
  }
}

function hasUnseenRun(
  { head }: Pick<OpenPull, "head">,
  runs: readonly Pick<WorkflowRun, "id" | "attempt" | "head">[],
  records: readonly StoredPullRecord[],
): boolean {
  const seen = new Set(
    records.flatMap(({ body }) => (body.kind === "run-seen" ? [`${body.runId}.${body.attempt}`] : [])),
  );
  return runs.some((run) => run.head === head && !seen.has(`${run.id}.${run.attempt}`));
}

/**
 * Whether what is recorded about a pull request is not about what it is now: another head or base branch, a failure to
 * judge it, or a check that never got out. A configuration that is broken is looked at again when somebody mends it.
 */
export function needsWork(
  { head, baseRef }: Pick<OpenPull, "head" | "baseRef">,
  records: readonly StoredPullRecord[],
): boolean {
  const bodies = records.map(({ body }) => body);
  // Commits that were approved are decided, too, also when the head has moved on.
  const last = bodies.findLast(
    (body) =>
      (body.kind === "decision" && body.inputs.head === head) ||
      (body.kind === "not-decided" && body.head === head),
  );
  if (last?.kind === "not-decided") return last.reason === "failure";
  if (last?.kind !== "decision") return true;
  if (last.inputs.baseRef !== baseRef) return true;
  const outcome = bodies.findLast(
    (body) => body.kind === "publish-outcome" && body.target === "check" && body.head === head,
  );
  return outcome?.kind !== "publish-outcome" || outcome.outcome !== "done";
}
