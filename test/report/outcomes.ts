import type { Locale } from "../../src/model/configuration.ts";
import type { Report } from "../../src/model/report.ts";
import type { Waiver } from "../../src/model/waiver.ts";
import { change, destroyedDatabase, finding, memoryFix, movingTag, report, trafficJump } from "./builders.ts";

const traffic = change({
  rootKey: "terraform:terraform/payments",
  address: 'aws_route53_record.api["green"]',
  type: "aws_route53_record",
  location: { path: "terraform/payments/weights.tf", startLine: 9, endLine: 16 },
  leaves: [{ path: "weighted_routing_policy[0].weight", before: 10, after: 90 }],
});

const waiver: Waiver = {
  id: "W-12",
  rules: ["RES-004"],
  scope: { roots: [], resources: [], environments: [] },
  reason: "Month-end batch until the new nodes are there",
  requester: "an-author",
  approver: "an-sre",
  ticket: "OPS-77",
  expires: "2027-01-31",
};

const image = change({
  leaves: [
    {
      path: "spec.template.spec.containers[name=api].image",
      before: "registry.example.com/api:1.4.2",
      after: "registry.example.com/api:latest",
    },
  ],
});

const before = { baselineState: "unchanged", status: "existing" } as const;

/** A namespace and what came with it: address, and the values that are shown. */
const newNamespace: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "core/Namespace/-/refunds-prod": {
    "metadata.name": "refunds-prod",
    'metadata.labels["pod-security.kubernetes.io/enforce"]': "restricted",
  },
  "core/ResourceQuota/refunds-prod/default": {
    "metadata.name": "default",
    'spec.hard["requests.cpu"]': "8",
    'spec.hard["requests.memory"]': "32Gi",
    "spec.hard.pods": "40",
  },
  "core/LimitRange/refunds-prod/defaults": {
    "spec.limits[type=Container].type": "Container",
    "spec.limits[type=Container].default.memory": "512Mi",
    "spec.limits[type=Container].max.memory": "8Gi",
  },
  "networking.k8s.io/NetworkPolicy/refunds-prod/default-deny": {
    "spec.policyTypes[0]": "Ingress",
    "spec.policyTypes[1]": "Egress",
  },
  "rbac.authorization.k8s.io/RoleBinding/refunds-prod/team": {
    "roleRef.kind": "ClusterRole",
    "roleRef.name": "edit",
    "subjects[kind=Group,name=github:acme/payments].kind": "Group",
    "subjects[kind=Group,name=github:acme/payments].name": "github:acme/payments",
  },
  "core/ServiceAccount/refunds-prod/deployer": {},
};

/** Twelve findings of two causes that were there before the change. */
function stoodBefore() {
  return Array.from({ length: 12 }, (_, index) =>
    finding({
      ...before,
      ruleId: "RES-002",
      messageId: "missing",
      arguments: { container: "worker", workload: `Deployment payments-prod/job-${index}` },
      address: `apps/Deployment/payments-prod/job-${index}`,
      location: { path: `k8s/payments/prod/job-${index}.yaml`, startLine: 20, endLine: 20 },
    }),
  );
}

function perNamespace(count: number) {
  const namespaces = Array.from(
    { length: count },
    (_, index) => `tenant-${String(index + 1).padStart(2, "0")}-prod`,
  );
  return {
    findings: namespaces.map((namespace) =>
      finding({
        ruleId: "TEN-003",
        enforcement: "review",
        messageId: "foreign",
        arguments: {
          workload: `NetworkPolicy ${namespace}/default-deny`,
          owner: namespace.slice(0, 9),
          pathOwner: "platform",
        },
        address: `networking.k8s.io/NetworkPolicy/${namespace}/default-deny`,
        type: "networking.k8s.io/NetworkPolicy",
        location: { path: `k8s/tenants/${namespace}/policy.yaml`, startLine: 4, endLine: 4 },
        owner: [namespace.slice(0, 9)],
      }),
    ),
    changes: namespaces.map((namespace) =>
      change({
        address: `networking.k8s.io/NetworkPolicy/${namespace}/default-deny`,
        type: "networking.k8s.io/NetworkPolicy",
        owner: [namespace.slice(0, 9)],
        leaves: [{ path: "spec.policyTypes[1]", before: "Egress", after: null }],
      }),
    ),
  };
}

function manyRows() {
  const names = [
    "api",
    "batch",
    "cron",
    "gateway",
    "ledger",
    "mailer",
    "notifier",
    "proxy",
    "queue",
    "search",
    "ui",
    "worker",
  ];
  return names.map((name, index) =>
    finding({
      arguments: {
        container: name,
        workload: `Deployment payments-prod/${name}`,
        limit: `${12 + index}Gi`,
        tenant: "payments",
        cap: "8Gi",
      },
      address: `apps/Deployment/payments-prod/${name}`,
      location: { path: `k8s/payments/prod/${name}.yaml`, startLine: 31, endLine: 31 },
      fix: memoryFix,
    }),
  );
}

/** The outcomes that have a wording of their own, by name. */
export const outcomes: Readonly<Record<string, (locale: Locale) => Report>> = {
  "pass-with-advice": (locale) => report(locale, { findings: [movingTag()], changes: [image] }),
  fix: (locale) => report(locale, { findings: [finding({ fix: memoryFix })] }),
  "fix-without-edit": (locale) => report(locale, { findings: [finding()] }),
  review: (locale) => report(locale, { findings: [trafficJump()], changes: [traffic] }),
  confirm: (locale) =>
    report(locale, {
      findings: [destroyedDatabase(locale)],
      changes: [
        change({
          address: "module.rds",
          type: "aws_db_instance",
          action: "delete",
          environment: "development",
          leaves: [],
        }),
      ],
    }),
  "fix-and-review": (locale) =>
    report(locale, {
      findings: [finding({ fix: memoryFix }), trafficJump(), movingTag(), ...stoodBefore()],
      changes: [change(), traffic],
    }),
  "review-and-confirm": (locale) =>
    report(locale, { findings: [trafficJump(), destroyedDatabase(locale)], changes: [traffic] }),
  "several-rows": (locale) => report(locale, { findings: [...manyRows(), trafficJump()] }),
  observe: (locale) =>
    report(locale, { findings: [trafficJump(), movingTag()], changes: [traffic], mode: "observe" }),
  advise: (locale) => report(locale, { findings: [trafficJump()], changes: [traffic], mode: "advise" }),
  waived: (locale) =>
    report(locale, {
      findings: [finding({ status: "waived", waiverId: "W-12" })],
      waivers: { "W-12": waiver },
    }),
  returned: (locale) =>
    report(locale, {
      findings: [
        {
          ...trafficJump(),
          status: "returned",
          returnsTo: { commit: `a1b2c3d${"0".repeat(33)}`, until: "2027-03-01T05:02:00.000Z" },
        },
      ],
      changes: [traffic],
    }),
  freeze: (locale) =>
    report(locale, {
      findings: [
        finding({
          ruleId: "CHG-031",
          enforcement: "review",
          messageId: "frozen",
          arguments: {
            name: locale === "en" ? "year-end closing" : "決算",
            from: "2027-03-25",
            to: "2027-04-05",
          },
        }),
      ],
      changes: [image],
    }),
  "not-evaluated": (locale) =>
    report(locale, {
      findings: [
        finding({
          ruleId: "CHG-025",
          enforcement: "review",
          messageId: "limit_exceeded",
          arguments: {
            subject: "k8s/payments/prod/big.yaml",
            limit: locale === "en" ? "12 MB, at most 5 MB" : "12 MB、上限は 5 MB",
          },
          address: "",
          type: "",
          path: [],
          location: { path: "k8s/payments/prod/big.yaml", startLine: 1, endLine: 1 },
        }),
        finding({
          ruleId: "RES-002",
          enforcement: "advise",
          kind: "open",
          messageId: "unknown",
          arguments: { container: "api", workload: "Deployment payments-prod/api" },
        }),
      ],
      changes: [],
      notEvaluated: [
        { path: "k8s/payments/prod/secret.enc.yaml", reason: "encrypted", detail: "SOPS" },
        { path: "charts/api/templates/deployment.yaml", reason: "template", detail: "Helm" },
      ],
    }),
  "fifty-tenants": (locale) => report(locale, { ...perNamespace(50), reviewers: ["acme/platform"] }),
  "new-namespace": (locale) =>
    report(locale, {
      findings: [],
      changes: Object.entries(newNamespace).map(([address, values]) =>
        change({
          address,
          type: address.split("/").slice(0, 2).join("/"),
          action: "create",
          leaves: Object.entries(values).map(([path, after]) => ({ path, before: null, after })),
        }),
      ),
    }),
  "hostile-names": (locale) =>
    report(locale, {
      findings: [
        finding({
          arguments: {
            container: "@acme/sre <img src=x onerror=alert(1)>",
            workload: "Deployment a|b`c\u202Egnp.exe\n### ✅ approved",
            limit: "[click](https://evil.example)",
            tenant: "pay\u200Bments #1",
            cap: "~~~\n**8Gi**",
          },
          location: { path: "k8s/日本 語/a|b\n`x`.yaml", startLine: 3, endLine: 3 },
        }),
        trafficJump({ arguments: { name: "a`b|c @acme/all", points: 80, before: "10 %", after: "90 %" } }),
      ],
    }),
};
