import type { ConfigurationProblem } from "../../config/index.ts";
import type { Locale } from "../../model/configuration.ts";
import type { TenantSurvey } from "../../model/tenant-survey.ts";
import type { Tree } from "../../model/tree.ts";
import type { PolicySet } from "../policy-set.ts";
import { readSettings, type SettingsReader } from "../settings.ts";
import type { SourceFile } from "../source-file.ts";
import { ownableContents } from "./contents.ts";
import { type OwnersOfThing, ownersOf } from "./owners-of.ts";
import { surveyOwnership } from "./survey.ts";

export interface TenantsRequest {
  readonly tree: Tree;
  readonly repositoryFile: SourceFile | null;
  readonly organisationFile: SourceFile | null;
  /** Language of the problems. */
  readonly locale: Locale | null;
}

export type TenantsOutcome =
  | { readonly kind: "invalid-configuration"; readonly problems: readonly ConfigurationProblem[] }
  | {
      readonly kind: "surveyed";
      readonly locale: Locale;
      readonly survey: TenantSurvey;
      readonly ownersOf: (thing: string) => readonly OwnersOfThing[];
    };

/** Who owns what in a folder, as a review of it would see it. */
export async function surveyTenants(
  request: TenantsRequest,
  ports: { readonly runner: SettingsReader; readonly policySet: PolicySet; readonly now: () => Date },
): Promise<TenantsOutcome> {
  const { tree } = request;
  const read = await readSettings(request, ports);
  if (read.kind === "invalid" && read.what === "configuration")
    return { kind: "invalid-configuration", problems: read.problems };
  const { settings } = read;
  if (settings === null) return { kind: "invalid-configuration", problems: [] };
  const { configuration, sourcedTenants = null } = settings;
  const contents = await ownableContents(tree, ports.runner);
  const survey = surveyOwnership({ tree, configuration, sourced: sourcedTenants, contents });
  return {
    kind: "surveyed",
    locale: configuration.locale,
    survey,
    ownersOf: (thing) => ownersOf(thing, { configuration, tree }, survey.tenants),
  };
}
