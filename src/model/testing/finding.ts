import type { Finding } from "../finding.ts";

/** A finding for tests: new, active, about a Deployment in production; each test says what matters to it. */
export function exampleFinding(over: Partial<Finding> = {}): Finding {
  return {
    ruleId: "CHG-004",
    severity: "high",
    enforcement: "review",
    kind: "fail",
    messageId: "m",
    arguments: {},
    rootKey: "manifests:k8s",
    address: "apps/Deployment/prod/api",
    type: "apps/Deployment",
    path: [],
    location: { path: "k8s/api.yaml", startLine: 1, endLine: 1 },
    environment: "production",
    production: true,
    owner: [],
    pathOwner: [],
    cluster: null,
    fingerprint: "f",
    evidence: {},
    measure: null,
    baselineState: "new",
    status: "active",
    waiverId: null,
    fix: null,
    ...over,
  };
}
