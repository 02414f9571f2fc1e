import type { Configuration, Freeze } from "./configuration.ts";
import {
  effectiveEnforcement,
  type PolicySettings,
  type RuleDefaults,
  stricterEnforcement,
} from "./enforcement.ts";
import { type Enforcement, enforcements } from "./finding.ts";
import type { Environment } from "./resource.ts";

/** The rule of the frozen periods. */
export const freezeRuleId = "CHG-031";

/** The freezes of a local date, the strictest first, of equally strict ones the longest. */
export function freezesInForce(freezes: readonly Freeze[], today: string): readonly Freeze[] {
  return freezes
    .filter(({ from, to }) => from <= today && today <= to)
    .toSorted(
      (left, right) =>
        enforcements.indexOf(right.route) - enforcements.indexOf(left.route) ||
        compareText(right.to, left.to) ||
        compareText(left.name, right.name),
    );
}

/**
 * What is in force for a rule on a day: as {@link effectiveEnforcement}, and in a frozen period at least what the
 * period asks for. That is set where the period is, so a repository cannot switch it off by switching off the rule.
 */
export function enforcementOn(
  today: string,
  configuration: PolicySettings & Pick<Configuration, "freezes">,
  rule: Pick<RuleDefaults, "id" | "enforcement">,
  environment: Environment,
): Enforcement {
  const own = effectiveEnforcement(configuration, rule, environment);
  if (rule.id !== freezeRuleId || !environment.production) return own;
  const [strictest] = freezesInForce(configuration.freezes, today);
  return strictest === undefined ? own : stricterEnforcement(own, strictest.route);
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
