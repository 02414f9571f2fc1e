import type { BranchesPorts } from "./branch-ports.ts";
import { followBranch } from "./follow-branch.ts";
import { eachInstallation, type Place } from "./places.ts";
import { Findings, type SweepResult } from "./result.ts";
import { rulesetProblems } from "./rulesets.ts";

/** Matches every commit that reached a protected branch with a decision, and checks that our check is required. */
export async function sweepBranches(ports: BranchesPorts): Promise<SweepResult> {
  const findings = new Findings();
  await eachInstallation(ports, findings, async (places) => {
    for (const place of places) await findings.at(place.name, () => lookAt(place, findings, ports));
  });
  return findings.result();
}

async function lookAt(place: Place, findings: Findings, ports: BranchesPorts): Promise<void> {
  const enforces = await ports.enforces(place.repository);
  for (const branch of await place.survey.protectedBranches(place.repository)) {
    await findings.at(`${place.name}@${branch}`, async () => {
      const followed = await followBranch(place, branch, ports);
      findings.looked += followed.explained;
      findings.recovered.push(...followed.lostMerges);
      if (!followed.finished) findings.unfinished = true;
      if (enforces) await checkRules(place, branch, findings, ports);
    });
  }
}

async function checkRules(
  { survey, repository }: Place,
  branch: string,
  findings: Findings,
  { appId, now }: BranchesPorts,
): Promise<void> {
  const day = now().toISOString().slice(0, "YYYY-MM-DD".length);
  for (const problem of rulesetProblems(await survey.branchDemands(repository, branch), appId)) {
    findings.records.push({
      scope: "repository",
      repositoryId: repository.id,
      // One a day: how long it was so is told by the records.
      key: `ruleset ${branch} ${problem} ${day}`,
      body: { kind: "alert", alert: { kind: "ruleset", branch, problem } },
    });
  }
}
