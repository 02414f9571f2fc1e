import type { Reason, ReasonNumber, RiskItem } from "../../model/decision.ts";
import type { ReportReach } from "../../model/reach.ts";
import type { Report } from "../../model/report.ts";
import { passingSentences } from "../would-pass.ts";

export function riskItemJson({ ruleId, rootKey, address, action, digest, asks, reviewers, setBy }: RiskItem) {
  const item = { ruleId, rootKey, address, action, digest, asks, reviewers };
  return setBy === undefined ? item : { ...item, setBy };
}

/** A reason, what its findings count, and what would have passed. */
export function reasonJson({ ruleId, enforcement, fingerprints, numbers }: Reason, report: Report) {
  const named = new Set(fingerprints);
  const own = report.findings.filter(
    (finding) => finding.ruleId === ruleId && named.has(finding.fingerprint),
  );
  const wouldPass = passingSentences(own, report, "plain");
  return {
    ruleId,
    enforcement,
    fingerprints,
    ...(numbers === undefined ? {} : { numbers: numbers.map(numberJson) }),
    ...(wouldPass.length === 0 || enforcement === "block" ? {} : { wouldPass }),
  };
}

function numberJson({ fingerprint, number, bound, threshold }: ReasonNumber) {
  return { fingerprint, number, bound, threshold };
}

/** How far the change reaches, and how much of each passes without somebody looking first. */
export function reachJson({
  tenants,
  environments,
  clusters,
  roots,
  through,
  production,
  allowed,
}: ReportReach) {
  return {
    ...{ tenants, environments, clusters, roots, production },
    through: through.map((shared) => ({ path: shared.path, roots: shared.roots })),
    allowed: {
      tenants: allowed.tenants,
      environments: allowed.environments,
      clusters: allowed.clusters,
      roots: allowed.roots,
    },
  };
}
