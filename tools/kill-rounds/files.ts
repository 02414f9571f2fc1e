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

export const dnsPath = "terraform/payments/prod/dns/main.tf";
export const deploymentPath = "k8s/payments/prod/api.yaml";

/** `green`: how much of the traffic goes to it, in percent. The base has 10. */
export function dns(green: number): string {
  return `resource "aws_route53_record" "api" {
  for_each       = { blue = ${100 - green}, green = ${green} }
  zone_id        = "Z1"
  name           = "api.example.com"
  type           = "CNAME"
  ttl            = 60
  set_identifier = each.key
  records        = ["\${each.key}.example.com"]
  weighted_routing_policy { weight = each.value }
}
`;
}

/** `memory`: in GiB; the tenant may have 8. */
export function deployment(memory: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: payments-prod
spec:
  replicas: 3
  selector: { matchLabels: { app: api } }
  template:
    metadata: { labels: { app: api } }
    spec:
      automountServiceAccountToken: false
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: api
          image: registry.example.com/payments/api:1.4.2
          resources:
            requests: { cpu: 500m, memory: 1Gi }
            limits:
              memory: ${memory}Gi
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities: { drop: [ALL] }
`;
}

export function baseFilesOf(organisation: string): Readonly<Record<string, string>> {
  return {
    ".github/sekisho.yml": configurationOf(organisation),
    [dnsPath]: dns(10),
    [deploymentPath]: deployment(2),
    "docs/run.md": "How to run it.\n",
  };
}
