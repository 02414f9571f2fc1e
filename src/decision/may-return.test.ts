import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import { wouldReturn } from "./may-return.ts";
import { finding } from "./testing/cases.ts";

function asking(over: Partial<Finding> = {}): Finding {
  return finding({
    ruleId: "CHG-004",
    messageId: "cut",
    enforcement: "review",
    baselineState: "new",
    status: "active",
    ...over,
  });
}

describe("what may return", () => {
  test.each<[string, Partial<Finding>, boolean]>([
    ["a review", {}, true],
    ["a confirmation", { enforcement: "confirm" }, true],
    ["no block: its author mends it", { enforcement: "block" }, false],
    ["no advice, which asks nobody", { enforcement: "advise" }, false],
    ["nothing that could not be told", { kind: "open" }, false],
    ["nothing that stood before", { baselineState: "unchanged", status: "existing" }, false],
    ["nothing that is waived", { status: "waived" }, false],
    ["no engine of a database", { ruleId: "CHG-013", messageId: "engine" }, false],
    ["an earlier version of a chart", { ruleId: "CHG-013", messageId: "lower" }, true],
    ["more quota", { ruleId: "CHG-019", messageId: "raised" }, true],
    ["nothing that a network policy admits", { ruleId: "CHG-019", messageId: "admitted" }, false],
    ["no host that is given up", { ruleId: "CHG-011", messageId: "removed" }, false],
    ["nothing that is deleted", { ruleId: "CHG-001" }, false],
    ["nothing that is replaced", { ruleId: "CHG-002" }, false],
    ["no protection that is off", { ruleId: "CHG-018" }, false],
    ["no access", { ruleId: "CHG-015" }, false],
    ["no security rule", { ruleId: "SEC-003" }, false],
    ["no ceiling of a tenant", { ruleId: "RES-004" }, false],
    ["no rule of an organisation's own", { ruleId: "ACME-001" }, false],
    ["nothing by a name that every object has", { ruleId: "constructor" }, false],
  ])("%s", (_name, over, expected) => {
    expect(wouldReturn(asking(over))).toBe(expected);
  });

  /** Whoever adds a rule about changes decides here whether what it asks may be excused. */
  test("every rule about changes has been thought of", () => {
    const known = new Set([
      ...["alert_loosened", "autoscaler_shrunk", "chart_version", "database_restarted"],
      ...["disruption_budget_loosened", "frozen", "guardrail_loosened", "host_removed", "major_version"],
      ...["namespace_defaults_multiplied", "replicas_cut", "resources_cut", "sync_loosened", "traffic_step"],
      // These ask as ever.
      ...["blast_radius", "cluster_access", "definition_removed", "eksctl_cluster", "iam_broadened"],
      ...["immutable_field", "kubernetes_deleted", "not_read", "protection_off", "renamed", "replaced"],
      ...["rules_edited", "security_group_widened", "state_moved", "stateful_deleted", "variable_changed"],
    ]);
    const rules = readdirSync(new URL("../../policies/change", import.meta.url));
    expect(rules.filter((rule) => !known.has(rule))).toEqual([]);
  });
});
