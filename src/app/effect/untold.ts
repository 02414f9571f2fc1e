import type { Configuration } from "../../model/configuration.ts";
import { digestOf } from "../../model/digest.ts";
import { effectiveEnforcement, effectiveParameters } from "../../model/enforcement.ts";
import type { JsonObject, JsonValue } from "../../model/json.ts";
import type { Environment } from "../../model/resource.ts";
import type { Rule } from "../../model/rule.ts";

/**
 * What a difference in a key of the settings needs to be shown on past decisions:
 *
 * - `again`: nothing that is not kept.
 * - `reading`: another value reads other things, or reads them in another way.
 * - `facts`: another value is another fact for the rules; whoever asks them again can show it.
 * - `gate`: no decision is another one. Who lets it through, or what is said of it, is.
 * - `apart`: looked at by itself, below, or in `replay/`.
 */
const shownBy = {
  locale: "again",
  localeByTeam: "again",
  mode: "again",
  rollout: "again",
  ruleSet: "apart",
  rulePages: "again",
  policyOwners: "again",
  ignore: "reading",
  generated: "reading",
  environments: "apart",
  clusters: "reading",
  kubernetesVersion: "reading",
  tenants: "apart",
  tenantSources: "reading",
  ownership: "reading",
  stewards: "facts",
  teamIds: "gate",
  automation: "gate",
  terraform: "reading",
  helm: "reading",
  plans: "reading",
  policies: "apart",
  organisationPolicies: "apart",
  policySources: "reading",
  inlineSuppression: "again",
  sensitiveNames: "reading",
  routing: "apart",
  waivers: "again",
  breakGlass: "gate",
  freezes: "facts",
  blastRadius: "facts",
  rollback: "apart",
  timezone: "again",
  retentionYears: "again",
  anchors: "again",
  custodians: "again",
  digest: "again",
} as const satisfies Readonly<Record<keyof Configuration, "again" | "reading" | "facts" | "gate" | "apart">>;

/** Keys of `routing` that say how many have to approve, and not who is asked about what. */
const approvalKeys = ["minimumApprovals", "unattributed", "peerApproval"] as const;

/**
 * The settings that two configurations differ in and whose effect stored findings cannot show, as keys of the files;
 * sorted. `policies.ID` stands for a rule that was off somewhere, so that what it would have found was never kept.
 */
export function untoldBetween(
  inForce: Configuration,
  edited: Configuration,
  rules: readonly Rule[],
): readonly string[] {
  const keys = [...unreadBetween(inForce, edited), ...differing("facts", inForce, edited)];
  const bounds = (from: Configuration) => from.tenants.map(({ name, limits }) => ({ name, limits }));
  if (!keys.includes("tenants") && differs(bounds(inForce), bounds(edited))) keys.push("tenants");
  if (differs(inForce.ruleSet ?? null, edited.ruleSet ?? null)) keys.push("ruleSet");
  const parameters = rules
    .filter((rule) => differs(effectiveParameters(inForce, rule), effectiveParameters(edited, rule)))
    .map(({ id }) => `policies.${id}.params`);
  const wakened = rules
    .filter((rule) => environmentsOf(inForce, edited).some((where) => wakes(rule, where, inForce, edited)))
    .map(({ id }) => `policies.${id}`);
  return [...keys, ...parameters, ...wakened].toSorted();
}

/**
 * The same where rules are asked again about what they were asked: rules that were off were asked, too, parameters are
 * given anew, and so are facts that follow from the settings alone. Sorted.
 */
export function unreadBetween(inForce: Configuration, edited: Configuration): readonly string[] {
  const keys = [...differing("reading", inForce, edited)];
  if (differs(inForce.environments, edited.environments)) keys.push("environments");
  if (differs(ownership(inForce), ownership(edited))) keys.push("tenants");
  // Less of the past is among what was looked at; more of it is not.
  if (edited.rollback.windowDays > inForce.rollback.windowDays) keys.push("rollback.windowDays");
  return keys.toSorted();
}

/** What stands for all policies of a source of the organisation. */
export function sourceKey(name: string): string {
  return `policySources.${name}`;
}

/** Whether a name is a key of the settings, and no rule and no source of policies. */
export function isSettingsKey(name: string): boolean {
  return !name.startsWith(sourceKey("")) && Object.hasOwn(shownBy, name.split(".")[0] ?? "");
}

/** Keys whose difference is for whoever approves and merges: no decision tells of it. Sorted. */
export function gateKeysBetween(inForce: Configuration, edited: Configuration): readonly string[] {
  const approvals = approvalKeys
    .filter((key) => inForce.routing[key] !== edited.routing[key])
    .map((key) => `routing.${key}`);
  return [...differing("gate", inForce, edited), ...approvals].toSorted();
}

type Shown = (typeof shownBy)[keyof typeof shownBy];

function differing(wanted: Shown, inForce: Configuration, edited: Configuration): string[] {
  const [before, after] = [plain(inForce), plain(edited)];
  return Object.entries(shownBy).flatMap(([key, shown]) =>
    shown === wanted && differs(before[key] ?? null, after[key] ?? null) ? [key] : [],
  );
}

function plain(configuration: Configuration): JsonObject {
  return JSON.parse(JSON.stringify(configuration));
}

/** A tenant's teams say only who is asked, its limits are a fact, and what its pods may be an enforcement. */
function ownership({ tenants }: Configuration) {
  return tenants.map(({ name, formerly = [], owns, quota, complete }) => {
    return { name, formerly, owns, quota, complete };
  });
}

function wakes(rule: Rule, where: Environment, inForce: Configuration, edited: Configuration): boolean {
  return (
    effectiveEnforcement(inForce, rule, where) === "off" &&
    effectiveEnforcement(edited, rule, where) !== "off"
  );
}

/** Every environment that either configuration knows, and the two that everything else counts as. */
function environmentsOf(inForce: Configuration, edited: Configuration): readonly Environment[] {
  const named = [...inForce.environments, ...edited.environments];
  const environment = (name: string, production: boolean, ephemeral: boolean): Environment => {
    return { name, production, ephemeral, source: "configured" };
  };
  return [
    environment("production", true, false),
    environment("default", false, false),
    ...named.map(({ name, production, ephemeral }) => environment(name, production, ephemeral)),
  ];
}

/** Both sides were made by one program with its keys in one order, yet only the canonical form is sure of that. */
function differs(left: unknown, right: unknown): boolean {
  return digestOf(asJson(left)) !== digestOf(asJson(right));
}

function asJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
