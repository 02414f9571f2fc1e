import type { Finding } from "../model/finding.ts";
import { counts, enforcementOf } from "./counts.ts";

/**
 * What may be taken back without asking: how much, how many, which version, where traffic goes. `all`: every message of
 * the rule, else those that are named. A rule that is not listed asks also where the values stood before: whatever
 * deletes or moves data, gives access, edits rules, or could not be read.
 */
const mayReturn: Readonly<Record<string, "all" | readonly string[]>> = {
  "CHG-004": "all",
  "CHG-005": "all",
  "CHG-006": "all",
  "CHG-009": "all",
  "CHG-010": "all",
  "CHG-011": ["retargeted"],
  // An engine or a control plane does not go back to an earlier version by writing that down.
  "CHG-013": ["higher", "lower"],
  // Quotas and limits; never what a network policy admits.
  "CHG-019": ["raised", "dropped"],
  "CHG-021": ["manual", "self_heal_off", "prune_off", "floating"],
  "CHG-022": "all",
  "CHG-028": "all",
  "CHG-029": "all",
  "CHG-030": "all",
  "CHG-031": "all",
};

/**
 * Whether a finding asks people for something that nobody has to be asked again where the resource returns to what was
 * in force. What could not be told proves nothing, and a block is for its author to mend.
 */
export function wouldReturn(finding: Finding): boolean {
  if (!counts(finding) || finding.kind !== "fail") return false;
  const asked = enforcementOf(finding);
  if (asked !== "review" && asked !== "confirm") return false;
  const messages = Object.hasOwn(mayReturn, finding.ruleId) ? mayReturn[finding.ruleId] : undefined;
  return messages === "all" || (messages?.includes(finding.messageId) ?? false);
}
