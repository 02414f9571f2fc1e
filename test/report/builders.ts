import { createHash } from "node:crypto";
import type { Locale } from "../../src/model/configuration.ts";
import type { Decision, RiskItem, Route } from "../../src/model/decision.ts";
import { type Enforcement, enforcements, type Finding } from "../../src/model/finding.ts";
import type { LineEdit } from "../../src/model/repair.ts";
import type { ChangeSummary, Report, ReportRoot } from "../../src/model/report.ts";
import { exampleFinding } from "../../src/model/testing/finding.ts";
import { ruleTexts } from "./rule-texts.ts";

const manifests = "manifests:k8s/payments/prod";
const terraform = "terraform:terraform/payments";

/** A finding of RES-004 in a Deployment of the tenant payments, and whatever a test wants otherwise. */
export function finding(given: Partial<Finding> = {}): Finding {
  const own = exampleFinding({
    ruleId: "RES-004",
    enforcement: "block",
    messageId: "above",
    arguments: {
      container: "api",
      workload: "Deployment payments-prod/api",
      limit: "16Gi",
      tenant: "payments",
      cap: "8Gi",
    },
    rootKey: manifests,
    address: "apps/Deployment/payments-prod/api",
    path: ["spec", "template", "spec", "containers", 0, "resources", "limits", "memory"],
    location: { path: "k8s/payments/prod/api.yaml", startLine: 31, endLine: 31, startColumn: 15 },
    owner: ["payments"],
    pathOwner: ["payments"],
    fingerprint: "",
    ...given,
  });
  return given.fingerprint === undefined ? { ...own, fingerprint: fingerprintOf(own) } : own;
}

export const memoryFix: Finding["fix"] = {
  op: "replace",
  path: ["spec", "template", "spec", "containers", 0, "resources", "limits", "memory"],
  value: "8Gi",
};

export function trafficJump(given: Partial<Finding> = {}): Finding {
  return finding({
    ruleId: "CHG-010",
    enforcement: "review",
    messageId: "jump",
    arguments: { name: "api", points: 80, most: 25, before: "10 %", after: "90 %" },
    rootKey: terraform,
    address: 'aws_route53_record.api["green"]',
    type: "aws_route53_record",
    path: ["weighted_routing_policy", 0, "weight"],
    location: { path: "terraform/payments/weights.tf", startLine: 14, endLine: 14 },
    ...given,
  });
}

export function movingTag(given: Partial<Finding> = {}): Finding {
  return finding({
    ruleId: "SEC-020",
    severity: "medium",
    enforcement: "advise",
    messageId: "latest",
    arguments: { container: "api", image: "registry.example.com/api:latest" },
    path: ["spec", "template", "spec", "containers", 0, "image"],
    location: { path: "k8s/payments/prod/api.yaml", startLine: 27, endLine: 27 },
    ...given,
  });
}

export function destroyedDatabase(locale: Locale, given: Partial<Finding> = {}): Finding {
  return finding({
    ruleId: "CHG-001",
    severity: "critical",
    enforcement: "confirm",
    messageId: "destroyed",
    arguments: { thing: locale === "en" ? "database" : "データベース", address: "module.rds" },
    rootKey: terraform,
    address: "module.rds",
    type: "aws_db_instance",
    path: [],
    location: { path: "terraform/payments/dev/rds.tf", startLine: 3, endLine: 21 },
    environment: "development",
    production: false,
    ...given,
  });
}

export function change(given: Partial<ChangeSummary> = {}): ChangeSummary {
  return {
    rootKey: manifests,
    address: "apps/Deployment/payments-prod/api",
    type: "apps/Deployment",
    action: "update",
    environment: "production",
    owner: ["payments"],
    location: { path: "k8s/payments/prod/api.yaml", startLine: 1, endLine: 60 },
    leaves: [
      {
        path: "spec.template.spec.containers[name=api].resources.limits.memory",
        before: "4Gi",
        after: "16Gi",
      },
      { path: "spec.replicas", before: 12, after: 40 },
    ],
    ...given,
  };
}

/** A whole review from its findings and changes: the decision is what those findings come to. */
export function report(
  locale: Locale,
  given: Partial<Report> & Pick<Report, "findings"> & { readonly reviewers?: readonly string[] },
): Report {
  const { reviewers = ["acme/sre"], ...parts } = given;
  const { findings, changes = [change()] } = parts;
  return {
    kind: "review",
    base: { label: "main", commit: "0f1e2d3c4b5a69788796a5b4c3d2e1f001234567" },
    head: { label: "topic", commit: "a1b2c3d4e5f60718293a4b5c6d7e8f9001234567" },
    locale,
    mode: "enforce",
    timezone: "Asia/Tokyo",
    decision: decision(findings, reviewers),
    changes,
    notEvaluated: [],
    statistics: statistics(findings, changes.length),
    texts: ruleTexts(locale),
    roots: rootsOf(findings, changes),
    waivers: {},
    fixes: findings.flatMap(memoryEdit),
    run: {
      evaluatedAt: "2026-11-21T05:05:00.000Z",
      versions: { sekisho: "0.1.0" },
      timingsMs: { total: 412 },
    },
    ...parts,
  };
}

/** What {@link memoryFix} comes to in the file of the finding. */
function memoryEdit({ fix, location, fingerprint }: Finding): readonly LineEdit[] {
  if (fix !== memoryFix) return [];
  const { path, startLine } = location;
  const line = (value: string) => `              memory: ${value}`;
  return [{ path, startLine, before: [line("16Gi")], after: [line("8Gi")], fingerprints: [fingerprint] }];
}

function decision(findings: readonly Finding[], reviewers: readonly string[]): Decision {
  const counting = findings.filter(
    (one) => one.status === "active" && one.baselineState !== "absent" && one.enforcement !== "advise",
  );
  const strongest = Math.max(1, ...counting.map((one) => enforcements.indexOf(one.enforcement)));
  const route: Route = (["pass", "pass", "confirm", "review", "block"] as const)[strongest] ?? "pass";
  const reviewed = counting.filter((one) => one.enforcement === "review");
  const asked = reviewed.length === 0 ? [] : reviewers;
  return {
    route,
    reasons: [...Map.groupBy(counting, (one) => one.ruleId)].map(([ruleId, [first, ...rest]]) => ({
      ruleId,
      enforcement: first?.enforcement ?? ("off" satisfies Enforcement),
      fingerprints: [first, ...rest].flatMap((one) => (one === undefined ? [] : [one.fingerprint])),
    })),
    riskItems: counting
      .filter((one) => one.enforcement !== "block")
      .map((one) => riskItem(one, one.enforcement === "review" ? reviewers : one.owner)),
    riskDigest: "c0ffee".padEnd(64, "0"),
    reviewers: route === "block" ? [] : asked,
    reviewersLater: route === "block" ? asked : [],
    policySet: "facade".padEnd(64, "0"),
  };
}

function riskItem(
  { ruleId, rootKey, address, enforcement }: Finding,
  reviewers: readonly string[],
): RiskItem {
  const asks = enforcement === "confirm" ? "confirm" : "review";
  const item: RiskItem = {
    ruleId,
    rootKey,
    address,
    action: "update",
    digest: "beef".padEnd(64, "0"),
    asks,
    reviewers,
  };
  return ruleId === "CHG-010" ? { ...item, setBy: ["routing.byEnvironment.production"] } : item;
}

function statistics(findings: readonly Finding[], changes: number): Report["statistics"] {
  const count = (of: (one: Finding) => boolean) => findings.filter(of).length;
  return {
    filesChanged: 2,
    roots: 2,
    resources: 14,
    types: {},
    changes,
    findings: {
      introduced: count((one) => one.status === "active" && one.baselineState !== "absent"),
      existing: count((one) => one.status === "existing" && one.baselineState !== "absent"),
      improved: count((one) => one.status === "improved"),
      resolved: count((one) => one.baselineState === "absent"),
      waived: count((one) => one.status === "waived"),
    },
  };
}

function rootsOf(
  findings: readonly Finding[],
  changes: readonly ChangeSummary[],
): Readonly<Record<string, ReportRoot>> {
  const keys = new Set([...findings, ...changes].map((one) => one.rootKey));
  return Object.fromEntries(
    [...keys].map((key) => {
      const [kind, path = ""] = key.split(":");
      return [
        key,
        { key, kind: kind === "terraform" ? "terraform" : "manifests", path, variant: null, cluster: null },
      ];
    }),
  );
}

/** Sixty-four hexadecimal digits that differ where rule, address, message or state do. */
function fingerprintOf({ ruleId, address, messageId, baselineState, location }: Finding): string {
  const text = `${ruleId} ${messageId} ${address} ${baselineState} ${location.path}`;
  return createHash("sha256").update(text).digest("hex");
}
