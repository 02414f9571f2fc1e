import type { Finding } from "../../model/finding.ts";
import { type ComparedFinding, compareWithBase, type MovedIdentity } from "../../policy/baseline/index.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";
import { dropSuperseded } from "../../policy/supersede.ts";
import type { PlannedRoot } from "../../resources/terraform-plan/index.ts";
import { byPlace } from "./by-place.ts";
import type { Judged } from "./judge-everything.ts";
import { settleFindings } from "./settle.ts";

/**
 * How a plan and the source it was made of come together. The source is judged as if there were no plan, and once more
 * as the plan shows it; what comes of the second only adds to the first. So a plan, which the pull request's own CI made,
 * can take nothing away but a question (`open`) that it answers.
 */
export interface Verdicts {
  readonly source: Judged;
  readonly planned: Judged;
  readonly loaded: PlannedNames;
  readonly movedInSource: readonly MovedIdentity[];
  readonly movedInPlan: readonly MovedIdentity[];
}

/** How what plans name relates to the source, by root. */
export interface PlannedNames {
  readonly plannedByRoot: ReadonlyMap<string, Pick<PlannedRoot, "aliases" | "spokenOf" | "unwritten">>;
}

/** What the source says, and what its plans add to that. */
export interface ComparedVerdicts {
  readonly source: readonly ComparedFinding<JudgedFinding>[];
  readonly added: readonly ComparedFinding<JudgedFinding>[];
}

/** Both verdicts against the base, each finding once. */
export function compareVerdicts({
  source,
  planned,
  loaded,
  movedInSource,
  movedInPlan,
}: Verdicts): ComparedVerdicts {
  const identity = identityUnder(loaded);
  const stillOpen = new Set(planned.head.filter(({ kind }) => kind === "open").map(identity));
  const answered = (finding: JudgedFinding) =>
    finding.kind === "open" && isSpokenOf(loaded, finding) && !stillOpen.has(identity(finding));
  const kept = source.head.filter((finding) => !answered(finding));
  const toldAtAll = new Set(kept.map(identity));
  const found = new Set(kept.filter(({ kind }) => kind === "fail").map(identity));
  const isTold = (finding: JudgedFinding) =>
    (finding.kind === "fail" ? found : toldAtAll).has(identity(finding));
  const added = underOwnNames(
    planned.head.filter((finding) => !isTold(finding)),
    loaded,
    identity,
  ).map(withoutEdit(loaded));
  // The base as a plan shows it explains what the plan adds, and nothing that the source says.
  const baseOfAdded = planned.base.filter((finding) => !isTold(finding));
  const addedIdentities = new Set(added.map(identity));
  const known = new Set(source.base.map(identity));
  return {
    source: compareWithBase(source.base, kept, movedInSource).filter(
      (finding) => finding.baselineState !== "absent" || !addedIdentities.has(identity(finding)),
    ),
    added: compareWithBase(baseOfAdded, added, movedInPlan).filter(
      (finding) => finding.baselineState !== "absent" || !known.has(identity(finding)),
    ),
  };
}

/** Both settled, one cause in one row. What a plan adds gives way to the source, and pushes nothing of it aside. */
export function settleVerdicts(
  { source, added }: ComparedVerdicts,
  task: Parameters<typeof settleFindings>[1],
): readonly Finding[] {
  const own = settleFindings(source, task);
  const kept = dropSuperseded(own, task.rules);
  if (added.length === 0) return kept;
  const more = settleFindings(added, task);
  const standing = new Set(dropSuperseded([...own, ...more], task.rules));
  return [...kept, ...more.filter((finding) => standing.has(finding))].toSorted(byPlace);
}

/** What is found under the name that the source has for it is not told of the inside of its module as well. */
function underOwnNames(
  findings: readonly JudgedFinding[],
  { plannedByRoot }: PlannedNames,
  identity: (finding: JudgedFinding) => string,
): readonly JudgedFinding[] {
  const isAliased = ({ rootKey, address }: JudgedFinding) =>
    plannedByRoot.get(rootKey)?.aliases.has(address) ?? false;
  const own = findings.filter((finding) => !isAliased(finding));
  const asked = new Set(own.map(identity));
  const found = new Set(own.filter(({ kind }) => kind === "fail").map(identity));
  const isTold = (finding: JudgedFinding) => (finding.kind === "fail" ? found : asked).has(identity(finding));
  return findings.filter((finding) => !isAliased(finding) || !isTold(finding));
}

/** An edit of something that nobody wrote would edit the line that stands for it. */
function withoutEdit({ plannedByRoot }: PlannedNames): (finding: JudgedFinding) => JudgedFinding {
  return (finding) => {
    const unwritten = plannedByRoot.get(finding.rootKey)?.unwritten.has(finding.address) ?? false;
    return unwritten && finding.fix !== null ? { ...finding, fix: null } : finding;
  };
}

function isSpokenOf({ plannedByRoot }: PlannedNames, { rootKey, address }: JudgedFinding): boolean {
  return plannedByRoot.get(rootKey)?.spokenOf.has(address) ?? false;
}

/** One cause, one finding: an instance counts under the name that the source has for it. */
function identityUnder({ plannedByRoot }: PlannedNames): (finding: JudgedFinding) => string {
  return ({ rootKey, address, ruleId, messageId, namedPath }) => {
    const name = plannedByRoot.get(rootKey)?.aliases.get(address) ?? address;
    return JSON.stringify([ruleId, messageId, rootKey, name, namedPath]);
  };
}
