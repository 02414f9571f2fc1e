import type {
  ClusterRule,
  Configuration,
  EnvironmentRule,
  HelmReleaseRule,
  OrganisationPolicies,
  Reviewers,
  Routing,
  RoutingLayer,
  RuleSetting,
} from "../model/configuration.ts";
import { digestOf } from "../model/digest.ts";
import { environmentClassOf } from "../model/environment-words.ts";
import { anchorPlaces } from "./anchors.ts";
import { automationLine, breakGlass, rolloutLine } from "./complete-people.ts";
import { tenant } from "./complete-tenant.ts";
import { terraform } from "./complete-terraform.ts";
import { policySources } from "./policy-sources.ts";
import type { ConfigurationFile } from "./schema/schema.ts";
import { tenantSources } from "./tenant-sources.ts";

/** The newest version of which every rule follows the standard; for repositories that name none. */
const kubernetesVersionDefault = "1.33";
const waiverDaysDefault = 90;
/** A team that works in its own environments stays below both; a sweep over the estate does not. */
const blastRadiusDefault = { tenants: 3, environments: 2 } as const;
/** What a team finds out about a release, it finds out within two weeks of working days. */
const rollbackDaysDefault = 14;

/** What the two files say about rules: it is not merged, because its precedence is per rule and environment. */
export interface PolicyLayers {
  readonly repository: ConfigurationFile["policies"];
  readonly organisation: ConfigurationFile["policies"];
  readonly overridable: readonly string[];
  /** What the organisation says about reviewers and leaves to no repository. */
  readonly routing: ConfigurationFile["routing"];
  /** Which rules decide is said for a whole organisation, and nowhere else. */
  readonly ruleSet: ConfigurationFile["ruleSet"];
  /** How many of the sources of policies, from the first, are the organisation's and no repository's. */
  readonly organisationSources: number;
}

/** What is in force: the merged files, with every default filled in. */
export function completeConfiguration(file: ConfigurationFile, layers: PolicyLayers): Configuration {
  const anchors = anchorPlaces(file.audit?.anchors);
  const organisationPolicies: OrganisationPolicies = {
    settings: ruleSettings(layers.organisation),
    overridable: layers.overridable,
  };
  const settled = {
    locale: file.locale?.default ?? "en",
    localeByTeam: file.locale?.teams ?? {},
    mode: file.mode ?? "observe",
    rollout: (file.rollout ?? []).map(rolloutLine),
    ...pinnedRuleSet(layers.ruleSet),
    rulePages: file.rulePages?.replace(/\/+$/, "") ?? null,
    policyOwners: file.policyOwners ?? [],
    ignore: file.ignore ?? [],
    generated: file.generated ?? [],
    environments: Object.entries(file.environments ?? {}).map(environmentRule),
    clusters: Object.entries(file.clusters ?? {}).map(clusterRule),
    kubernetesVersion: file.kubernetesVersion ?? kubernetesVersionDefault,
    tenants: Object.entries(file.tenants ?? {}).map(tenant),
    ...(file.tenantSources === undefined || file.tenantSources.length === 0
      ? {}
      : { tenantSources: tenantSources(file) }),
    stewards: file.stewards ?? [],
    ...(file.teamIds === undefined ? {} : { teamIds: file.teamIds }),
    automation: (file.automation ?? []).map(automationLine),
    terraform: terraform(file.terraform),
    helm: { releases: (file.helm?.releases ?? []).map(helmRelease) },
    plans: plans(file.plans),
    policies: ruleSettings(layers.repository),
    organisationPolicies,
    policySources: policySources(file.policySources, layers.organisationSources),
    inlineSuppression: { rules: file.inlineSuppression?.rules ?? [] },
    sensitiveNames: file.sensitiveNames ?? [],
    routing: routing(file.routing, layers.routing),
    waivers: {
      maxDays: file.waivers?.maxDays ?? waiverDaysDefault,
      approvers: file.waivers?.approvers ?? [],
      byFamily: file.waivers?.byFamily ?? {},
      never: file.waivers?.never ?? [],
    },
    breakGlass: file.breakGlass === undefined ? null : breakGlass(file.breakGlass),
    freezes: file.freezes ?? [],
    blastRadius: {
      tenants: file.blastRadius?.tenants ?? blastRadiusDefault.tenants,
      environments: file.blastRadius?.environments ?? blastRadiusDefault.environments,
      clusters: file.blastRadius?.clusters ?? null,
      roots: file.blastRadius?.roots ?? null,
    },
    rollback: { windowDays: file.rollback?.windowDays ?? rollbackDaysDefault },
    timezone: file.audit?.timezone ?? "UTC",
    ...(anchors.length === 0 ? {} : { anchors }),
  } satisfies Omit<Configuration, "digest">;
  const digest = digestOf(JSON.parse(JSON.stringify(orderKept(settled))));
  return { ...settled, ...aboutEvidence(file.audit), digest };
}

/** Who holds which key, and how long evidence is kept, decides nothing: no decision is made anew because of them. */
function aboutEvidence(
  audit: ConfigurationFile["audit"],
): Pick<Configuration, "custodians" | "retentionYears"> {
  const { custodians, retentionYears } = audit ?? {};
  return {
    ...(custodians === undefined ? {} : { custodians: listed(custodians) }),
    ...(retentionYears === undefined ? {} : { retentionYears }),
  };
}

function listed(
  custodians: Readonly<Record<string, readonly string[] | undefined>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(custodians).map(([what, who]) => [what, who ?? []]));
}

/** Canonical JSON sorts keys, but the order of rule settings decides: it becomes part of what is hashed. */
function orderKept(settled: Omit<Configuration, "digest">): unknown {
  return {
    ...settled,
    order: [
      Object.keys(settled.policies),
      Object.keys(settled.organisationPolicies.settings),
      Object.keys(settled.localeByTeam),
    ],
  };
}

/** Absent rather than `follow`: what nobody wrote changes no digest. */
function pinnedRuleSet(written: ConfigurationFile["ruleSet"]): Pick<Configuration, "ruleSet"> {
  if (written === undefined || written === "follow") return {};
  return { ruleSet: written.replace(/^sha256:/, "") };
}

type EnvironmentEntry = NonNullable<ConfigurationFile["environments"]>[string];

function environmentRule([name, entry]: [string, EnvironmentEntry]): EnvironmentRule {
  return {
    name,
    production:
      entry.class === undefined ? environmentClassOf(name) === "production" : entry.class === "production",
    ephemeral: entry.class === "ephemeral",
    paths: entry.paths ?? [],
    namespaces: entry.namespaces ?? [],
    labels: entry.labels ?? {},
    clusters: entry.clusters ?? [],
    accounts: entry.accounts ?? [],
    branches: entry.branches ?? [],
    workspaces: entry.workspaces ?? [],
    valuesFiles: entry.valuesFiles ?? [],
  };
}

type ClusterEntry = NonNullable<ConfigurationFile["clusters"]>[string];

function clusterRule([name, entry]: [string, ClusterEntry]): ClusterRule {
  return {
    name,
    paths: entry.paths ?? [],
    server: entry.server ?? null,
    kubernetesVersion: entry.kubernetesVersion ?? null,
    ...(entry.nodes === undefined ? {} : { nodes: entry.nodes }),
  };
}

type HelmReleaseEntry = NonNullable<NonNullable<ConfigurationFile["helm"]>["releases"]>[number];

function helmRelease({ chart, name, namespace, values, environment }: HelmReleaseEntry): HelmReleaseRule {
  return {
    chart,
    name,
    namespace: namespace ?? null,
    values: values ?? [],
    environment: environment ?? null,
  };
}

function plans(section: ConfigurationFile["plans"]): Configuration["plans"] {
  return {
    artifact: section?.artifact ?? null,
    workflows: section?.workflows ?? ["**"],
    expected: (section?.expected ?? []).map(({ name, paths = ["**"] }) => ({ name, paths })),
  };
}

function ruleSettings(policies: ConfigurationFile["policies"]): Readonly<Record<string, RuleSetting>> {
  const settings = Object.entries(policies ?? {}).map(([pattern, entry]): [string, RuleSetting] => {
    const { enforcement } = entry;
    const byEnvironment = typeof enforcement === "string" ? { default: enforcement } : (enforcement ?? {});
    return [pattern, { enforcement: byEnvironment, parameters: entry.params ?? {} }];
  });
  return Object.fromEntries(settings);
}

function routing(section: ConfigurationFile["routing"], fixed: ConfigurationFile["routing"]): Routing {
  return {
    ...routingLayer(section),
    organisation: routingLayer(fixed),
    minimumApprovals: section?.minimumApprovals ?? 1,
    unattributed: section?.unattributed ?? "extra-approval",
    peerApproval: section?.peerApproval ?? "record",
  };
}

function routingLayer(section: ConfigurationFile["routing"]): RoutingLayer {
  return {
    reviewers: section?.reviewers ?? [],
    byRule: reviewersByKey(section?.byRule),
    byTenant: reviewersByKey(section?.byTenant),
    byEnvironment: reviewersByKey(section?.byEnvironment),
  };
}

function reviewersByKey(
  entries: Readonly<Record<string, string | readonly string[]>> | undefined,
): Readonly<Record<string, Reviewers>> {
  const listed = Object.entries(entries ?? {}).map(([name, reviewers]): [string, Reviewers] => [
    name,
    typeof reviewers === "string" ? [reviewers] : reviewers,
  ]);
  return Object.fromEntries(listed);
}
