import { expect, test } from "vitest";
import { exampleConfiguration, openWorkbench } from "./workbench.ts";

const workbench = await openWorkbench();
const rules = workbench.policySet.rules.filter(({ id }) => id === "RES-014");
const configuration = await exampleConfiguration("");

const quota = `apiVersion: v1
kind: ResourceQuota
metadata: {name: compute, namespace: shop}
spec: {hard: {requests.cpu: "4", requests.memory: 4Gi}}
`;

const deployment = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - {name: api, image: "registry.example/api:1.2.3", resources: {requests: {cpu: "1", memory: 1Gi}}}
`;

test("what one number exceeds of two resources are two findings, each with a fingerprint of its own", async () => {
  const { findings } = await workbench.evaluate({
    rules,
    configuration,
    base: { "quota.yaml": quota, "api.yaml": deployment(2) },
    head: { "quota.yaml": quota, "api.yaml": deployment(8) },
  });
  expect(findings.map(({ path, arguments: { resource } }) => [path, resource])).toEqual([
    [["spec", "replicas"], "requests.cpu"],
    [["spec", "replicas"], "requests.memory"],
  ]);
  expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});
