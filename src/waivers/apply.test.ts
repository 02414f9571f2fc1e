import { describe, expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import { localDateAt } from "../model/local-date.ts";
import { exampleFinding } from "../model/testing/finding.ts";
import type { Waiver } from "../model/waiver.ts";
import { applyWaivers } from "./index.ts";

function finding(over: Partial<Finding> = {}): Finding {
  return exampleFinding({
    ruleId: "RES-004",
    enforcement: "block",
    rootKey: "manifests:k8s/決済/prod",
    address: "apps/Deployment/payments-prod/api",
    ...over,
  });
}

function waiver(over: Partial<Waiver> = {}): Waiver {
  return {
    id: "W-1",
    rules: ["RES-004"],
    scope: { roots: [], resources: [], environments: ["production"] },
    reason: "決算",
    requester: "tanaka",
    approver: "suzuki",
    ticket: null,
    expires: "2027-03-31",
    ...over,
  };
}

const policy = { today: "2027-03-31", never: ["SEC-029"] };
const everywhere = { roots: [], resources: [], environments: [] };

describe("a waiver covers a finding", () => {
  test.each<[string, Partial<Finding>, Partial<Waiver>, boolean]>([
    ["of its rule", {}, {}, true],
    ["of its family", {}, { rules: ["RES-*"] }, true],
    ["not of another rule", { ruleId: "RES-002" }, {}, false],
    ["not of a rule that nobody may waive", { ruleId: "SEC-029" }, { rules: ["*"] }, false],
    ["in its environment", {}, { scope: { ...everywhere, environments: ["prod*"] } }, true],
    ["not in another", { environment: "staging" }, {}, false],
    [
      "in a root named by its key",
      {},
      { scope: { ...everywhere, roots: ["manifests:k8s/決済/prod"] } },
      true,
    ],
    ["in a root named by its folder", {}, { scope: { ...everywhere, roots: ["k8s/決済/**"] } }, true],
    [
      "in every variant of the folder",
      { rootKey: "terraform:tf/app#prod" },
      { scope: { ...everywhere, roots: ["tf/app"] } },
      true,
    ],
    ["not in another root", {}, { scope: { ...everywhere, roots: ["k8s/配送/**"] } }, false],
    ["of a resource", {}, { scope: { ...everywhere, resources: ["apps/Deployment/payments-prod/*"] } }, true],
    [
      "only where every part of the scope agrees",
      {},
      { scope: { roots: ["k8s/**"], resources: ["core/*/**"], environments: [] } },
      false,
    ],
    ["that stood before: it stays so", { status: "existing", baselineState: "unchanged" }, {}, false],
    ["that got better: it stays so", { status: "improved", baselineState: "updated" }, {}, false],
  ])("%s", (_, findingPart, waiverPart, covered) => {
    const { findings } = applyWaivers([finding(findingPart)], [waiver(waiverPart)], policy);
    expect(findings[0]?.waiverId).toBe(covered ? "W-1" : null);
    expect(findings[0]?.status).toBe(covered ? "waived" : (findingPart.status ?? "active"));
  });
});

describe("the last day counts, in the configured zone", () => {
  // 15:30 UTC on 31 March is the first of April in Japan.
  const instant = new Date("2027-03-31T15:30:00Z");
  test.each([
    ["UTC", "waived"],
    ["America/Los_Angeles", "waived"],
    ["Asia/Tokyo", "active"],
  ])("in %s the finding is %s", (timezone, status) => {
    const today = localDateAt(instant, timezone);
    const applied = applyWaivers([finding()], [waiver()], { ...policy, today });
    expect(applied.findings[0]?.status).toBe(status);
    expect(applied.expired).toEqual(status === "waived" ? [] : ["W-1"]);
  });
});

test("of several waivers the one that holds longest is named, and all of them are used", () => {
  const waivers = [
    waiver({ id: "W-1" }),
    waiver({ id: "W-3", expires: "2027-05-01" }),
    waiver({ id: "W-2", expires: "2027-05-01" }),
  ];
  const applied = applyWaivers([finding()], waivers, policy);
  expect(applied.findings[0]?.waiverId).toBe("W-2");
  expect(applied.used).toEqual(["W-1", "W-2", "W-3"]);
});

test("says which waivers covered nothing, and counts those that cover what stood before as used", () => {
  const before = finding({ status: "existing", baselineState: "unchanged" });
  const gone = finding({ ruleId: "SEC-020", baselineState: "absent" });
  const waivers = [
    waiver(),
    waiver({ id: "W-2", rules: ["SEC-020"] }),
    waiver({ id: "W-0", expires: "2027-03-30" }),
  ];
  expect(applyWaivers([before, gone], waivers, policy)).toMatchObject({
    used: ["W-1"],
    unused: ["W-2"],
    expired: ["W-0"],
  });
});
