import type { Configuration, Reviewers, RoutingLayer } from "../model/configuration.ts";
import type { Finding } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";
import { createRuleLookup } from "./rule-lookup.ts";

/** Who is asked, and the settings that say so: `routing.byTenant.payments`. */
export interface Asked {
  /** Sorted. */
  readonly teams: readonly string[];
  /** Keys of the configuration, sorted. Empty: nothing names anybody. */
  readonly setBy: readonly string[];
  /** The organisation's file names them, and a repository sends nobody past them. */
  readonly byOrganisation: boolean;
}

export interface ReviewerRules {
  /** Teams that are asked to review a finding. */
  reviewing(finding: Finding): Asked;
  /** Teams of which a member confirms it: the owners, and nobody else. Empty: whoever wrote the change. */
  confirming(finding: Finding): Asked;
}

/** Rules that ask particular people where the configuration does not name others. */
const askedByNature: Readonly<Record<string, "owners" | "policyOwners">> = {
  "TEN-001": "owners",
  "TEN-002": "owners",
  "TEN-028": "owners",
  "TEN-030": "owners",
  "CHG-011": "owners",
  "CHG-023": "policyOwners",
};

export type ReviewerSettings = Pick<Configuration, "routing" | "tenants" | "policyOwners">;

/** `null`: nothing here names anybody for the finding. */
type Chooser = (finding: Finding) => Asked | null;

/**
 * Who is asked: what the organisation says first, and then what both files say together, so that a repository sends
 * nothing past those whom its organisation wants to be asked. Within each, the rule decides first, then the tenant, then
 * the environment, then the default; a setting that names nobody (`owners` of what nobody owns) leaves it to the next.
 */
export function createReviewerRules(
  { routing, tenants, policyOwners }: ReviewerSettings,
  rules: readonly Pick<Rule, "id" | "family">[],
): ReviewerRules {
  const teamsByTenant = new Map(tenants.map((tenant) => [tenant.name, tenant.teams]));
  const owners = (finding: Finding): Asked => {
    const names = owningTenants(finding).filter((name) => (teamsByTenant.get(name) ?? []).length > 0);
    return asked(
      names.flatMap((name) => teamsByTenant.get(name) ?? []),
      names.map((name) => `tenants.${name}.teams`),
    );
  };
  const organisation = createLayer(routing.organisation, rules, owners);
  const both = createLayer(routing, rules, owners);
  const byNature: Chooser = (finding) => {
    const own = askedByNature[finding.ruleId] === "owners" ? owners(finding) : null;
    return own === null || own.teams.length === 0 ? null : own;
  };
  const repositories: readonly Chooser[] = [both.ofRule, byNature, both.general];
  const organisations: readonly Chooser[] = [
    organisation.ofRule,
    // Where the organisation names nobody, a repository may send also such a rule elsewhere.
    (finding) =>
      organisation.general(finding) === null ? null : (byNature(finding) ?? organisation.general(finding)),
  ];
  return {
    reviewing: (finding) => {
      // Who decides about the rules is not decided by a rule's routing.
      if (askedByNature[finding.ruleId] === "policyOwners" && policyOwners.length > 0)
        return { ...asked(policyOwners, ["policyOwners"]), byOrganisation: true };
      const own = firstOf(finding, organisations);
      return own === null
        ? (firstOf(finding, repositories) ?? asked([], []))
        : { ...own, byOrganisation: true };
    },
    confirming: owners,
  };
}

function createLayer(
  layer: RoutingLayer,
  rules: readonly Pick<Rule, "id" | "family">[],
  owners: (finding: Finding) => Asked,
): { readonly ofRule: Chooser; readonly general: Chooser } {
  const byRule = createRuleLookup(layer.byRule, rules);
  const named = (finding: Finding, reviewers: Reviewers, key: string): Asked | null => {
    const own = reviewers.includes("owners") ? owners(finding) : asked([], []);
    const teams = [...own.teams, ...reviewers.filter((name) => name !== "owners")];
    return teams.length === 0 ? null : asked(teams, [key, ...own.setBy]);
  };
  const ofRule: Chooser = (finding) => {
    const found = byRule(finding.ruleId);
    return found === null ? null : named(finding, found.reviewers, `routing.byRule.${found.key}`);
  };
  const ofEnvironment: Chooser = (finding) => {
    const key = environmentKeys(finding).find((name) => Object.hasOwn(layer.byEnvironment, name));
    const reviewers = key === undefined ? [] : (layer.byEnvironment[key] ?? []);
    return named(finding, reviewers, `routing.byEnvironment.${key}`);
  };
  const byDefault: Chooser = (finding) => named(finding, layer.reviewers, "routing.reviewers");
  const general: readonly Chooser[] = [ofEnvironment, byDefault];
  const ofTenants: Chooser = (finding) => {
    const tenants = owningTenants(finding);
    const known = tenants.filter((name) => Object.hasOwn(layer.byTenant, name));
    if (known.length === 0) return null;
    const own = known.map((name) => named(finding, layer.byTenant[name] ?? [], `routing.byTenant.${name}`));
    return joined([...own, known.length < tenants.length ? firstOf(finding, general) : null]);
  };
  return { ofRule, general: (finding) => firstOf(finding, [ofTenants, ...general]) };
}

/** As settings of rules name environments: its own name, `production` for all that is, `default` for the rest. */
function environmentKeys({ environment, production }: Finding): readonly string[] {
  return [environment, ...(production ? ["production"] : []), "default"];
}

function firstOf(finding: Finding, choosers: readonly Chooser[]): Asked | null {
  for (const choose of choosers) {
    const found = choose(finding);
    if (found !== null) return found;
  }
  return null;
}

function joined(parts: readonly (Asked | null)[]): Asked | null {
  const found = parts.filter((part) => part !== null);
  if (found.length === 0) return null;
  return asked(
    found.flatMap(({ teams }) => teams),
    found.flatMap(({ setBy }) => setBy),
  );
}

/** Of the thing, or of the file where the thing has no owner. */
function owningTenants(finding: Finding): Finding["owner"] {
  return finding.owner.length > 0 ? finding.owner : finding.pathOwner;
}

function asked(teams: readonly string[], setBy: readonly string[]): Asked {
  return { teams: [...new Set(teams)].sort(), setBy: [...new Set(setBy)].sort(), byOrganisation: false };
}
