import { effectiveEnforcement, openEnforcement } from "../../model/enforcement.ts";
import type { Finding } from "../../model/finding.ts";
import type { ComparedFinding } from "../../policy/baseline/index.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";
import type { EvaluationTask } from "./task.ts";

/** Gives each finding what is in force for its rule where it stands; what is off there is dropped. Sorted. */
export function settleFindings(
  compared: readonly ComparedFinding<JudgedFinding>[],
  task: Pick<EvaluationTask, "rules" | "configuration">,
): readonly Finding[] {
  const rules = new Map(task.rules.map((rule) => [rule.id, rule]));
  const findings = compared.flatMap((finding): Finding[] => {
    const rule = rules.get(finding.ruleId);
    if (rule === undefined) throw new TypeError(`a finding of ${finding.ruleId}, which is no rule`);
    const { attribution, namedPath: _, ...rest } = finding;
    const own = effectiveEnforcement(task.configuration, rule, attribution.environment);
    const enforcement = finding.kind === "open" ? openEnforcement(own, attribution.environment) : own;
    return enforcement === "off" ? [] : [{ ...rest, enforcement, waiverId: null }];
  });
  return findings.toSorted(byPlace);
}

/** By file and line, then by rule: the order of reading. The fingerprint settles what is left. */
export function byPlace(left: Finding, right: Finding): number {
  return (
    compare(left.location.path, right.location.path) ||
    left.location.startLine - right.location.startLine ||
    compare(left.ruleId, right.ruleId) ||
    compare(left.rootKey, right.rootKey) ||
    compare(left.address, right.address) ||
    compare(left.fingerprint, right.fingerprint)
  );
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
