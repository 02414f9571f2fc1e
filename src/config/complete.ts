import type {
  ClusterRule,
  Configuration,
  EnvironmentRule,
  HelmReleaseRule,
  ModuleAdapter,
  OrganisationPolicies,
  Reviewers,
  Routing,
  RuleSetting,
  Tenant,
  TerraformRootRule,
} from "../model/configuration.ts";
import { digestOf } from "../model/digest.ts";
import { environmentClassOf } from "../model/environment-words.ts";
import { automationLine, breakGlass, rolloutLine } from "./complete-people.ts";
import { policySources } from "./policy-sources.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

/** The newest version of which every rule follows the standard; for repositories that name none. */
const kubernetesVersionDefault = "1.33";
const waiverDaysDefault = 90;
/** A team that works in its own environments stays below both; a sweep over the estate does not. */
const blastRadiusDefault = { tenants: 3, environments: 2 } as const;

/** What the two files say about rules: it is not merged, because its precedence is per rule and environment. */
export interface PolicyLayers {
  readonly repository: ConfigurationFile["policies"];
  readonly organisation: ConfigurationFile["policies"];
  readonly overridable: readonly string[];
  /** Keys of `routing.byRule` in the organisation's file. */
  readonly byRuleFixed: readonly string[];
}

/** What is in force: the merged files, with every default filled in. */
export function completeConfiguration(file: ConfigurationFile, layers: PolicyLayers): Configuration {
  const organisationPolicies: OrganisationPolicies = {
    settings: ruleSettings(layers.organisation),
    overridable: layers.overridable,
  };
  const settled = {
    locale: file.locale?.default ?? "en",
    localeByTeam: file.locale?.teams ?? {},
    mode: file.mode ?? "observe",
    rollout: (file.rollout ?? []).map(rolloutLine),
    rulePages: file.rulePages?.replace(/\/+$/, "") ?? null,
    policyOwners: file.policyOwners ?? [],
    ignore: file.ignore ?? [],
    generated: file.generated ?? [],
    environments: Object.entries(file.environments ?? {}).map(environmentRule),
    clusters: Object.entries(file.clusters ?? {}).map(clusterRule),
    kubernetesVersion: file.kubernetesVersion ?? kubernetesVersionDefault,
    tenants: Object.entries(file.tenants ?? {}).map(tenant),
    stewards: file.stewards ?? [],
    automation: (file.automation ?? []).map(automationLine),
    terraform: terraform(file.terraform),
    helm: { releases: (file.helm?.releases ?? []).map(helmRelease) },
    plans: plans(file.plans),
    policies: ruleSettings(layers.repository),
    organisationPolicies,
    policySources: policySources(file.policySources),
    inlineSuppression: { rules: file.inlineSuppression?.rules ?? [] },
    sensitiveNames: file.sensitiveNames ?? [],
    routing: routing(file.routing, layers.byRuleFixed),
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
    },
    timezone: file.audit?.timezone ?? "UTC",
  } satisfies Omit<Configuration, "digest">;
  return { ...settled, digest: digestOf(JSON.parse(JSON.stringify(orderKept(settled)))) };
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

type TenantEntry = NonNullable<ConfigurationFile["tenants"]>[string];

function tenant([name, entry]: [string, TenantEntry]): Tenant {
  const { owns, limits } = entry;
  return {
    name,
    teams: entry.teams,
    owns: {
      paths: owns?.paths ?? [],
      namespaces: owns?.namespaces ?? [],
      clusters: owns?.clusters ?? [],
      accounts: owns?.accounts ?? [],
      argoProjects: owns?.argoProjects ?? [],
      hosts: owns?.hosts ?? [],
      stateKeys: owns?.stateKeys ?? [],
    },
    limits: {
      container: { cpu: quantity(limits?.container?.cpu), memory: quantity(limits?.container?.memory) },
      replicas: { max: limits?.replicas?.max ?? null },
    },
    quota: Object.fromEntries(
      Object.entries(entry.quota ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    podSecurity: entry.podSecurity ?? null,
    complete: entry.complete ?? [],
  };
}

function quantity(value: string | number | undefined): string | null {
  return value === undefined ? null : String(value);
}

function terraform(section: ConfigurationFile["terraform"]): Configuration["terraform"] {
  return {
    roots: (section?.roots ?? []).map(
      (root): TerraformRootRule => ({
        path: root.path,
        varFiles: root.varFiles ?? [],
        workspace: root.workspace ?? null,
        environment: root.environment ?? null,
      }),
    ),
    assumeKnown: section?.assumeKnown ?? {},
    modules: (section?.modules ?? []).map(moduleAdapter),
  };
}

type ModuleFile = NonNullable<NonNullable<ConfigurationFile["terraform"]>["modules"]>[number];

function moduleAdapter(file: ModuleFile): ModuleAdapter {
  const { source, version = null } = file;
  if ("as" in file) {
    const { as, arguments: renamed = {}, defaults = {} } = file;
    const only = { as, name: null, when: {}, forEach: null, arguments: renamed, others: true, defaults };
    return { source, versions: version, inputs: {}, makes: [only] };
  }
  const makes = file.makes.map((made) => ({
    as: made.as,
    name: made.name ?? null,
    when: made.when ?? {},
    forEach: made.forEach ?? null,
    arguments: made.arguments ?? {},
    others: made.others ?? false,
    defaults: made.defaults ?? {},
  }));
  return { source, versions: version, inputs: file.inputs ?? {}, makes };
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

function routing(section: ConfigurationFile["routing"], byRuleFixed: readonly string[]): Routing {
  return {
    reviewers: section?.reviewers ?? [],
    byRule: reviewersByKey(section?.byRule),
    byRuleFixed,
    byTenant: reviewersByKey(section?.byTenant),
    minimumApprovals: section?.minimumApprovals ?? 1,
    unattributed: section?.unattributed ?? "extra-approval",
    peerApproval: section?.peerApproval ?? "record",
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
