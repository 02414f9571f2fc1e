import type { Enforcement } from "./finding.ts";
import type { JsonObject, JsonValue } from "./json.ts";

export type Locale = "en" | "ja";
export type Mode = "observe" | "advise" | "enforce";

/** One configured environment; every list holds glob patterns, and any match of any list is a match. */
export interface EnvironmentRule {
  readonly name: string;
  readonly production: boolean;
  readonly ephemeral: boolean;
  readonly paths: readonly string[];
  readonly namespaces: readonly string[];
  /** Label of the Namespace to a glob over its value; a key without a prefix stands for the key with any prefix. */
  readonly labels: Readonly<Record<string, string>>;
  readonly clusters: readonly string[];
  readonly accounts: readonly string[];
  readonly branches: readonly string[];
  readonly workspaces: readonly string[];
  readonly valuesFiles: readonly string[];
}

export interface ClusterRule {
  readonly name: string;
  readonly paths: readonly string[];
  /** Address of its API server, as Argo CD names it; `null` where nobody does. */
  readonly server: string | null;
  readonly kubernetesVersion: string | null;
}

export interface TenantLimits {
  readonly container: { readonly cpu: string | null; readonly memory: string | null };
  readonly replicas: { readonly max: number | null };
}

/** A tenant is a set of teams that owns assets. Patterns are globs. */
export interface Tenant {
  readonly name: string;
  readonly teams: readonly string[];
  readonly owns: {
    readonly paths: readonly string[];
    readonly namespaces: readonly string[];
    readonly clusters: readonly string[];
    readonly accounts: readonly string[];
    readonly argoProjects: readonly string[];
    readonly hosts: readonly string[];
    /** Terraform states: `key`, or `bucket/key`. */
    readonly stateKeys: readonly string[];
  };
  readonly limits: TenantLimits;
  readonly quota: Readonly<Record<string, string>>;
  readonly podSecurity: "privileged" | "baseline" | "restricted" | null;
  readonly complete: readonly string[];
}

/** How the call of a remote module reads as the resources that it makes. */
export interface ModuleAdapter {
  /** Glob over the module's source, without `?ref=`. */
  readonly source: string;
  /** The versions that it describes, as Terraform writes them; `null`: all. */
  readonly versions: string | null;
  /** What the module's own variables are where the call is silent. */
  readonly inputs: JsonObject;
  readonly makes: readonly MadeResource[];
}

/** One resource of a module, or one for each element of an argument. Paths are written with dots. */
export interface MadeResource {
  /** The Terraform type that the call is read as. */
  readonly as: string;
  /** Tells apart what is made of one type. */
  readonly name: string | null;
  /** Made only where these arguments of the module are, or may be, these values. */
  readonly when: Readonly<Record<string, JsonValue>>;
  /** The list or map of which each element makes one; `each.key` and `each.value` are then arguments, too. */
  readonly forEach: string | null;
  /** Module argument to resource argument. */
  readonly arguments: Readonly<Record<string, string>>;
  /** Whether all other arguments belong to the resource, under their own names. */
  readonly others: boolean;
  /** What the module sets where the call is silent. */
  readonly defaults: Readonly<Record<string, JsonValue>>;
}

export interface TerraformRootRule {
  readonly path: string;
  readonly varFiles: readonly string[];
  readonly workspace: string | null;
  readonly environment: string | null;
}

/** A chart of the repository, and with which values it is installed. */
export interface HelmReleaseRule {
  /** Folder of the chart. */
  readonly chart: string;
  readonly name: string;
  readonly namespace: string | null;
  /** Values files, relative to the chart; the later one wins. */
  readonly values: readonly string[];
  readonly environment: string | null;
}

/** Enforcement by environment name, `production` and `default` among them. */
export interface RuleSetting {
  readonly enforcement: Readonly<Record<string, Enforcement>>;
  readonly parameters: JsonObject;
}

/** Who reviews: a team, or `owners` for the owning teams of what is touched. */
export type Reviewers = readonly string[];

export interface Routing {
  readonly reviewers: Reviewers;
  /** Glob over rule ids to reviewers; the most specific match wins. */
  readonly byRule: Readonly<Record<string, Reviewers>>;
  /** Those keys of `byRule` that the organisation has set: where one of them matches, no other key counts. */
  readonly byRuleFixed: readonly string[];
  readonly byTenant: Readonly<Record<string, Reviewers>>;
  /** Approvals that each risk item needs. */
  readonly minimumApprovals: number;
  /** What a commit asks for of which nobody can tell the author. */
  readonly unattributed: "extra-approval" | "block";
  /** `require`: somebody who had no hand in it approves also what would pass. */
  readonly peerApproval: "record" | "require";
}

/** What the organisation has set for rules: the repository's settings may be stricter, and no weaker. */
export interface OrganisationPolicies {
  readonly settings: Readonly<Record<string, RuleSetting>>;
  /** Rule ids or globs that `mayOverride` leaves to the repository. */
  readonly overridable: readonly string[];
}

export interface Freeze {
  readonly name: string;
  /** Local, inclusive dates in `timezone`. */
  readonly from: string;
  readonly to: string;
  readonly route: Enforcement;
}

/** Where which rules are in which mode; an empty list means all. */
export interface RolloutLine {
  /** Globs over `owner/name`. */
  readonly repositories: readonly string[];
  /** Globs over rule ids. */
  readonly rules: readonly string[];
  readonly mode: Mode;
}

export const versionLevels = ["patch", "minor", "major"] as const;
export type VersionLevel = (typeof versionLevels)[number];
export type AutomatedChange = "image" | "chartVersion" | "providerVersion" | "moduleVersion";

/** Which Terraform plans of workflows are read, and which of them somebody waits for. */
export interface PlanSettings {
  /** Glob over names of workflow artifacts that hold plans; `null`: no artifact is looked for. */
  readonly artifact: string | null;
  /** Globs over the files of workflows that plans may come from. */
  readonly workflows: readonly string[];
  /** Plans that a change of some paths should have. One that is not there is said, and holds up nothing. */
  readonly expected: readonly ExpectedPlan[];
}

export interface ExpectedPlan {
  /** Glob over names of plans. */
  readonly name: string;
  readonly paths: readonly string[];
}

export const policySourceKinds = ["conftest", "gatekeeper", "sekisho"] as const;
export type PolicySourceKind = (typeof policySourceKinds)[number];

/** A folder of Rego that stands beside the shipped rules. */
export interface PolicySource {
  /** Unique; part of the ids of Conftest rules. */
  readonly name: string;
  readonly kind: PolicySourceKind;
  /** `owner/name` of the repository that holds it; `null`: the one that is judged. */
  readonly repository: string | null;
  /** The folder, without a slash at its end; `.` for the top. */
  readonly path: string;
  /** What `deny` and `violation` ask for; `null`: what the rules themselves say, or advice where they cannot. */
  readonly enforcement: Enforcement | null;
  /** Conftest packages that are asked; `all`: every one. */
  readonly namespaces: readonly string[] | "all";
  /** Folders and files below which YAML and JSON become `data`; `null`: the folder itself. */
  readonly data: readonly string[] | null;
}

/** What an App may change without anybody's word. */
export interface AutomationLine {
  /** Its slug: `renovate`. */
  readonly app: string;
  /** It pushes to protected branches, without a pull request. */
  readonly push: boolean;
  readonly mayChange: readonly AutomatedChange[];
  /** The largest step of a version; `null`: any, also where there are no versions to compare. */
  readonly upTo: VersionLevel | null;
}

export interface BreakGlassSettings {
  readonly who: readonly string[];
  /** Globs over rules that no emergency passes. */
  readonly notBypass: readonly string[];
  readonly reviewWithin: {
    readonly amount: number;
    readonly unit: "days" | "hours";
    /** Saturdays, Sundays and the holidays of the calendar do not count. */
    readonly business: boolean;
  };
  /** ISO 3166 country, in capitals; `null`: weekends alone. */
  readonly calendar: string | null;
  readonly expiresHours: number;
}

/**
 * What is in force for one evaluation: the organisation's file and the repository's, merged by their precedence, with
 * every default filled in. `config/` is the only place that makes one.
 */
export interface Configuration {
  readonly locale: Locale;
  /** Language by team, in the order written. */
  readonly localeByTeam: Readonly<Record<string, Locale>>;
  readonly mode: Mode;
  /** The latest matching line wins over `mode`. */
  readonly rollout: readonly RolloutLine[];
  /** Where the pages of the rules are, without a slash at the end; `null`: nothing links to them. */
  readonly rulePages: string | null;
  readonly policyOwners: readonly string[];
  /** Paths that are not read at all. */
  readonly ignore: readonly string[];
  readonly generated: readonly { readonly paths: readonly string[]; readonly from: string }[];
  readonly environments: readonly EnvironmentRule[];
  readonly clusters: readonly ClusterRule[];
  readonly kubernetesVersion: string;
  readonly tenants: readonly Tenant[];
  readonly stewards: readonly string[];
  readonly automation: readonly AutomationLine[];
  readonly terraform: {
    readonly roots: readonly TerraformRootRule[];
    readonly assumeKnown: Readonly<Record<string, JsonValue>>;
    readonly modules: readonly ModuleAdapter[];
  };
  readonly helm: { readonly releases: readonly HelmReleaseRule[] };
  /** Where Terraform plans come from. */
  readonly plans: PlanSettings;
  /** Rule id or glob to its setting in the repository's file, in the order written; the last match wins. */
  readonly policies: Readonly<Record<string, RuleSetting>>;
  /** The same of the organisation's file. `effectiveSetting` is the only reader of both. */
  readonly organisationPolicies: OrganisationPolicies;
  readonly policySources: readonly PolicySource[];
  /** What stands in files may silence, where it gives a reason. */
  readonly inlineSuppression: {
    /** Globs over rule ids. */
    readonly rules: readonly string[];
  };
  /** Globs over names of values that are secret here. */
  readonly sensitiveNames: readonly string[];
  readonly routing: Routing;
  readonly waivers: {
    readonly maxDays: number;
    readonly approvers: readonly string[];
    readonly byFamily: Readonly<Record<string, readonly string[]>>;
    readonly never: readonly string[];
  };
  /** `null`: there is no break-glass. */
  readonly breakGlass: BreakGlassSettings | null;
  readonly freezes: readonly Freeze[];
  /** How much one change may reach without review; `null`: any number. */
  readonly blastRadius: {
    readonly tenants: number;
    readonly environments: number;
    readonly clusters: number | null;
  };
  readonly timezone: string;
  /** SHA-256 over the canonical form of everything above. */
  readonly digest: string;
}

/** One finding for which an exception was asked, as it was then. */
export interface WaivedPlace {
  readonly fingerprint: string;
  readonly rootKey: string;
  readonly address: string;
  /** Digest of the values that it rested on. */
  readonly evidence: string;
  readonly measure: string | null;
}

/** An accepted exception: of `.github/sekisho/waivers/*.yml` of the base, or granted in a pull request. */
export interface Waiver {
  readonly id: string;
  /** Rule ids or globs. */
  readonly rules: readonly string[];
  readonly scope: {
    readonly roots: readonly string[];
    readonly resources: readonly string[];
    readonly environments: readonly string[];
    /**
     * Of an exception that was asked for in a pull request: nothing but what was found then. Who raises the value
     * afterwards has to ask again, who lowers it has not.
     */
    readonly places?: readonly WaivedPlace[];
  };
  readonly reason: string;
  readonly requester: string;
  readonly approver: string;
  readonly ticket: string | null;
  /** Local date, inclusive. */
  readonly expires: string;
}
