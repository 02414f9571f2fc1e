import { evidenceDigest, type Finding } from "../model/finding.ts";
import { compileGlobs } from "../model/glob.ts";
import { compareMeasures } from "../model/measure.ts";
import type { WaivedPlace, Waiver } from "../model/waiver.ts";

export interface WaiverPolicy {
  /** Local date of the evaluation in the configured zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** Rule ids or globs that nobody may waive. */
  readonly never: readonly string[];
}

export interface AppliedWaivers {
  /** In the order given; the waived ones have their status and the waiver's id. */
  readonly findings: readonly Finding[];
  /** Ids, sorted. A waiver is used where it covers a finding, one that stood before included. */
  readonly used: readonly string[];
  readonly unused: readonly string[];
  readonly expired: readonly string[];
}

/**
 * Lets accepted exceptions take effect. A waiver holds through its last day and no longer; where several cover a
 * finding, the one that holds longest is named.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  policy: WaiverPolicy,
): AppliedWaivers {
  const never = compileGlobs(policy.never);
  const expired = waivers.filter((waiver) => waiver.expires < policy.today);
  const standing = waivers.filter((waiver) => waiver.expires >= policy.today).sort(byStrength);
  const matchers = standing.map((waiver) => ({ waiver, covers: coverage(waiver) }));
  const used = new Set<string>();
  const settled = findings.map((finding) => {
    if (finding.baselineState === "absent" || never(finding.ruleId)) return finding;
    const covering = matchers.filter(({ covers }) => covers(finding)).map(({ waiver }) => waiver);
    for (const waiver of covering) used.add(waiver.id);
    const strongest = covering[0];
    if (strongest === undefined || finding.status !== "active") return finding;
    return { ...finding, status: "waived" as const, waiverId: strongest.id };
  });
  return {
    findings: settled,
    used: [...used].sort(),
    unused: idsOf(standing.filter((waiver) => !used.has(waiver.id))),
    expired: idsOf(expired),
  };
}

function byStrength(left: Waiver, right: Waiver): number {
  if (left.expires !== right.expires) return left.expires > right.expires ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

/** Every part of the scope that says something must match; a part that is empty says nothing. */
function coverage(waiver: Waiver): (finding: Finding) => boolean {
  const { scope } = waiver;
  const rules = compileGlobs(waiver.rules);
  const roots = partOf(scope.roots);
  const resources = partOf(scope.resources);
  const environments = partOf(scope.environments);
  const places = scope.places === undefined ? null : placesOf(scope.places);
  return (finding) =>
    rules(finding.ruleId) &&
    (roots(finding.rootKey) || roots(pathOf(finding.rootKey))) &&
    resources(finding.address) &&
    environments(finding.environment) &&
    (places === null || places(finding));
}

/** The same finding, no worse than it was: a smaller measure, or without one the same values. */
function placesOf(places: readonly WaivedPlace[]): (finding: Finding) => boolean {
  const byFingerprint = Map.groupBy(places, ({ fingerprint }) => fingerprint);
  return (finding) =>
    (byFingerprint.get(finding.fingerprint) ?? []).some(({ evidence, measure }) => {
      const compared =
        measure === null || finding.measure === null ? null : compareMeasures(finding.measure, measure);
      return compared === null ? evidence === evidenceDigest(finding) : compared <= 0;
    });
}

function partOf(patterns: readonly string[]): (text: string) => boolean {
  return patterns.length === 0 ? () => true : compileGlobs(patterns);
}

/** `manifests:k8s/api` may be written `k8s/api`, and stands then for every variant. */
function pathOf(rootKey: string): string {
  const path = rootKey.slice(rootKey.indexOf(":") + 1);
  const variant = path.lastIndexOf("#");
  return variant === -1 ? path : path.slice(0, variant);
}

function idsOf(waivers: readonly Waiver[]): readonly string[] {
  return waivers.map((waiver) => waiver.id).sort();
}
