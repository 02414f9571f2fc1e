import { bareTenant } from "../../model/bare-tenant.ts";
import type { ResourceChange } from "../../model/change.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Decision } from "../../model/decision.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { type DecisionInput, decide } from "../decide.ts";

export const configuration: Pick<Configuration, "routing" | "tenants" | "policyOwners"> = {
  policyOwners: ["o/policy"],
  tenants: [bareTenant("決済", ["o/決済"]), bareTenant("配送", ["o/物流", "o/ship"])],
  routing: {
    reviewers: ["o/sre"],
    byRule: {},
    organisation: { reviewers: [], byRule: {}, byTenant: {}, byEnvironment: {} },
    byTenant: {},
    byEnvironment: {},
    minimumApprovals: 1,
    unattributed: "extra-approval",
    peerApproval: "record",
  },
};

export function decideOn(
  findings: readonly Finding[],
  over: Partial<DecisionInput["configuration"]> = {},
  changes: readonly ResourceChange[] = [],
): Decision {
  return decide({
    findings,
    changes,
    configuration: { ...configuration, ...over },
    rules: [{ id: "CHG-004", family: "change" }],
    policySet: "p",
  });
}

export { exampleFinding as finding } from "../../model/testing/finding.ts";

export function change(before: JsonObject | null, after: JsonObject | null): ResourceChange {
  return {
    rootKey: "manifests:k8s",
    address: "apps/Deployment/prod/api",
    type: "apps/Deployment",
    action: before === null ? "create" : after === null ? "delete" : "update",
    before: before === null ? null : resource(before),
    after: after === null ? null : resource(after),
    move: null,
    replacePaths: [],
  };
}

function resource(object: JsonObject): Resource {
  return {
    rootKey: "manifests:k8s",
    address: "apps/Deployment/prod/api",
    type: "apps/Deployment",
    object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: "prod",
    location: fileLocation("k8s/api.yaml"),
    locate: () => fileLocation("k8s/api.yaml"),
  };
}
