import { digestOf } from "../model/digest.ts";
import type { PolicySources } from "../model/policy-sources.ts";
import type { Rule } from "../model/rule.ts";
import type { PolicySet } from "./policy-set.ts";
import type { ReviewSettings } from "./settings.ts";

/** What decides under some settings: the shipped rules and those of the organisation, under one digest. */
export function policiesInForce(
  { policySources, ruleSet }: Pick<ReviewSettings, "policySources" | "ruleSet">,
  { policySet: own }: { readonly policySet: Pick<PolicySet, "digest" | "rules"> },
): {
  readonly digest: string;
  readonly rules: readonly Rule[];
  readonly sources: { readonly policySources?: PolicySources };
} {
  const policySet = ruleSet ?? own;
  if (policySources === undefined) return { digest: policySet.digest, rules: policySet.rules, sources: {} };
  return {
    digest: digestOf([policySet.digest, policySources.digest]),
    rules: [...policySet.rules, ...policySources.rules],
    sources: { policySources },
  };
}
