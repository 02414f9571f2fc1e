import type { AnchorPlace } from "./anchor.ts";
import type { Enforcement } from "./finding.ts";
import type { JsonObject, JsonValue } from "./json.ts";
import type { PolicySource } from "./policy-source.ts";
import type { ReachAllowed } from "./reach.ts";
import type { Tenant } from "./tenant.ts";
import type { OwnershipLayer, TenantSource } from "./tenant-source.ts";
import type { ModuleAdapter, TerraformRootRule } from "./terraform-settings.ts";

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
  /** How many nodes it may have at most; absent: nobody said. */
  readonly nodes?: number;
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

/** What one file, or both together, say about who is asked. */
export interface RoutingLayer {
  readonly reviewers: Reviewers;
  /** Rule id, glob over rule ids or family of rules to reviewers; the most specific match wins. */
  readonly byRule: Readonly<Record<string, Reviewers>>;
  readonly byTenant: Readonly<Record<string, Reviewers>>;
  /** Name of an environment to reviewers; `production` and `default` as for rules. */
  readonly byEnvironment: Readonly<Record<string, Reviewers>>;
}

export interface Routing extends RoutingLayer {
  /** What the organisation's file says and leaves to no repository: where it names somebody, nothing else counts. */
  readonly organisation: RoutingLayer;
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
  /** Digest of the policy set that decides, whatever the program brings; absent: what the program brings. */
  readonly ruleSet?: string;
  /** Where the pages of the rules are, without a slash at the end; `null`: nothing links to them. */
  readonly rulePages: string | null;
  readonly policyOwners: readonly string[];
  /** Paths that are not read at all. */
  readonly ignore: readonly string[];
  readonly generated: readonly { readonly paths: readonly string[]; readonly from: string }[];
  readonly environments: readonly EnvironmentRule[];
  readonly clusters: readonly ClusterRule[];
  readonly kubernetesVersion: string;
  /** Those of the files, and behind them those that `tenantSources` led to. */
  readonly tenants: readonly Tenant[];
  /** Absent: ownership stands in the files alone. */
  readonly tenantSources?: readonly TenantSource[];
  /** What the sources say of whose things are, in their order; absent: nothing, or they were not read. */
  readonly ownership?: readonly OwnershipLayer[];
  readonly stewards: readonly string[];
  /** Team to GitHub's id, where a name means another team than it did; absent: none does. */
  readonly teamIds?: Readonly<Record<string, number>>;
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
  readonly blastRadius: ReachAllowed;
  /** For how many days a change may return to what was in force; 0: never. */
  readonly rollback: { readonly windowDays: number };
  readonly timezone: string;
  /** Payloads of what is older are erased; absent: everything is kept. */
  readonly retentionYears?: number;
  /** Where checkpoints of the ledger are written; absent: nowhere. */
  readonly anchors?: readonly AnchorPlace[];
  /** Key or right that GitHub does not know of to who holds it; absent: nobody has said. It is not in the digest. */
  readonly custodians?: Readonly<Record<string, readonly string[]>>;
  /** SHA-256 over the canonical form of everything else. */
  readonly digest: string;
}
