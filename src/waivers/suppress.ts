import type { Finding } from "../model/finding.ts";
import { compileGlobs } from "../model/glob.ts";
import type { ObjectPath } from "../model/json.ts";
import type { SettledSuppression, SuppressionEffect } from "../model/suppression.ts";

/**
 * Lets comments and annotations take effect on what still counts. One that was there before covers whatever its rule
 * says about its place, except what the rule measures: nobody said how much is accepted. `compared`: there is a base;
 * in a scan there is none, and everything was there before.
 */
export function applySuppressions(
  findings: readonly Finding[],
  suppressions: readonly SettledSuppression[],
  { compared }: { readonly compared: boolean },
): readonly Finding[] {
  if (suppressions.length === 0) return findings;
  const byRule = Map.groupBy(suppressions, ({ ruleId }) => ruleId);
  return findings.map((finding) => {
    if (finding.status !== "active" || finding.baselineState === "absent") return finding;
    const covering = (byRule.get(finding.ruleId) ?? []).flatMap((suppression) => {
      const effect = effectOn(finding, suppression, compared);
      return effect === null ? [] : [{ suppression, effect }];
    });
    const best = covering.find(({ effect }) => effect === "counts") ?? covering[0];
    if (best === undefined) return finding;
    const { reason, location } = best.suppression;
    const said = {
      ...finding,
      suppression: { effect: best.effect, reason, path: location.path, line: location.startLine },
    };
    return best.effect === "counts" ? { ...said, status: "waived" as const } : said;
  });
}

/**
 * What was silenced in place once, under other settings: it stays so where they allow it, too. What they would allow in
 * addition is not told, because nobody looked whether it stood at the base.
 */
export function suppressedAgain(
  findings: readonly Finding[],
  { allowed, never }: { readonly allowed: readonly string[]; readonly never: readonly string[] },
): readonly Finding[] {
  const isAllowed = compileGlobs(allowed);
  const isNever = compileGlobs(never);
  return findings.map((finding) => {
    if (finding.status !== "active" || finding.suppression?.effect !== "counts") return finding;
    return isAllowed(finding.ruleId) && !isNever(finding.ruleId) ? { ...finding, status: "waived" } : finding;
  });
}

/** Whether a suppression stands on what a finding is about, and what it does to it; `null` where it does not. */
function effectOn(
  finding: Finding,
  { effect, targets }: SettledSuppression,
  compared: boolean,
): SuppressionEffect | null {
  const covering = targets.filter((target) => covers(target, finding));
  if (covering.length === 0) return null;
  if (effect !== "counts") return effect;
  if (!covering.some(({ stood }) => stood)) return "new";
  return compared && finding.measure !== null ? "larger" : "counts";
}

/** A place is covered with everything in it. */
export function covers(
  target: { readonly rootKey: string; readonly address: string; readonly path: ObjectPath },
  { rootKey, address, path }: Pick<Finding, "rootKey" | "address" | "path">,
): boolean {
  return (
    target.rootKey === rootKey &&
    target.address === address &&
    target.path.every((step, index) => String(step) === String(path[index]))
  );
}
