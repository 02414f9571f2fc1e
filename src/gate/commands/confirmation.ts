import { type RiskItem, riskItemKey } from "../../model/decision.ts";
import { decisionSeen, decisionsOf, type StoredDecision } from "../binding.ts";
import { confirmationsOf, confirmedBy, mayConfirm } from "../counting.ts";
import { createPeople } from "../people.ts";
import { type CommandContext, type CommandOutcome, carriedOut, refuse } from "./context.ts";

/** The decision that the speaker had before their eyes; `null`: there was none yet. */
export function decisionBefore({
  records,
  said,
}: Pick<CommandContext, "records" | "said">): StoredDecision | null {
  const decisions = decisionsOf(records).filter(
    ({ body }) => said.head === null || body.inputs.head === said.head,
  );
  return decisionSeen(decisions, said.at);
}

/** The owners say that it is meant, about what they had before their eyes and nobody has confirmed. */
export function confirm(context: CommandContext): CommandOutcome {
  const { by, gate } = context;
  if (gate === null) return refuse({ kind: "nothing-to-confirm" });
  const people = createPeople(gate);
  const confirmations = confirmationsOf(gate);
  const open = gate.decision.riskItems.filter(
    (item) => item.asks === "confirm" && confirmedBy(item, confirmations, people).length === 0,
  );
  if (open.length === 0) return refuse({ kind: "nothing-to-confirm" });
  const seen = decisionBefore(context);
  const shown = new Set((seen?.body.riskItems ?? []).map(riskItemKey));
  const asked = open.filter((item) => shown.has(riskItemKey(item)));
  if (seen === null || asked.length === 0) return refuse({ kind: "moved-on" });
  const riskItems = asked.filter((item) => mayConfirm(item, by, people));
  if (riskItems.length === 0)
    return refuse({ kind: "not-allowed", command: "confirm", teams: ownersOf(asked) });
  return carriedOut({ kind: "confirmed", by, decisionId: seen.body.decisionId, riskItems });
}

function ownersOf(items: readonly RiskItem[]): readonly string[] {
  return [...new Set(items.flatMap(({ reviewers }) => reviewers))].sort();
}
