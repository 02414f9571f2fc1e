import type { Configuration, Reviewers, Routing } from "../model/configuration.ts";
import type { Finding } from "../model/finding.ts";
import { compileGlob } from "../model/glob.ts";

export interface ReviewerRules {
  /** Teams that are asked to review a finding, sorted. */
  reviewing(finding: Finding): readonly string[];
  /** Teams of which a member confirms it: the owners, and nobody else. Empty: whoever wrote the change. */
  confirming(finding: Finding): readonly string[];
}

/** Rules that ask particular people where the configuration does not name others. */
const askedByNature: Readonly<Record<string, "owners" | "policyOwners">> = {
  "TEN-001": "owners",
  "TEN-002": "owners",
  "TEN-028": "owners",
  "CHG-011": "owners",
  "CHG-023": "policyOwners",
};

type ReviewerSettings = Pick<Configuration, "routing" | "tenants" | "policyOwners">;

/** Who is asked: the rule decides first, then the tenant, then the default. */
export function createReviewerRules({ routing, tenants, policyOwners }: ReviewerSettings): ReviewerRules {
  const teamsByTenant = new Map(tenants.map((tenant) => [tenant.name, tenant.teams]));
  const byRule = createRuleLookup(routing);
  const ownerTeams = (finding: Finding) =>
    sorted(owningTenants(finding).flatMap((name) => teamsByTenant.get(name) ?? []));
  const expand = (finding: Finding, reviewers: Reviewers) => {
    const teams = reviewers.flatMap((name) => (name === "owners" ? ownerTeams(finding) : [name]));
    return teams.length > 0 ? sorted(teams) : sorted(routing.reviewers);
  };
  return {
    reviewing: (finding) => {
      const nature = askedByNature[finding.ruleId];
      // Who decides about the rules is not decided by a rule's routing.
      if (nature === "policyOwners" && policyOwners.length > 0) return sorted(policyOwners);
      const configured = byRule(finding.ruleId);
      if (configured !== null) return expand(finding, configured);
      if (nature === "owners") return expand(finding, ["owners"]);
      return expand(finding, tenantReviewers(routing, owningTenants(finding)));
    },
    confirming: ownerTeams,
  };
}

/** Of the thing, or of the file where the thing has no owner. */
function owningTenants(finding: Finding): Finding["owner"] {
  return finding.owner.length > 0 ? finding.owner : finding.pathOwner;
}

function tenantReviewers(routing: Routing, tenants: readonly string[]): Reviewers {
  return tenants.flatMap((name) =>
    Object.hasOwn(routing.byTenant, name) ? (routing.byTenant[name] ?? []) : routing.reviewers,
  );
}

/** The most specific pattern wins; those that the organisation has set come before all others. */
function createRuleLookup(routing: Routing): (ruleId: string) => Reviewers | null {
  const fixed = new Set(routing.byRuleFixed);
  const patterns = Object.entries(routing.byRule)
    .map(([pattern, reviewers]) => ({ pattern, reviewers, matches: compileGlob(pattern) }))
    .sort(
      (left, right) =>
        Number(fixed.has(right.pattern)) - Number(fixed.has(left.pattern)) ||
        compareNumbers(specificity(right.pattern), specificity(left.pattern)) ||
        (left.pattern < right.pattern ? -1 : 1),
    );
  return (ruleId) => patterns.find(({ matches }) => matches(ruleId))?.reviewers ?? null;
}

/** Characters that stand for themselves; a pattern without wildcards is more specific than any with. */
function specificity(pattern: string): number {
  const literal = pattern.replace(/[*?]|\[[^\]]*\]|\{[^}]*\}/g, "");
  return literal === pattern ? Number.POSITIVE_INFINITY : literal.length;
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

/** Two infinities are equal, which their difference does not say. */
function compareNumbers(left: number, right: number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
