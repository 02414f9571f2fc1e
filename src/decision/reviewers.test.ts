import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import type { RoutingLayer } from "../model/configuration.ts";
import type { Finding } from "../model/finding.ts";
import { createReviewerRules } from "./reviewers.ts";
import { configuration, finding } from "./testing/cases.ts";

const rules = [{ id: "CHG-004", family: "change" }];
const nobody: RoutingLayer = { reviewers: [], byRule: {}, byTenant: {}, byEnvironment: {} };

function asking(routing: Partial<typeof configuration.routing>, over: Partial<Finding> = {}) {
  const settings = { ...configuration, routing: { ...configuration.routing, ...routing } };
  return createReviewerRules(settings, rules).reviewing(finding({ ruleId: "CHG-004", ...over }));
}

describe("the settings that say who is asked are named", () => {
  test.each<[string, Parameters<typeof asking>, readonly string[]]>([
    ["for the default", [{}], ["routing.reviewers"]],
    ["for a pattern of rules", [{ byRule: { "CHG-*": ["o/change"] } }], ["routing.byRule.CHG-*"]],
    [
      "for owners, with the tenant",
      [{ byRule: { change: ["owners"] } }, { owner: ["決済"] }],
      ["routing.byRule.change", "tenants.決済.teams"],
    ],
    [
      "for an environment",
      [{ byEnvironment: { production: ["o/live"] } }, { production: true }],
      ["routing.byEnvironment.production"],
    ],
    [
      "for each tenant",
      [{ byTenant: { 決済: ["o/pay"] } }, { owner: ["決済", "配送"] }],
      ["routing.byTenant.決済", "routing.reviewers"],
    ],
    [
      "for rules that ask owners by themselves",
      [{}, { ruleId: "TEN-001", owner: ["決済"] }],
      ["tenants.決済.teams"],
    ],
    ["for the rules themselves", [{}, { ruleId: "CHG-023" }], ["policyOwners"]],
    ["and none where nobody is named", [{ reviewers: [] }], []],
  ])("%s", (_, [routing, over], setBy) => {
    expect(asking(routing, over).setBy).toEqual(setBy);
  });
});

const teams = fc.subarray(["owners", "o/a", "o/b", "x/c"]);
const layer: fc.Arbitrary<RoutingLayer> = fc.record({
  reviewers: teams,
  byRule: fc.dictionary(fc.constantFrom("CHG-004", "CHG-*", "*", "change", "TEN-001"), teams),
  byTenant: fc.dictionary(fc.constantFrom("決済", "配送", "constructor"), teams),
  byEnvironment: fc.dictionary(fc.constantFrom("production", "default", "staging"), teams),
});
const anything = fc.record({
  ruleId: fc.constantFrom("CHG-004", "TEN-001", "CHG-023"),
  owner: fc.subarray(["決済", "配送"]),
  environment: fc.constantFrom("production", "staging"),
  production: fc.boolean(),
});

test("a repository never changes whom its organisation asks", () => {
  fc.assert(
    fc.property(layer, layer, anything, (organisation, repository, over) => {
      const alone = asking({ ...organisation, organisation }, over);
      // What a rule asks by itself is no word of the organisation's.
      if (!alone.setBy.some((key) => key.startsWith("routing.") || key === "policyOwners")) return;
      const merged = {
        reviewers: organisation.reviewers.length > 0 ? organisation.reviewers : repository.reviewers,
        byRule: { ...repository.byRule, ...organisation.byRule },
        byTenant: { ...repository.byTenant, ...organisation.byTenant },
        byEnvironment: { ...repository.byEnvironment, ...organisation.byEnvironment },
      };
      expect(asking({ ...merged, organisation }, over)).toEqual(alone);
    }),
  );
});

test("without an organisation everything is the repository's", () => {
  expect(asking({ reviewers: ["x/own"], organisation: nobody }).teams).toEqual(["x/own"]);
});
