import { describe, expect, test } from "vitest";
import type { RuleSetting } from "./configuration.ts";
import {
  effectiveSetting,
  openEnforcement,
  type PolicySettings,
  routeOf,
  ruleForMessage,
} from "./enforcement.ts";
import { type Enforcement, enforcements } from "./finding.ts";
import type { JsonObject } from "./json.ts";
import type { Environment } from "./resource.ts";

function environment(name: string, production: boolean, ephemeral = false): Environment {
  return { name, production, ephemeral, source: "configured" };
}

const live = environment("live", true);
const staging = environment("staging", false);
const preview = environment("preview", false, true);

function settings(policies: Readonly<Record<string, Partial<RuleSetting>>>): PolicySettings {
  const complete = Object.entries(policies).map(([pattern, setting]): [string, RuleSetting] => [
    pattern,
    { enforcement: {}, parameters: {}, ...setting },
  ]);
  return {
    policies: Object.fromEntries(complete),
    organisationPolicies: { settings: {}, overridable: [] },
  };
}

function inForce(policies: PolicySettings, where: Environment, parameters: JsonObject = {}) {
  const rule = {
    id: "CHG-001",
    enforcement: { production: "review", elsewhere: "confirm" },
    parameters,
  } as const;
  return effectiveSetting(policies, rule, where);
}

describe("what is in force", () => {
  test.each<[string, Readonly<Record<string, Partial<RuleSetting>>>, Environment, Enforcement]>([
    ["in production the first column", {}, live, "review"],
    ["elsewhere the second", {}, staging, "confirm"],
    ["confirm is off where all is thrown away", {}, preview, "off"],
    [
      "the environment's name comes first",
      { "CHG-001": { enforcement: { live: "block", production: "off", default: "off" } } },
      live,
      "block",
    ],
    [
      "then production",
      { "CHG-001": { enforcement: { production: "block", default: "off" } } },
      live,
      "block",
    ],
    ["then default", { "CHG-001": { enforcement: { default: "off" } } }, live, "off"],
    [
      "a map without an answer leaves the column",
      { "CHG-001": { enforcement: { production: "block" } } },
      staging,
      "confirm",
    ],
    [
      "the last match wins",
      { "CHG-*": { enforcement: { default: "off" } }, "CHG-001": { enforcement: { default: "block" } } },
      live,
      "block",
    ],
    [
      "also when it is a glob",
      { "CHG-001": { enforcement: { default: "block" } }, "CHG-*": { enforcement: { default: "off" } } },
      live,
      "off",
    ],
    [
      "a match that is silent does not",
      { "CHG-*": { enforcement: { default: "block" } }, "CHG-001": {} },
      live,
      "block",
    ],
    ["another rule's setting is nothing", { "CHG-002": { enforcement: { default: "off" } } }, live, "review"],
  ])("%s", (_, policies, where, expected) => {
    expect(inForce(settings(policies), where).enforcement).toBe(expected);
  });

  test("an environment called like a property of objects has no setting", () => {
    expect(
      inForce(settings({ "CHG-001": { enforcement: {} } }), environment("constructor", false)).enforcement,
    ).toBe("confirm");
  });

  test("parameters have their defaults, and each setting adds its own", () => {
    const policies = settings({
      "CHG-*": { parameters: { a: 2, b: 2 } },
      "CHG-001": { parameters: { b: 3 } },
    });
    const schema = { a: { default: 1 }, c: { type: "integer", default: 1 }, d: { type: "integer" } };
    expect(inForce(policies, live, schema).parameters).toEqual({ a: 2, b: 3, c: 1 });
  });
});

describe("what a question may ask for", () => {
  test.each<[Enforcement, Enforcement, Enforcement]>([
    ["block", "review", "advise"],
    ["review", "review", "advise"],
    ["confirm", "confirm", "advise"],
    ["advise", "advise", "advise"],
    ["off", "off", "off"],
  ])("of a rule that says %s is %s in production and %s elsewhere", (own, production, elsewhere) => {
    expect(openEnforcement(own, live)).toBe(production);
    expect(openEnforcement(own, staging)).toBe(elsewhere);
    expect(openEnforcement(openEnforcement(own, live), live)).toBe(production);
  });
});

test("every enforcement has a route", () => {
  expect(enforcements.map(routeOf)).toEqual(["pass", "pass", "confirm", "review", "block"]);
});

test("a message with columns of its own has them, and every other one the rule's", () => {
  const advised = { production: "advise", elsewhere: "off" } as const;
  const asked = { production: "review", elsewhere: "review" } as const;
  const rule = { enforcement: advised, messageEnforcement: { write_all: asked } };
  expect(ruleForMessage(rule, "write_all").enforcement).toEqual(asked);
  expect(ruleForMessage(rule, "unset").enforcement).toEqual(advised);
  expect(ruleForMessage(rule, "toString").enforcement).toEqual(advised);
});
