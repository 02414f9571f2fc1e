import { openEnforcement } from "../model/enforcement.ts";
import type { Enforcement, Finding } from "../model/finding.ts";

/** Only what the change introduces, and nobody has accepted, counts. */
export function counts(finding: Finding): boolean {
  return (
    (finding.baselineState === "new" || finding.baselineState === "updated") && finding.status === "active"
  );
}

/** What a finding may ask for: a question never asks for more than a review. */
export function enforcementOf(finding: Finding): Enforcement {
  return finding.kind === "open" ? openEnforcement(finding.enforcement, finding) : finding.enforcement;
}
