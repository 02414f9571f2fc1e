import type { ConfigurationProblem } from "../config/index.ts";
import { isWaiverFile, loadConfiguration, parseWaivers, repositoryFile } from "../config/index.ts";
import type { Configuration, Locale } from "../model/configuration.ts";
import { localDateAt } from "../model/local-date.ts";
import type { ObservedRule } from "../model/observed-rule.ts";
import type { PolicySources, SourceFiles } from "../model/policy-sources.ts";
import type { Tree } from "../model/tree.ts";
import type { Waiver } from "../model/waiver.ts";
import type { SourcedOwnership } from "../tenancy/sources/index.ts";
import { maskedOrNone, maskedSettings } from "./masked-settings.ts";
import type { PolicySet } from "./policy-set.ts";
import {
  type PolicyLoader,
  type PolicyRepositories,
  type ReadPolicySources,
  readPolicySources,
} from "./policy-sources.ts";
import type { FoundRuleSet, RuleSets } from "./rule-sets/kept.ts";
import { missingRuleSet } from "./rule-sets/missing.ts";
import { readSource, type SourceFile } from "./source-file.ts";
import { readTenantSources, type TenantFilesReader } from "./tenant-sources.ts";

export interface SettingsRequest {
  /** The tree that is trusted: the tip of the base branch, or the folder that is scanned. Never a head. */
  readonly tree: Tree;
  /** Stands in for the file of the tree; `null` leaves it to the tree. */
  readonly repositoryFile: SourceFile | null;
  readonly organisationFile: SourceFile | null;
  /** Language of the problems. */
  readonly locale: Locale | null;
  /** Other repositories that hold policies; without it there are none. */
  readonly policyRepositories?: PolicyRepositories;
  /** Policies that were in force before, which stand in for those of the trees. */
  readonly keptPolicies?: readonly SourceFiles[];
}

/** What reads policies and tenants of a tree: in workers. */
export type SettingsReader = PolicyLoader & TenantFilesReader;

export interface SettingsPorts {
  readonly policySet: PolicySet;
  /** Absent: the program's own decides, whatever the configuration pins. */
  readonly ruleSets?: RuleSets;
  /** `null`: nothing is going to be judged, and policies of the organisation and tenants of the repository are not read. */
  readonly runner: SettingsReader | null;
  readonly now: () => Date;
}

/** What is in force at one moment. */
export interface ReviewSettings {
  readonly configuration: Configuration;
  /** Exceptions that stand in files. */
  readonly waivers: readonly Waiver[];
  /** Local date in the configured zone. */
  readonly today: string;
  readonly now: Date;
  /** The texts that the configuration was read from. */
  readonly files: {
    readonly repository: SourceFile | null;
    readonly organisation: SourceFile | null;
    /** Absent: there are none. */
    readonly waivers?: readonly SourceFile[];
    /** Absent: no source of policies is configured. */
    readonly policies?: readonly SourceFiles[];
  };
  /** The rule set that the organisation has pinned, where it is not the program's own. */
  readonly ruleSet?: PolicySet;
  /** Rules that came with a set a short while ago, and only observe; absent: there are none. */
  readonly observing?: readonly ObservedRule[];
  /** Rego of the organisation, compiled; absent: none is configured. */
  readonly policySources?: PolicySources;
  /** What the repository itself says of who owns what, and where; absent: no source of tenants is configured. */
  readonly sourcedTenants?: SourcedOwnership;
}

export type SettingsOutcome =
  | { readonly kind: "ok"; readonly settings: ReviewSettings }
  /** The configuration is right and pins a rule set that is not there: no other may decide instead. */
  | {
      readonly kind: "invalid";
      readonly what: "rule-set";
      readonly problems: readonly ConfigurationProblem[];
      readonly settings: null;
      readonly configuration: Configuration;
    }
  | {
      readonly kind: "invalid";
      /** `waivers`: the configuration itself is right, and `settings` leave out the waivers that cannot be read. */
      readonly what: "configuration" | "waivers";
      readonly problems: readonly ConfigurationProblem[];
      readonly settings: ReviewSettings | null;
    };

/** Configuration and waivers come from the base, or from the folder that is scanned: never from a head. */
export async function readSettings(request: SettingsRequest, ports: SettingsPorts): Promise<SettingsOutcome> {
  const { now } = ports;
  const { tree } = request;
  const organisationFile = maskedOrNone(request.organisationFile);
  const own = maskedOrNone(request.repositoryFile ?? (await readSource(tree, repositoryFile)));
  const loaded = await loadConfiguration({
    organisation: organisationFile,
    repository: own,
    rules: ports.policySet.rules,
    locale: request.locale ?? "en",
  });
  if (loaded.kind === "invalid") {
    return { kind: "invalid", what: "configuration", problems: loaded.problems, settings: null };
  }
  const { runner } = ports;
  const pinned = await pinnedSet(loaded.configuration, ports);
  if (pinned?.kind === "missing") return withoutRuleSet(request, loaded.configuration, pinned);
  const decisive = pinned === null ? ports : { ...ports, policySet: pinned.policySet };
  const { configuration, sourced } =
    runner === null
      ? { configuration: loaded.configuration, sourced: null }
      : await readTenantSources(loaded.configuration, tree, runner);
  const policies = await policiesOf(request, configuration, decisive);
  if (policies.kind === "invalid")
    return { kind: "invalid", what: "configuration", problems: policies.problems, settings: null };
  const instant = now();
  const today = localDateAt(instant, configuration.timezone);
  const waiverFiles = await waiverFilesOf(tree);
  const { waivers, problems } = await parseWaivers(waiverFiles, { ...configuration.waivers, today });
  const settings: ReviewSettings = {
    configuration,
    waivers,
    today,
    now: instant,
    files: {
      repository: own,
      organisation: organisationFile,
      ...(waiverFiles.length === 0 ? {} : { waivers: waiverFiles }),
      ...(policies.kind === "ok" ? { policies: policies.files } : {}),
    },
    ...(pinned === null ? {} : { ruleSet: pinned.policySet }),
    ...(policies.kind === "ok" ? { policySources: policies.policies } : {}),
    ...(sourced === null ? {} : { sourcedTenants: sourced }),
  };
  // A waiver that cannot be read lets nothing pass; whoever wrote it has to learn that.
  return problems.length > 0
    ? { kind: "invalid", what: "waivers", problems, settings }
    : { kind: "ok", settings };
}

async function withoutRuleSet(
  { organisationFile, locale }: SettingsRequest,
  configuration: Configuration,
  missing: Extract<FoundRuleSet, { readonly kind: "missing" }>,
): Promise<SettingsOutcome> {
  const problem = await missingRuleSet(configuration, organisationFile, missing, locale ?? "en");
  return { kind: "invalid", what: "rule-set", problems: [problem], settings: null, configuration };
}

async function waiverFilesOf(tree: Tree): Promise<readonly SourceFile[]> {
  const paths = [...tree.entries.keys()].filter(isWaiverFile).toSorted();
  const files = await Promise.all(paths.map((path) => readSource(tree, path)));
  return files.filter((file) => file !== null).map(maskedSettings);
}

/** `null`: the program's own set decides. */
async function pinnedSet(
  { ruleSet }: Configuration,
  { policySet, ruleSets }: SettingsPorts,
): Promise<FoundRuleSet | null> {
  if (ruleSet === undefined || ruleSet === policySet.digest || ruleSets === undefined) return null;
  return ruleSets.find(ruleSet);
}

function policiesOf(
  { tree, policyRepositories, keptPolicies, locale }: SettingsRequest,
  configuration: Configuration,
  { policySet, runner }: SettingsPorts,
): Promise<ReadPolicySources> {
  if (runner === null) return Promise.resolve({ kind: "none" });
  const repositories = policyRepositories ?? (() => Promise.resolve(null));
  const request = { configuration, tree, repositories, kept: keptPolicies ?? null, locale: locale ?? "en" };
  return readPolicySources(request, { policySet, runner });
}
