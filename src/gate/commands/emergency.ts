import { blockingRules, notBypassable } from "../break-glass.ts";
import { judgeGate } from "../judge.ts";
import { reviewDeadline } from "../review-deadline.ts";
import { decisionBefore } from "./confirmation.ts";
import { type CommandContext, type CommandOutcome, carriedOut, isIn, refuse } from "./context.ts";

const hourMs = 3_600_000;

/** Lifts what stands in the way of this very head, for some hours, and has somebody look at it afterwards. */
export function breakGlass(because: string, context: CommandContext): CommandOutcome {
  const { by, gate, pull, now, configuration } = context;
  const settings = configuration.breakGlass;
  if (settings === null || !isIn(by, settings.who))
    return refuse({ kind: "not-allowed", command: "break-glass", teams: settings?.who ?? [] });
  if (gate === null || judgeGate(gate).conclusion === "success") return refuse({ kind: "nothing-to-bypass" });
  const seen = decisionBefore(context);
  if (seen === null || seen.body.decisionId !== gate.decisionId) return refuse({ kind: "moved-on" });
  const blocked = blockingRules(gate.decision);
  const kept = blocked.filter(notBypassable(gate.settings));
  if (kept.length > 0) return refuse({ kind: "not-bypassable", rules: kept });
  return carriedOut({
    kind: "break-glass",
    by,
    because,
    head: pull.head.sha,
    riskItems: gate.decision.riskItems,
    blocked,
    expires: new Date(Date.parse(now) + settings.expiresHours * hourMs).toISOString(),
    reviewBy: reviewDeadline(now, settings, configuration.timezone),
  });
}
