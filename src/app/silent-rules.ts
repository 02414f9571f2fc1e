import type { Configuration } from "../model/configuration.ts";
import { effectiveParameters } from "../model/enforcement.ts";
import type { Rule } from "../model/rule.ts";

/**
 * Whether a rule can say nothing here: it compares with a ceiling, a list or owners, and the configuration has none.
 */
export function isSilent(rule: Rule, configuration: Configuration): boolean {
  if (rule.needs.includes("registry") && !hasRegistry(configuration)) return true;
  if (rule.facts.includes("freezes") && configuration.freezes.length === 0) return true;
  const defaults = Object.keys(rule.parameters);
  const effective = Object.values(effectiveParameters(configuration, rule));
  const compares = defaults.length > 0 && effective.every((value) => value === null);
  return compares && !(rule.facts.includes("limits") && configuration.tenants.some(hasLimits));
}

function hasRegistry({ tenants, tenantSources = [] }: Configuration): boolean {
  return tenants.length > 0 || tenantSources.length > 0;
}

function hasLimits({ limits }: Configuration["tenants"][number]): boolean {
  return limits.container.cpu !== null || limits.container.memory !== null || limits.replicas.max !== null;
}
