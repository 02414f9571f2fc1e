import type { RiskItem } from "../../model/decision.ts";
import type { GateOutcome } from "../../model/gate.ts";
import type { Report } from "../../model/report.ts";
import type { Cause } from "../causes.ts";
import { decisive, type Outcome, ownersOf } from "../outcome.ts";
import { isPending, reviewersAwaited } from "./people.ts";

/** Whether everything that a cause asks people for has been given. */
function isSettled({ duty, findings, reach }: Cause, { items }: GateOutcome): boolean {
  if (duty !== "review" && duty !== "confirm") return false;
  const told = new Set([...findings, ...(reach === undefined ? [] : [reach])].map(placeKey));
  const own = items.filter(({ kind, item }) => kind === duty && told.has(placeKey(item)));
  return own.length > 0 && !own.some(isPending);
}

function placeKey({ ruleId, rootKey, address }: Pick<RiskItem, "ruleId" | "rootKey" | "address">): string {
  return JSON.stringify([ruleId, rootKey, address]);
}

/**
 * What is still to be done: apart from what people have looked at already; on drafts, and where an automation may do it,
 * without what would ask people. Where nothing is enforced it stays what it would have been.
 */
export function pendingOutcome(outcome: Outcome, gate: GateOutcome): Outcome {
  const { state } = gate;
  if (state === "observing" || state === "advising") return outcome;
  const asked = state === "draft" || state === "automation" ? [] : [...outcome.review, ...outcome.confirm];
  const open = asked.filter((cause) => !isSettled(cause, gate));
  const [review, confirm] = [
    open.filter(({ duty }) => duty === "review"),
    open.filter(({ duty }) => duty === "confirm"),
  ];
  return {
    ...outcome,
    ...decisive({ ...outcome, review, confirm }),
    review,
    confirm,
    settled: asked.filter((cause) => isSettled(cause, gate)),
    reviewers: gate.items.length === 0 ? outcome.reviewers : reviewersAwaited(gate),
    owners: ownersOf(confirm),
  };
}

/** The decision of a draft, as far as it is shown: nobody is asked yet. */
export function shownDecision({ decision }: Report, { state }: GateOutcome): Report["decision"] {
  if (state !== "draft") return decision;
  return { ...decision, reasons: decision.reasons.filter(({ enforcement }) => enforcement === "block") };
}
