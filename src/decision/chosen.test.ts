import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import { riskItemKey } from "../model/decision.ts";
import type { Finding } from "../model/finding.ts";
import type { ChosenReviewers } from "./chosen.ts";
import { decide } from "./decide.ts";
import { configuration, finding } from "./testing/cases.ts";

const choice: ChosenReviewers = {
  setBy: "policySources.acme",
  teams: ["o/dba"],
  rules: "*",
  about: null,
  instead: false,
  organisation: false,
};

function decided(
  findings: readonly Finding[],
  chosen: readonly ChosenReviewers[],
  routing: Partial<typeof configuration.routing> = {},
) {
  const settings = { ...configuration, routing: { ...configuration.routing, ...routing } };
  const rules = [{ id: "CHG-004", family: "change" }];
  return decide({ findings, changes: [], configuration: settings, rules, chosen, policySet: "p" });
}

const nobody = { reviewers: [], byRule: {}, byTenant: {}, byEnvironment: {} };
const review = (over: Partial<Finding> = {}) =>
  finding({ enforcement: "review", ruleId: "CHG-004", ...over });

describe("reviewers that routing rules choose", () => {
  test.each<
    [string, Partial<ChosenReviewers>, Parameters<typeof decided>[2], Partial<Finding>, readonly string[]]
  >([
    ["look beside the default", {}, {}, {}, ["o/dba", "o/sre"]],
    ["stand for the default where they say so", { instead: true }, {}, {}, ["o/dba"]],
    [
      "stand for an environment's",
      { instead: true },
      { byEnvironment: { production: ["o/live"] } },
      { production: true },
      ["o/dba"],
    ],
    [
      "never stand for those whom a rule names",
      { instead: true },
      { byRule: { "CHG-*": ["o/change"] } },
      {},
      ["o/change", "o/dba"],
    ],
    [
      "never for a tenant's",
      { instead: true },
      { byTenant: { 決済: ["o/pay"] } },
      { owner: ["決済"] },
      ["o/dba", "o/pay"],
    ],
    ["never for the policy owners", { instead: true }, {}, { ruleId: "CHG-023" }, ["o/dba", "o/policy"]],
    [
      "of a repository never for the organisation's default",
      { instead: true },
      { organisation: { ...nobody, reviewers: ["o/sre"] } },
      {},
      ["o/dba", "o/sre"],
    ],
    [
      "of the organisation for its own default",
      { instead: true, organisation: true },
      { organisation: { ...nobody, reviewers: ["o/sre"] } },
      {},
      ["o/dba"],
    ],
    ["look at their rules alone", { rules: "SEC-*" }, {}, {}, ["o/sre"]],
    ["look at their resources alone", { about: [{ rootKey: "other", address: "x" }] }, {}, {}, ["o/sre"]],
  ])("%s", (_, over, routing, about, expected) => {
    const { riskItems } = decided([review(about)], [{ ...choice, ...over }], routing);
    expect(riskItems.flatMap(({ reviewers }) => reviewers).toSorted()).toEqual(expected);
    expect(riskItems.every(({ reviewers }) => reviewers.length === 1)).toBe(true);
  });

  test("are no matter of a confirmation", () => {
    const confirm = finding({ enforcement: "confirm", owner: ["決済"] });
    expect(decided([confirm], [choice]).reviewers).toEqual(["o/決済"]);
  });

  test("of two that would stand for the default, one does, and the other looks beside", () => {
    const other = { ...choice, teams: ["o/net"], instead: true };
    expect(decided([review()], [{ ...choice, instead: true }, other]).reviewers).toEqual(["o/dba", "o/net"]);
  });
});

test("nothing that they choose takes away a block, a route, or what the organisation asks", () => {
  const findings = fc.array(
    fc.record({
      enforcement: fc.constantFrom("advise", "confirm", "review", "block"),
      ruleId: fc.constantFrom("CHG-004", "TEN-001", "CHG-023"),
      fingerprint: fc.string(),
      address: fc.constantFrom("x", "y"),
      production: fc.boolean(),
    }),
    { maxLength: 4 },
  );
  const choices = fc.array(
    fc.record({
      teams: fc.subarray(["o/dba", "o/sre", "x/y"], { minLength: 1 }),
      rules: fc.constantFrom("*", "CHG-*", "CHG-004"),
      instead: fc.boolean(),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(findings, choices, (cases, chosen) => {
      const found = cases.map((over) => finding(over satisfies Partial<Finding>));
      const organisation = { ...nobody, reviewers: ["o/sre"] };
      const without = decided(found, [], { organisation });
      const routed = decided(
        found,
        chosen.map((over) => ({ ...choice, ...over })),
        { organisation },
      );
      expect(routed.route).toBe(without.route);
      expect(routed.reasons).toEqual(without.reasons);
      const items = new Set(routed.riskItems.map(riskItemKey));
      expect(without.riskItems.every((item) => items.has(riskItemKey(item)))).toBe(true);
    }),
  );
});
