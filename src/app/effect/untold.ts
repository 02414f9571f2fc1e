import type { Configuration } from "../../model/configuration.ts";
import { digestOf } from "../../model/digest.ts";
import { effectiveEnforcement, effectiveParameters } from "../../model/enforcement.ts";
import type { JsonValue } from "../../model/json.ts";
import type { Environment } from "../../model/resource.ts";
import type { Rule } from "../../model/rule.ts";

/** Settings that say what is read, or what a rule compares with: another value gives other findings. */
const readByStages = [
  "ignore",
  "generated",
  "environments",
  "clusters",
  "kubernetesVersion",
  "terraform",
  "sensitiveNames",
] as const;

/**
 * The settings that two configurations differ in and whose effect stored findings cannot show, as keys of the files;
 * sorted. `policies.ID` stands for a rule that was off somewhere, so that what it would have found was never kept.
 */
export function untoldBetween(
  inForce: Configuration,
  edited: Configuration,
  rules: readonly Rule[],
): readonly string[] {
  const keys: string[] = readByStages.filter((key) => differs(inForce[key], edited[key]));
  if (differs(ownership(inForce), ownership(edited))) keys.push("tenants");
  const parameters = rules
    .filter((rule) => differs(effectiveParameters(inForce, rule), effectiveParameters(edited, rule)))
    .map(({ id }) => `policies.${id}.params`);
  const wakened = rules
    .filter((rule) => environmentsOf(inForce, edited).some((where) => wakes(rule, where, inForce, edited)))
    .map(({ id }) => `policies.${id}`);
  return [...keys, ...parameters, ...wakened].toSorted();
}

/** A tenant's teams say only who is asked, which past decisions do show. */
function ownership({ tenants }: Configuration) {
  return tenants.map(({ teams: _, ...rest }) => rest);
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
