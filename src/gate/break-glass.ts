import { riskItemKey } from "../model/decision.ts";
import type { GateInput, GateOutcome } from "../model/gate.ts";
import { compileGlobs } from "../model/glob.ts";
import type { PullRecord } from "../model/record.ts";

type BreakGlassRecord = Extract<PullRecord, { readonly kind: "break-glass" }>;
type Bypass = Pick<GateInput, "now" | "pull" | "decision" | "records" | "settings">;

/**
 * The break-glass that is in force, the newest first: for this very head, not expired, and nothing has come to block or
 * to ask that was not there when it was called. `null`: none, or nobody may any more.
 */
export function breakGlassInForce(input: Bypass): BreakGlassRecord | null {
  if (input.settings.breakGlass === null) return null;
  return (
    input.records
      .toSorted((left, right) => right.sequence - left.sequence)
      .flatMap(({ body }) => (body.kind === "break-glass" ? [body] : []))
      .find((record) => holds(record, input)) ?? null
  );
}

function holds(record: BreakGlassRecord, { now, pull, decision }: Bypass): boolean {
  const items = new Set(record.riskItems.map(riskItemKey));
  return (
    record.head === pull.head.sha &&
    Date.parse(record.expires) > Date.parse(now) &&
    decision.riskItems.every((item) => items.has(riskItemKey(item))) &&
    blockingRules(decision).every((ruleId) => record.blocked.includes(ruleId))
  );
}

/** Rules that keep the author busy, sorted. */
export function blockingRules({ reasons }: GateInput["decision"]): readonly string[] {
  const rules = reasons.filter(({ enforcement }) => enforcement === "block").map(({ ruleId }) => ruleId);
  return [...new Set(rules)].sort();
}

/** Which rules no emergency passes. */
export function notBypassable({ breakGlass }: GateInput["settings"]): (ruleId: string) => boolean {
  return compileGlobs(breakGlass?.notBypass ?? []);
}

export function shownBreakGlass(record: BreakGlassRecord | null): GateOutcome["breakGlass"] {
  if (record === null) return null;
  const { by, because, expires, reviewBy } = record;
  return { by: by.account, because, expires, reviewBy };
}
