import { existsSync } from "node:fs";
import { join } from "node:path";
import { counts } from "../../src/decision/index.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Report } from "../../src/model/report.ts";
import type { Rule } from "../../src/model/rule.ts";
import { kindMatcher } from "../../src/policy/select.ts";
import { moduleFolder } from "../go-module.ts";
import { judgePulls } from "./pulls.ts";
import type { CorporaSession } from "./session.ts";
import { unpacked } from "./unpack.ts";

/** What one rule had to look at in a body of real files, and what it said. */
export interface RuleMeasure {
  /** Objects of its kinds, or changes of them; 0 for rules that look at files or at the change as a whole. */
  readonly objects: number;
  /** Objects with at least one finding that fails. */
  readonly found: number;
  /** Objects about which it could not tell. */
  readonly open: number;
}

export interface Judged {
  readonly source: string;
  readonly report: Report;
  readonly finding: Finding;
}

export interface Judgement {
  readonly estate: ReadonlyMap<string, RuleMeasure>;
  readonly pulls: ReadonlyMap<string, RuleMeasure>;
  readonly repositories: ReadonlyMap<string, RuleMeasure>;
  /** Names of what was scanned as repositories. */
  readonly scanned: readonly string[];
  readonly absent: readonly string[];
  readonly findings: readonly Judged[];
}

const kics = "github.com/Checkmarx/kics@v1.7.13";

/**
 * Repositories that people run, as the Go module proxy serves them, and the folder in them that holds manifests, charts
 * or Terraform. Test data that is wrong on purpose is left out.
 */
const modules: readonly (readonly [string, string])[] = [
  ["github.com/argoproj/argo-cd/v2@v2.14.21", "manifests"],
  ["github.com/argoproj/argo-rollouts@v1.7.2", "manifests"],
  ["github.com/argoproj/argo-rollouts@v1.7.2", "examples"],
  ["github.com/aws/karpenter-provider-aws@v1.14.1", "charts"],
  ["github.com/aws/karpenter-provider-aws@v1.14.1", "examples"],
  ["github.com/cert-manager/cert-manager@v1.21.2", "deploy"],
  ["github.com/external-secrets/external-secrets@v1.3.2", "deploy/charts"],
  ["github.com/grafana/loki@v1.6.1", "production"],
  ["github.com/kyverno/kyverno@v1.19.1", "charts"],
  ["github.com/open-policy-agent/gatekeeper/v3@v3.23.1", "charts"],
  ["istio.io/istio@v0.0.0-20260827124520-eed52ebb66ad", "manifests"],
  ["istio.io/istio@v0.0.0-20260827124520-eed52ebb66ad", "samples"],
  ["k8s.io/autoscaler/vertical-pod-autoscaler@v1.8.1", "charts"],
  ["k8s.io/ingress-nginx@v0.0.0-20240708192948-52c50467d67d", "deploy"],
  ["sigs.k8s.io/descheduler@v0.36.0", "charts"],
  ["sigs.k8s.io/external-dns@v0.18.0", "charts"],
  ["sigs.k8s.io/kueue@v0.16.1", "charts"],
  ["sigs.k8s.io/metrics-server@v0.9.0", "charts"],
  ["github.com/gruntwork-io/terratest@v0.48.0", "examples"],
  ["github.com/hashicorp/terraform-provider-aws@v1.60.0", "examples"],
  // For each fault that it looks for, KICS has files that do not have it: what good Terraform and manifests look like.
  [kics, "assets/queries/terraform/aws"],
  [kics, "assets/queries/k8s"],
];
const corpora = ["microservices-demo", "argocd-example-apps"];

/** Every rule over the estate, over the pull requests, and over repositories that other people run. */
export async function judgeAll(
  session: CorporaSession,
  rules: readonly Rule[],
  { configuration, selection }: { readonly configuration: string; readonly selection: string | null },
): Promise<Judgement> {
  const estate = new Tally(rules);
  const pulls = new Tally(rules);
  const repositories = new Tally(rules);
  const findings: Judged[] = [];
  const asked = { base: "scan", configuration, ...(selection === null ? {} : { rules: selection }) } as const;
  const whole = unpacked("environments-2024-07");
  if (whole !== null) {
    findings.push(...estate.add("estate", await session.judge({ ...asked, head: whole })));
  }
  for await (const { number, report } of judgePulls(session, configuration)) {
    findings.push(...pulls.add(`pull ${number}`, report));
  }
  const absent: string[] = [];
  const scanned: string[] = [];
  for (const [name, folder] of repositoryFolders()) {
    if (folder === null || !existsSync(folder)) absent.push(name);
    else {
      scanned.push(name);
      const place = name.startsWith(kics) ? apart : withoutFaults;
      const report = await session.judge({ ...asked, configuration: "version: 1\n", head: folder, place });
      findings.push(...repositories.add(name, report));
    }
  }
  return {
    estate: estate.result(),
    pulls: pulls.result(),
    repositories: repositories.result(),
    scanned,
    absent,
    findings,
  };
}

/** Files that a tool's authors made wrong on purpose would be found, rightly, and say nothing about noise. */
function withoutFaults(path: string): string | null {
  return /(?:^|\/)(?:positive|testdata|ci)[^/]*(?:\/|$)|\/positive/.test(path) ? null : path;
}

/** Each file is a case of its own: beside each other they would define the same things again and again. */
function apart(path: string): string | null {
  return withoutFaults(path)?.replace(/([^/]+)(\.[^./]+)$/, "$1/$1$2") ?? null;
}

function repositoryFolders(): readonly (readonly [string, string | null])[] {
  const own = corpora.map((name) => [name, unpacked(name)] as const);
  const downloaded = modules.map(([module, folder]) => {
    const top = moduleFolder(module);
    return [`${module}/${folder}`, top === null ? null : join(top, folder)] as const;
  });
  return [...own, ...downloaded];
}

/** Adds up what rules looked at and what they found. */
class Tally {
  readonly #rules: readonly Rule[];
  readonly #objects = new Map<string, number>();
  readonly #found = new Map<string, number>();
  readonly #open = new Map<string, number>();

  constructor(rules: readonly Rule[]) {
    this.#rules = rules;
  }

  /** Gives the findings that count. */
  add(source: string, report: Report): readonly Judged[] {
    const changed = new Map<string, number>();
    for (const { type } of report.changes) changed.set(type, (changed.get(type) ?? 0) + 1);
    const types = { resource: new Map(Object.entries(report.statistics.types)), change: changed };
    for (const rule of this.#rules) {
      const looked = rule.scope === "change" ? types.change : types.resource;
      this.#count(this.#objects, rule.id, objectsOf(rule, looked));
    }
    const introduced = report.findings.filter(counts);
    const places = new Map(
      introduced.map((finding) => [
        `${finding.ruleId} ${finding.kind} ${finding.rootKey} ${finding.address}`,
        finding,
      ]),
    );
    for (const { ruleId, kind } of places.values()) {
      this.#count(kind === "fail" ? this.#found : this.#open, ruleId, 1);
    }
    return introduced.map((finding) => ({ source, report, finding }));
  }

  result(): ReadonlyMap<string, RuleMeasure> {
    const of = (table: ReadonlyMap<string, number>, id: string) => table.get(id) ?? 0;
    return new Map(
      this.#rules.map(({ id }) => [
        id,
        { objects: of(this.#objects, id), found: of(this.#found, id), open: of(this.#open, id) },
      ]),
    );
  }

  #count(table: Map<string, number>, id: string, more: number): void {
    table.set(id, (table.get(id) ?? 0) + more);
  }
}

function objectsOf(rule: Rule, types: ReadonlyMap<string, number>): number {
  if (rule.kinds.length === 0) return 0;
  const matches = kindMatcher(rule);
  return [...types].reduce((sum, [type, count]) => sum + (matches(new Set([type])) ? count : 0), 0);
}
