import type { Configuration, OrganisationPolicies, RuleSetting } from "./configuration.ts";
import type { Route } from "./decision.ts";
import { type Enforcement, enforcements } from "./finding.ts";
import { compileGlob } from "./glob.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import type { Environment } from "./resource.ts";
import type { Rule } from "./rule.ts";

/** What a rule says about itself, as far as its setting depends on it. */
export type RuleDefaults = Pick<Rule, "id" | "enforcement" | "parameters">;
export type PolicySettings = Pick<Configuration, "policies" | "organisationPolicies">;

export interface EffectiveSetting {
  readonly enforcement: Enforcement;
  readonly parameters: JsonObject;
}

/** What is in force for one rule in one environment: configuration first, the rule's own columns where it is silent. */
export function effectiveSetting(
  configuration: PolicySettings,
  rule: RuleDefaults,
  environment: Environment,
): EffectiveSetting {
  return {
    enforcement: effectiveEnforcement(configuration, rule, environment),
    parameters: effectiveParameters(configuration, rule),
  };
}

/** A rule as it stands for one of its messages: that may have columns of its own. What the configuration sets holds for all. */
export function ruleForMessage<R extends Pick<Rule, "enforcement" | "messageEnforcement">>(
  rule: R,
  messageId: string,
): R {
  const own = rule.messageEnforcement;
  const enforcement = own !== undefined && Object.hasOwn(own, messageId) ? own[messageId] : undefined;
  return enforcement === undefined ? rule : { ...rule, enforcement };
}

/** See {@link effectiveSetting}. `confirm` is `off` in ephemeral environments: nobody regrets what is made to be thrown away. */
export function effectiveEnforcement(
  configuration: PolicySettings,
  rule: Pick<RuleDefaults, "id" | "enforcement">,
  environment: Environment,
): Enforcement {
  const { policies, organisationPolicies } = configuration;
  const column = environment.production ? rule.enforcement.production : rule.enforcement.elsewhere;
  const repository = lastAnswer(policies, rule.id, environment);
  const organisation = lastAnswer(organisationPolicies.settings, rule.id, environment);
  const enforcement = merged(repository, organisation, overridable(organisationPolicies, rule.id)) ?? column;
  return enforcement === "confirm" && environment.ephemeral ? "off" : enforcement;
}

/** The defaults of a rule's parameters, then the configuration's values; what the organisation set is last. */
export function effectiveParameters(
  configuration: PolicySettings,
  rule: Pick<RuleDefaults, "id" | "parameters">,
): JsonObject {
  const { policies, organisationPolicies } = configuration;
  const repository = settingsFor(policies, rule.id);
  const organisation = settingsFor(organisationPolicies.settings, rule.id);
  const settings = overridable(organisationPolicies, rule.id)
    ? [...organisation, ...repository]
    : [...repository, ...organisation];
  const layers = [parameterDefaults(rule.parameters), ...settings.map((setting) => setting.parameters)];
  return Object.fromEntries(layers.flatMap((layer) => Object.entries(layer)));
}

/**
 * What an `open` finding of a rule carries: at most the rule's own enforcement, and never more than a review. Where
 * nobody would regret it a question is advice.
 */
export function openEnforcement(
  enforcement: Enforcement,
  environment: Pick<Environment, "production">,
): Enforcement {
  if (enforcement === "off" || enforcement === "advise") return enforcement;
  if (!environment.production) return "advise";
  return enforcement === "confirm" ? "confirm" : "review";
}

export function stricterEnforcement(left: Enforcement, right: Enforcement): Enforcement {
  return enforcements.indexOf(left) >= enforcements.indexOf(right) ? left : right;
}

/** What a finding of this enforcement asks for, when it counts. */
export function routeOf(enforcement: Enforcement): Route {
  return enforcement === "off" || enforcement === "advise" ? "pass" : enforcement;
}

function overridable(organisation: OrganisationPolicies, ruleId: string): boolean {
  return organisation.overridable.some((pattern) => matcher(pattern)(ruleId));
}

function merged(
  repository: Enforcement | null,
  organisation: Enforcement | null,
  repositoryIsFree: boolean,
): Enforcement | null {
  if (repository === null) return organisation;
  if (organisation === null || repositoryIsFree) return repository;
  return stricterEnforcement(repository, organisation);
}

/** The last setting that matches and says something about this environment. */
function lastAnswer(
  settings: Readonly<Record<string, RuleSetting>>,
  ruleId: string,
  environment: Environment,
): Enforcement | null {
  const answers = settingsFor(settings, ruleId).map((setting) => answerOf(setting, environment));
  return answers.findLast((answer) => answer !== null) ?? null;
}

function answerOf(setting: RuleSetting, environment: Environment): Enforcement | null {
  const names = [environment.name, ...(environment.production ? ["production"] : []), "default"];
  const name = names.find((candidate) => Object.hasOwn(setting.enforcement, candidate));
  return name === undefined ? null : (setting.enforcement[name] ?? null);
}

function settingsFor(
  settings: Readonly<Record<string, RuleSetting>>,
  ruleId: string,
): readonly RuleSetting[] {
  return Object.entries(settings)
    .filter(([pattern]) => matcher(pattern)(ruleId))
    .map(([, setting]) => setting);
}

function parameterDefaults(parameters: JsonObject): JsonObject {
  const defaults: [string, JsonValue][] = [];
  for (const [name, schema] of Object.entries(parameters)) {
    const value = isJsonObject(schema) ? schema["default"] : undefined;
    if (value !== undefined) defaults.push([name, value]);
  }
  return Object.fromEntries(defaults);
}

/** Patterns come from configuration files, which are bounded: so is this. */
const matchers = new Map<string, (text: string) => boolean>();

function matcher(pattern: string): (text: string) => boolean {
  const known = matchers.get(pattern);
  if (known !== undefined) return known;
  const made = compileGlob(pattern);
  matchers.set(pattern, made);
  return made;
}
