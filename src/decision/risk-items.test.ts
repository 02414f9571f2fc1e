import { describe, expect, test } from "vitest";
import { riskItemKey } from "../model/decision.ts";
import type { Finding } from "../model/finding.ts";
import type { JsonObject } from "../model/json.ts";
import { change, configuration, decideOn, finding } from "./testing/cases.ts";

const named = (name: string, cpu: string) => ({ name, cpu });
const pod = (...containers: readonly JsonObject[]): JsonObject => ({ containers });
const pointer = "/containers/[name=api]/cpu";

function digest(before: JsonObject | null, after: JsonObject | null, over: Partial<Finding> = {}): string {
  const decision = decideOn([finding({ evidence: { [pointer]: "after" }, ...over })], {}, [
    change(before, after),
  ]);
  return decision.riskDigest;
}

describe("what an approval covers", () => {
  const approved = digest(pod(named("api", "1")), pod(named("api", "8")), { measure: "8" });
  test.each<[string, string, boolean]>([
    ["the same values", digest(pod(named("api", "1")), pod(named("api", "8")), { measure: "8" }), true],
    [
      "an unrelated edit",
      digest(pod(named("api", "1"), { name: "log" }), pod(named("api", "8")), { measure: "8" }),
      true,
    ],
    [
      "another order of the list",
      digest(pod({ name: "log" }, named("api", "1")), pod(named("api", "8")), { measure: "8" }),
      true,
    ],
    [
      "another line and another text",
      digest(pod(named("api", "1")), pod(named("api", "8")), {
        measure: "8",
        fingerprint: "g",
        arguments: { a: 1 },
      }),
      true,
    ],
    ["another value before", digest(pod(named("api", "2")), pod(named("api", "8")), { measure: "8" }), false],
    [
      "another value after",
      digest(pod(named("api", "1")), pod(named("api", "9")), {
        measure: "8",
        evidence: { [pointer]: "other" },
      }),
      false,
    ],
    ["a larger measure", digest(pod(named("api", "1")), pod(named("api", "8")), { measure: "9" }), false],
    ["a creation instead of an update", digest(null, pod(named("api", "8")), { measure: "8" }), false],
    ["a deletion instead of an update", digest(pod(named("api", "1")), null, { measure: "8" }), false],
    [
      "another reviewer group",
      digest(pod(named("api", "1")), pod(named("api", "8")), { measure: "8", ruleId: "CHG-023" }),
      false,
    ],
  ])("%s: %s", (_, other, covered) => {
    expect(other === approved).toBe(covered);
  });
});

test("an approval stands when another setting names the same people", () => {
  const { routing } = configuration;
  const asked = [finding({ enforcement: "review", ruleId: "CHG-004" })];
  const byRule = decideOn(asked, { routing: { ...routing, byRule: { "CHG-*": ["o/sre"] } } });
  const byDefault = decideOn(asked);
  expect(byRule.riskItems.map(riskItemKey)).toEqual(byDefault.riskItems.map(riskItemKey));
  expect(byRule.riskDigest).toBe(byDefault.riskDigest);
  expect(byRule.riskItems[0]?.setBy).toEqual(["routing.byRule.CHG-*"]);
});

test("the same people asked about one thing by two settings are one item, which names both", () => {
  const { routing } = configuration;
  const about = { enforcement: "review", evidence: {}, measure: null } as const;
  const decision = decideOn([finding({ ...about, owner: ["決済"] }), finding({ ...about, owner: [] })], {
    routing: { ...routing, byTenant: { 決済: ["o/sre"] } },
  });
  expect(decision.riskItems).toHaveLength(1);
  expect(decision.riskItems[0]?.setBy).toEqual(["routing.byTenant.決済", "routing.reviewers"]);
});

test("a risk item says what happens to what, and who decides", () => {
  const decision = decideOn([finding({ evidence: { [pointer]: "after" } })], {}, [
    change(pod(named("api", "1")), null),
  ]);
  expect(decision.riskItems).toMatchObject([
    {
      ruleId: "CHG-004",
      rootKey: "manifests:k8s",
      address: "apps/Deployment/prod/api",
      action: "delete",
      reviewers: ["o/sre"],
    },
  ]);
});

test("a finding about a file is an item too", () => {
  const decision = decideOn([
    finding({ rootKey: "repository:.", address: ".github/CODEOWNERS", ruleId: "CHG-023" }),
  ]);
  expect(decision.riskItems).toMatchObject([
    { action: "none", address: ".github/CODEOWNERS", reviewers: ["o/policy"] },
  ]);
});

test("equal items are one, and what is blocked is none", () => {
  const decision = decideOn([
    finding(),
    finding({ fingerprint: "g" }),
    finding({ enforcement: "block", address: "x" }),
  ]);
  expect(decision.riskItems).toHaveLength(1);
});

test("evidence that the object does not have is no crash", () => {
  const pointers = {
    "/containers/[name=none]/cpu": "a",
    "/containers/[x=1]": "b",
    "/__proto__/x": "c",
    "": "d",
  };
  const decision = decideOn([finding({ evidence: pointers })], {}, [change(pod(named("api", "1")), pod())]);
  expect(decision.riskItems).toHaveLength(1);
});
