import type { ConfigurationProblem } from "../config/index.ts";
import { isWaiverFile, loadConfiguration, parseWaivers, repositoryFile } from "../config/index.ts";
import type { Configuration, Locale, Waiver } from "../model/configuration.ts";
import { localDateAt } from "../model/local-date.ts";
import type { PolicySources, SourceFiles } from "../model/policy-sources.ts";
import type { Tree } from "../model/tree.ts";
import type { PolicySet } from "./policy-set.ts";
import {
  type PolicyLoader,
  type PolicyRepositories,
  type ReadPolicySources,
  readPolicySources,
} from "./policy-sources.ts";
import { readSource, type SourceFile } from "./source-file.ts";

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

export interface SettingsPorts {
  readonly policySet: PolicySet;
  /** `null`: nothing is going to be judged, and policies of the organisation are not read. */
  readonly runner: PolicyLoader | null;
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
    /** Absent: no source of policies is configured. */
    readonly policies?: readonly SourceFiles[];
  };
  /** Rego of the organisation, compiled; absent: none is configured. */
  readonly policySources?: PolicySources;
}

export type SettingsOutcome =
  | { readonly kind: "ok"; readonly settings: ReviewSettings }
  | {
      readonly kind: "invalid";
      /** `waivers`: the configuration itself is right, and `settings` leave out the waivers that cannot be read. */
      readonly what: "configuration" | "waivers";
      readonly problems: readonly ConfigurationProblem[];
      readonly settings: ReviewSettings | null;
    };

/** Configuration and waivers come from the base, or from the folder that is scanned: never from a head. */
export async function readSettings(request: SettingsRequest, ports: SettingsPorts): Promise<SettingsOutcome> {
  const { policySet, now } = ports;
  const { tree, organisationFile } = request;
  const own = request.repositoryFile ?? (await readSource(tree, repositoryFile));
  const loaded = await loadConfiguration({
    organisation: organisationFile,
    repository: own,
    rules: policySet.rules,
    locale: request.locale ?? "en",
  });
  if (loaded.kind === "invalid") {
    return { kind: "invalid", what: "configuration", problems: loaded.problems, settings: null };
  }
  const { configuration } = loaded;
  const policies = await policiesOf(request, configuration, ports);
  if (policies.kind === "invalid")
    return { kind: "invalid", what: "configuration", problems: policies.problems, settings: null };
  const instant = now();
  const today = localDateAt(instant, configuration.timezone);
  const paths = [...tree.entries.keys()].filter(isWaiverFile);
  const files = await Promise.all(paths.map((path) => readSource(tree, path)));
  const { waivers, problems } = await parseWaivers(
    files.filter((file) => file !== null),
    { ...configuration.waivers, today },
  );
  const settings: ReviewSettings = {
    configuration,
    waivers,
    today,
    now: instant,
    files: {
      repository: own,
      organisation: organisationFile,
      ...(policies.kind === "ok" ? { policies: policies.files } : {}),
    },
    ...(policies.kind === "ok" ? { policySources: policies.policies } : {}),
  };
  // A waiver that cannot be read lets nothing pass; whoever wrote it has to learn that.
  return problems.length > 0
    ? { kind: "invalid", what: "waivers", problems, settings }
    : { kind: "ok", settings };
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
