import { closest } from "../../model/closest.ts";
import type { Rule } from "../../model/rule.ts";
import type { CommandOutcome } from "./context.ts";

type Named = Pick<Rule, "id" | "family">;

/** The rule of an id that somebody wrote, or the refusal that names the nearest one. */
export function ruleNamed(
  ruleId: string,
  rules: readonly Named[],
): { readonly kind: "rule"; readonly rule: Named } | Extract<CommandOutcome, { readonly kind: "refuse" }> {
  const rule = rules.find(({ id }) => id === ruleId);
  if (rule !== undefined) return { kind: "rule", rule };
  const nearest = closest(
    ruleId,
    rules.map(({ id }) => id),
  );
  return { kind: "refuse", refusal: { kind: "unknown-rule", ruleId, nearest } };
}

/** Who may grant an exception of a rule: those of its family, else those of all. */
export function waiverApprovers(
  ruleId: string,
  rules: readonly Named[],
  {
    approvers,
    byFamily,
  }: {
    readonly approvers: readonly string[];
    readonly byFamily: Readonly<Record<string, readonly string[]>>;
  },
): readonly string[] {
  const family = rules.find(({ id }) => id === ruleId)?.family;
  if (family === undefined || !Object.hasOwn(byFamily, family)) return approvers;
  return byFamily[family] ?? approvers;
}
