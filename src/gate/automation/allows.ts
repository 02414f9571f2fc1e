import type { AutomationLine } from "../../model/configuration.ts";
import type { RiskItem } from "../../model/decision.ts";
import type { ChangeSummary } from "../../model/report.ts";
import { allowsLeaf } from "./allowed-leaf.ts";

/**
 * Whether a change holds nothing but what a line of `automation` allows: existing things, of which only versions
 * differ. What people are asked about has to be one of those things, too: an edit of the rules, or a file that could not
 * be read, is no version.
 */
export function automationAllows(
  line: Pick<AutomationLine, "mayChange" | "upTo">,
  changes: readonly ChangeSummary[],
  riskItems: readonly Pick<RiskItem, "rootKey" | "address">[],
): boolean {
  const changed = new Set(changes.map(placeOf));
  return (
    changes.length > 0 &&
    changes.every((change) => allowsChange(line, change)) &&
    riskItems.every((item) => changed.has(placeOf(item)))
  );
}

function allowsChange(
  line: Pick<AutomationLine, "mayChange" | "upTo">,
  { action, type, leaves, leavesOmitted = 0 }: ChangeSummary,
): boolean {
  return (
    action === "update" &&
    leaves.length > 0 &&
    leavesOmitted === 0 &&
    leaves.every((leaf) => allowsLeaf(line, type, leaf))
  );
}

function placeOf({ rootKey, address }: Pick<RiskItem, "rootKey" | "address">): string {
  return JSON.stringify([rootKey, address]);
}
