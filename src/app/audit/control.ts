import type { BranchRules } from "../../github/sweep-ports.ts";
import type { BranchControl } from "../../model/branch-control.ts";
import type { NewRecord, Records } from "../../store/index.ts";
import { rulesetProblems } from "../sweep/rulesets.ts";
import { changedFrom } from "./changed-from.ts";

/** What stands between a change and a branch, in the words of the records. Pure. */
export function controlOf(rules: BranchRules, appId: number): BranchControl {
  const { upToDate, mergeQueue, approvals, pullRequired, bypass } = rules;
  return { check: checkOf(rules, appId), upToDate, mergeQueue, approvals, pullRequired, bypass };
}

function checkOf(rules: BranchRules, appId: number): BranchControl["check"] {
  const problems = rulesetProblems(rules, appId);
  if (problems.includes("not-required")) return "not-required";
  if (problems.includes("any-source")) return "required-of-anybody";
  return problems.includes("other-source") ? "required-of-another" : "required-of-us";
}

/** What protects a branch, where it is not what was kept last. */
export async function controlChanged(
  { repositoryId, branch }: { readonly repositoryId: number; readonly branch: string },
  control: BranchControl,
  records: Pick<Records, "ofRepository">,
): Promise<readonly NewRecord[]> {
  const kept = await records.ofRepository(repositoryId, "branch-control");
  const last = kept.findLast(({ body }) => body.kind === "branch-control" && body.branch === branch);
  return changedFrom(last, { repositoryId, name: branch }, { kind: "branch-control", branch, control });
}

/** The last that is known of what protects a branch; `null`: nobody has looked yet. */
export async function lastControl(
  { repositoryId, branch }: { readonly repositoryId: number; readonly branch: string },
  records: Pick<Records, "ofRepository">,
): Promise<BranchControl | null> {
  return (await lastControls(repositoryId, records)).get(branch) ?? null;
}

/** The same of every branch of a repository. */
export async function lastControls(
  repositoryId: number,
  records: Pick<Records, "ofRepository">,
): Promise<ReadonlyMap<string, BranchControl>> {
  const kept = await records.ofRepository(repositoryId, "branch-control");
  return new Map(
    kept.flatMap(({ body }) =>
      body.kind === "branch-control" ? [[body.branch, body.control] as const] : [],
    ),
  );
}
