import { openEnforcement, ruleForMessage } from "../../model/enforcement.ts";
import type { Finding } from "../../model/finding.ts";
import { enforcementOn } from "../../model/freeze.ts";
import type { Location, Origin } from "../../model/location.ts";
import { podSecurityRequirement } from "../../model/pod-security.ts";
import type { ComparedFinding } from "../../policy/baseline/index.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";
import { byPlace } from "./by-place.ts";
import { touchedPaths } from "./discover.ts";
import type { EvaluationTask } from "./task.ts";

/**
 * Gives each finding what is in force for its rule where it stands, and in a review the place that the change touched;
 * what is off there is dropped. Sorted.
 */
export function settleFindings(
  compared: readonly ComparedFinding<JudgedFinding>[],
  task: Pick<EvaluationTask, "rules" | "configuration" | "changedPaths" | "today">,
): readonly Finding[] {
  const rules = new Map(task.rules.map((rule) => [rule.id, rule]));
  const touched = touchedPaths(task.changedPaths);
  const required = podSecurityRequirement(task.configuration.tenants);
  const findings = compared.flatMap((finding): Finding[] => {
    const rule = rules.get(finding.ruleId);
    if (rule === undefined) throw new TypeError(`a finding of ${finding.ruleId}, which is no rule`);
    const { attribution, namedPath: _, message: _said, ...rest } = finding;
    const { environment } = attribution;
    const message = ruleForMessage(rule, finding.messageId);
    const own = required(
      enforcementOn(task.today, task.configuration, message, environment),
      rule,
      attribution.owner,
    );
    const enforcement = finding.kind === "open" ? openEnforcement(own, environment) : own;
    if (enforcement === "off") return [];
    const location = placeInChange(finding.location, touched);
    return [{ ...rest, location, enforcement, waiverId: null }];
  });
  return findings.toSorted(byPlace);
}

/**
 * Where the author has to look: at what they wrote. What stands in a module that they did not touch follows from the
 * call that they wrote, so the call is the place, and the line in the module says why; and a value that they only refer
 * to was there before.
 */
export function placeInChange(location: Location, touched: ReadonlySet<string> | null): Location {
  const { path, startLine, origin } = location;
  if (origin?.kind === "reference") return referenceInChange(location, origin, touched);
  if (touched === null || origin?.kind !== "module-call") return location;
  if (touched.has(path) || !touched.has(origin.path)) return location;
  return swapped(location, origin, { kind: "module", path, line: startLine, exact: origin.exact });
}

function referenceInChange(
  location: Location,
  { call, ...use }: Origin,
  touched: ReadonlySet<string> | null,
): Location {
  const { path, startLine } = location;
  if (touched !== null && !touched.has(path)) {
    if (touched.has(use.path))
      return swapped(location, use, { ...use, kind: "value", path, line: startLine });
    if (call !== undefined && touched.has(call.path))
      return swapped(location, call, { ...use, kind: "module" });
  }
  return { ...location, origin: use };
}

/** The place that the change touches, and as its origin the other. */
function swapped(
  { side }: Location,
  { path, line }: { readonly path: string; readonly line: number },
  origin: Origin,
): Location {
  return { path, startLine: line, endLine: line, origin, ...(side === undefined ? {} : { side }) };
}
