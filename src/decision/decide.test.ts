import { describe, expect, test } from "vitest";
import type { Enforcement, Finding } from "../model/finding.ts";
import { configuration, decideOn, finding } from "./testing/cases.ts";

type Case = Partial<Finding>;
const inProduction = { production: true, environment: "production" };
const elsewhere = { production: false, environment: "staging" };

describe("the route", () => {
  test.each<[string, readonly Case[], string]>([
    ["passes when nothing is found", [], "pass"],
    ["passes with advice alone", [{ enforcement: "advise" }], "pass"],
    ["is review for a review", [{ enforcement: "review" }], "review"],
    ["is confirm for a confirm", [{ enforcement: "confirm" }], "confirm"],
    ["review is more than confirm", [{ enforcement: "confirm" }, { enforcement: "review" }], "review"],
    [
      "block is more than all",
      [{ enforcement: "review" }, { enforcement: "block" }, { enforcement: "confirm" }],
      "block",
    ],
    [
      "leaves out what stood before",
      [{ enforcement: "block", baselineState: "unchanged", status: "existing" }],
      "pass",
    ],
    ["leaves out what is gone", [{ enforcement: "block", baselineState: "absent" }], "pass"],
    ["leaves out what was waived", [{ enforcement: "block", status: "waived", waiverId: "W-1" }], "pass"],
    [
      "leaves out what got better",
      [{ enforcement: "block", baselineState: "updated", status: "improved" }],
      "pass",
    ],
    ["counts what got worse", [{ enforcement: "block", baselineState: "updated" }], "block"],
    [
      "asks about an unknown in production",
      [{ enforcement: "block", kind: "open", ...inProduction }],
      "review",
    ],
    [
      "asks about one of a review rule too",
      [{ enforcement: "review", kind: "open", ...inProduction }],
      "review",
    ],
    ["only lists one elsewhere", [{ enforcement: "block", kind: "open", ...elsewhere }], "pass"],
    ["only lists one of an advise rule", [{ enforcement: "advise", kind: "open", ...inProduction }], "pass"],
    ["leaves out what is off", [{ enforcement: "off" }], "pass"],
  ])("%s", (_, cases, route) => {
    expect(decideOn(cases.map((over) => finding(over))).route).toBe(route);
  });
});

describe("the reasons", () => {
  test("stand one for each rule and enforcement, the strongest first", () => {
    const decision = decideOn([
      finding({ ruleId: "CHG-001", enforcement: "confirm", fingerprint: "3", address: "c" }),
      finding({ ruleId: "SEC-020", enforcement: "block", fingerprint: "2" }),
      finding({ ruleId: "CHG-001", enforcement: "review", fingerprint: "1", address: "b" }),
      finding({ ruleId: "RES-002", enforcement: "block", fingerprint: "5" }),
      finding({ ruleId: "RES-002", enforcement: "block", fingerprint: "4" }),
      finding({ ruleId: "RES-001", enforcement: "advise", fingerprint: "6" }),
    ]);
    expect(decision.reasons).toEqual([
      { ruleId: "RES-002", enforcement: "block", fingerprints: ["4", "5"] },
      { ruleId: "SEC-020", enforcement: "block", fingerprints: ["2"] },
      { ruleId: "CHG-001", enforcement: "review", fingerprints: ["1"] },
      { ruleId: "CHG-001", enforcement: "confirm", fingerprints: ["3"] },
    ]);
  });

  test("and everything else are the same in whatever order the findings come", () => {
    const enforcementsHere: readonly Enforcement[] = ["review", "confirm", "review", "block"];
    const findings = enforcementsHere.map((enforcement, index) =>
      finding({
        ruleId: `CHG-00${index}`,
        enforcement,
        fingerprint: String(index),
        owner: index % 2 === 0 ? ["決済"] : [],
      }),
    );
    expect(decideOn(findings.toReversed())).toEqual(decideOn(findings));
  });
});

describe("people are asked only when nothing is left to fix", () => {
  const review = finding({ enforcement: "review", ruleId: "CHG-004" });
  test("with a review alone they are asked", () => {
    expect(decideOn([review])).toMatchObject({ reviewers: ["o/sre"], reviewersLater: [] });
  });
  test("with a block they are asked later, and the risk items are known already", () => {
    const decision = decideOn([review, finding({ enforcement: "block", ruleId: "RES-004" })]);
    expect(decision).toMatchObject({ route: "block", reviewers: [], reviewersLater: ["o/sre"] });
    expect(decision.riskItems.map(({ ruleId }) => ruleId)).toEqual(["CHG-004"]);
  });
  test("nobody is asked about what passes", () => {
    expect(decideOn([finding({ enforcement: "advise" })])).toMatchObject({
      reviewers: [],
      reviewersLater: [],
      riskItems: [],
    });
  });
});

const nobody = { reviewers: [], byRule: {}, byTenant: {}, byEnvironment: {} };

describe("a review asks", () => {
  const routing = configuration.routing;
  test.each<[string, Case, Partial<typeof routing>, readonly string[]]>([
    ["the default", {}, {}, ["o/sre"]],
    ["whom the rule's routing names", {}, { byRule: { "CHG-004": ["o/rule"] } }, ["o/rule"]],
    ["whom a glob names", {}, { byRule: { "CHG-*": ["o/change"] } }, ["o/change"]],
    [
      "by the id rather than a glob",
      {},
      { byRule: { "CHG-004": ["o/rule"], "*": ["o/all"], "CHG-*": ["o/change"] } },
      ["o/rule"],
    ],
    [
      "by the longer glob",
      {},
      { byRule: { "*": ["o/all"], "CHG-00*": ["o/near"], "CHG-*": ["o/change"] } },
      ["o/near"],
    ],
    [
      "by the organisation's pattern before a nearer one",
      {},
      {
        byRule: { "CHG-004": ["x/own"], "CHG-*": ["o/change"] },
        organisation: { ...nobody, byRule: { "CHG-*": ["o/change"] } },
      },
      ["o/change"],
    ],
    [
      "the owners where the routing says so",
      { owner: ["決済"] },
      { byRule: { "CHG-*": ["owners"] } },
      ["o/決済"],
    ],
    [
      "the owners of the file where the thing has none",
      { pathOwner: ["配送"] },
      { byRule: { "CHG-*": ["owners"] } },
      ["o/ship", "o/物流"],
    ],
    [
      "the thing's owners rather than the file's",
      { owner: ["決済"], pathOwner: ["配送"] },
      { byRule: { "CHG-*": ["owners"] } },
      ["o/決済"],
    ],
    ["the default where nobody owns", {}, { byRule: { "CHG-*": ["owners"] } }, ["o/sre"]],
    ["owners and a team", { owner: ["決済"] }, { byRule: { "CHG-*": ["owners", "o/a"] } }, ["o/a", "o/決済"]],
    [
      "whom the tenant's routing names",
      { owner: ["決済"] },
      { byTenant: { 決済: ["o/sre-pay"] } },
      ["o/sre-pay"],
    ],
    [
      "the rule's before the tenant's",
      { owner: ["決済"] },
      { byTenant: { 決済: ["o/sre-pay"] }, byRule: { "CHG-*": ["o/change"] } },
      ["o/change"],
    ],
    [
      "for every tenant its own",
      { owner: ["決済", "配送"] },
      { byTenant: { 決済: ["o/sre-pay"] } },
      ["o/sre", "o/sre-pay"],
    ],
    [
      "whom the environment names",
      { environment: "staging", production: false },
      { byEnvironment: { staging: ["o/stage"], production: ["o/live"] } },
      ["o/stage"],
    ],
    [
      "whom production names, for each environment that is production",
      { environment: "live-eu", production: true },
      { byEnvironment: { production: ["o/live"], default: ["owners"] } },
      ["o/live"],
    ],
    [
      "the owners elsewhere, where the environments say so",
      { environment: "dev", production: false, owner: ["決済"] },
      { byEnvironment: { production: ["o/live"], default: ["owners"] } },
      ["o/決済"],
    ],
    [
      "the default where the environment leaves it to owners and nobody owns",
      { environment: "dev", production: false },
      { byEnvironment: { default: ["owners"] } },
      ["o/sre"],
    ],
    [
      "the tenant's before the environment's",
      { environment: "production", production: true, owner: ["決済"] },
      { byEnvironment: { production: ["o/live"] }, byTenant: { 決済: ["o/sre-pay"] } },
      ["o/sre-pay"],
    ],
    [
      "the environment's for the tenants that have none of their own",
      { environment: "production", production: true, owner: ["決済", "配送"] },
      { byEnvironment: { production: ["o/live"] }, byTenant: { 決済: ["o/sre-pay"] } },
      ["o/live", "o/sre-pay"],
    ],
    ["whom the family of the rule names", {}, { byRule: { change: ["o/family"] } }, ["o/family"]],
    [
      "whom a pattern names before the family",
      {},
      { byRule: { change: ["o/family"], "*": ["o/all"] } },
      ["o/all"],
    ],
    [
      "the organisation's default before a repository's tenants, environments and rules",
      { owner: ["決済"], environment: "production", production: true },
      {
        byRule: { "CHG-004": ["x/own"] },
        byTenant: { 決済: ["x/own"] },
        byEnvironment: { production: ["x/own"] },
        organisation: { ...nobody, reviewers: ["o/sre"] },
      },
      ["o/sre"],
    ],
    [
      "the repository's where the organisation names nobody for it",
      { environment: "dev", production: false },
      {
        byEnvironment: { dev: ["x/own"] },
        organisation: { ...nobody, byEnvironment: { production: ["o/live"] } },
      },
      ["x/own"],
    ],
    ["the owners for rules about ownership", { ruleId: "TEN-001", owner: ["決済"] }, {}, ["o/決済"]],
    [
      "unless the routing says otherwise",
      { ruleId: "TEN-001", owner: ["決済"] },
      { byRule: { "TEN-*": ["o/platform"] } },
      ["o/platform"],
    ],
    [
      "the owners all the same where the organisation has a default, whatever a repository says",
      { ruleId: "TEN-001", owner: ["決済"] },
      { byRule: { "TEN-*": ["x/own"] }, organisation: { ...nobody, reviewers: ["o/sre"] } },
      ["o/決済"],
    ],
    ["the policy owners about the rules themselves", { ruleId: "CHG-023" }, {}, ["o/policy"]],
    [
      "also where the routing says otherwise",
      { ruleId: "CHG-023" },
      { byRule: { "*": ["x/own"] } },
      ["o/policy"],
    ],
    ["no tenant called like a property of objects", { owner: ["constructor"] }, {}, ["o/sre"]],
  ])("%s", (_, over, routingPart, expected) => {
    const decision = decideOn([finding({ enforcement: "review", ruleId: "CHG-004", ...over })], {
      routing: { ...routing, ...routingPart },
    });
    expect(decision.reviewers).toEqual(expected);
  });

  test("the default about the rules themselves where there are no policy owners", () => {
    const decision = decideOn([finding({ enforcement: "review", ruleId: "CHG-023" })], { policyOwners: [] });
    expect(decision.reviewers).toEqual(["o/sre"]);
  });
});

describe("a confirmation", () => {
  test("is the owning team's, whatever the routing says", () => {
    const routing = { ...configuration.routing, byRule: { "*": ["o/all"] } };
    const confirm = finding({ enforcement: "confirm", owner: ["決済"] });
    expect(decideOn([confirm], { routing })).toMatchObject({ route: "confirm", reviewers: ["o/決済"] });
  });
  test("asks no reviewer where nobody owns: the author confirms", () => {
    const decision = decideOn([finding({ enforcement: "confirm" })]);
    expect(decision).toMatchObject({ route: "confirm", reviewers: [] });
    expect(decision.riskItems).toHaveLength(1);
  });
});
