import type { BranchRules } from "../../github/sweep-ports.ts";
import type { NewRecord } from "../../store/index.ts";
import { chainEnd, chainFromNowOn } from "../audit/branch-heads.ts";
import { controlChanged, controlOf } from "../audit/control.ts";
import { branchAccounts } from "./account.ts";
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
      if (followed.finished) findings.records.push(...(await branchAccounts(place, branch, ports)));
      else findings.unfinished = true;
      await lookAtControl({ place, branch, enforces }, findings, ports);
    });
  }
}

interface Looked {
  readonly place: Place;
  readonly branch: string;
  readonly enforces: boolean;
}

/** What protects the branch, who got past it, and whether its chain of heads goes up to here. */
async function lookAtControl(looked: Looked, findings: Findings, ports: BranchesPorts): Promise<void> {
  const { place, branch, enforces } = looked;
  const { survey, repository, installationId } = place;
  const rules = await survey.branchRules(repository, branch);
  const at = { repositoryId: repository.id, branch };
  const control = controlOf(rules, ports.appId);
  findings.records.push(...(await controlChanged(at, control, ports.records)));
  if (control.bypass !== null && control.bypass.length > 0)
    findings.records.push(...(await reportedBypasses(place, branch)));
  await chainFromNowOn(at, ports.notes);
  if (rules.head !== null && rules.head !== (await chainEnd(at, ports.notes)))
    findings.requests.push({ kind: "branch", installationId, ...at });
  if (enforces) findings.records.push(...rulesetAlerts(looked, rules, ports));
}

/** Where nobody may bypass, nobody did; where GitHub does not tell who may, it does not tell who did either. */
async function reportedBypasses(
  { survey, repository }: Place,
  branch: string,
): Promise<readonly NewRecord[]> {
  const reported = (await survey.bypasses(repository, branch)) ?? [];
  return reported.map(({ id, after: commit, by, pushedAt }): NewRecord => {
    const detail = `GitHub reports it as rule suite ${id}${pushedAt === null ? "" : ` of ${pushedAt}`}.`;
    return {
      scope: "repository",
      repositoryId: repository.id,
      key: `${branch} ${commit} reported ${id}`,
      body: { kind: "bypass-seen", branch, commit, number: null, by, how: "reported", detail },
    };
  });
}

function rulesetAlerts(
  { place, branch }: Looked,
  rules: BranchRules,
  { appId, now }: BranchesPorts,
): readonly NewRecord[] {
  const day = now().toISOString().slice(0, "YYYY-MM-DD".length);
  return rulesetProblems(rules, appId).map((problem) => ({
    scope: "repository",
    repositoryId: place.repository.id,
    // One a day: how long it was so is told by the records.
    key: `ruleset ${branch} ${problem} ${day}`,
    body: { kind: "alert", alert: { kind: "ruleset", branch, problem } },
  }));
}
