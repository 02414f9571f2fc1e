import { traffic, trafficPath, workload, workloadPath } from "../../test/app/estate.ts";

/** What people change in the story, as small as it can be and still be harmless, wrong or risky. */

function configurationOf(organisation: string): string {
  return `version: 1
mode: enforce
environments:
  production: { paths: ["**/prod/**"] }
tenants:
  payments:
    teams: [${organisation}/payments]
    owns: { paths: ["k8s/payments/**", "terraform/payments/**"], namespaces: ["payments-*"] }
    limits: { container: { memory: 8Gi } }
policyOwners: [${organisation}/sre]
routing: { reviewers: [${organisation}/sre] }
waivers: { approvers: [${organisation}/sre] }
`;
}

export function baseFilesOf(organisation: string): Readonly<Record<string, string>> {
  return {
    ".github/sekisho.yml": configurationOf(organisation),
    [trafficPath]: traffic(10),
    [workloadPath]: workload("2Gi"),
    "docs/run.md": "How to run it.\n",
  };
}
