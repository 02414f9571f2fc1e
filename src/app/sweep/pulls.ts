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
}

/** Repositories of one look: GitHub answers for fifty within its time. */
const repositoriesPerLook = 50;

/** Asks for work on every open pull request whose head, or base branch, has no decision that was published. */
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
  { records, notes }: PullsPorts,
): Promise<void> {
  const [first] = places;
  const open = await first?.survey.openPulls(places.map(({ repository }) => repository));
  for (const { installationId, repository, name } of places) {
    await rememberRepository(notes, repository);
    for (const pull of open?.get(repository.id) ?? []) {
      const { number } = pull;
      findings.looked += 1;
      if (!needsWork(pull, await records.ofPull(repository.id, number))) continue;
      findings.requests.push({ kind: "pull", installationId, repositoryId: repository.id, number });
      findings.recovered.push(`${name}#${number}`);
    }
  }
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
