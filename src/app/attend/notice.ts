import { type Enforcement, enforcements } from "../../model/finding.ts";
import { flipOf, judgedOf } from "../../model/flip.ts";
import { startOfDay } from "../../model/local-date.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Report } from "../../model/report.ts";
import type { Rule } from "../../model/rule.ts";
import type { PolicySet } from "../policy-set.ts";
import type { Activation } from "../rule-sets/activations.ts";
import type { RuleSets } from "../rule-sets/kept.ts";
import type { ReviewSettings } from "../settings.ts";
import type { Decided } from "./decide.ts";

/** The set that a pull request was judged by before another one was activated, and from when on that one counts. */
export interface Notice {
  readonly before: PolicySet;
  /** Local date. */
  readonly from: string;
}

/** `null`: the set in force decides, because nobody was told anything else, or the days of notice are over. */
export async function noticeOf(
  activations: readonly Activation[],
  { records, today }: { readonly records: readonly StoredPullRecord[]; readonly today: string },
  ruleSets: RuleSets | undefined,
): Promise<Notice | null> {
  const decisions = records.filter(({ body }) => body.kind === "decision");
  let digest: string | null = null;
  // Of several within a few days, the first that it was judged by still counts.
  for (const { at, countsFrom, previous } of activations.toReversed()) {
    const holds = countsFrom !== null && today < countsFrom && decisions.some((record) => record.at < at);
    if (!holds || previous === null) break;
    digest = previous;
  }
  const last = activations.at(-1);
  const from = last?.countsFrom ?? null;
  if (digest === null || from === null || digest === last?.policySet) return null;
  const found = await ruleSets?.find(digest);
  // What was erased cannot be used any more: then the set in force decides at once.
  return found?.kind === "found" ? { before: found.policySet, from } : null;
}

/** The same settings with another set: nothing in it is new to whoever was judged by it. */
export function underSet(
  { ruleSet: _, observing: __, ...settings }: ReviewSettings,
  policySet: PolicySet,
  own: Pick<PolicySet, "digest">,
): ReviewSettings {
  return policySet.digest === own.digest ? settings : { ...settings, ruleSet: policySet };
}

/** Rules that ask for more under the newer set; `at-once` where one of them is critical, `null` where there are none. */
export function stricterRules(
  before: Report,
  after: Report,
  {
    rules,
    observing = [],
  }: { readonly rules: readonly Rule[]; readonly observing?: ReviewSettings["observing"] },
): readonly string[] | "at-once" | null {
  const flip = flipOf(judgedOf(before.decision), judgedOf(after.decision));
  const observed = new Set(observing.map(({ ruleId }) => ruleId));
  const stricter = (flip?.rules ?? [])
    .filter((rule) => strength(rule.after) > strength(rule.before) && !observed.has(rule.ruleId))
    .map(({ ruleId }) => ruleId);
  if (stricter.length === 0) return null;
  const critical = new Set(rules.filter(({ severity }) => severity === "critical").map(({ id }) => id));
  return stricter.some((id) => critical.has(id)) ? "at-once" : stricter;
}

function strength(enforcement: Enforcement | null): number {
  return enforcement === null ? 0 : enforcements.indexOf(enforcement);
}

/** When the newer set counts for a pull request that the one before decided about, ISO 8601; `null`: it does already. */
export function noticeEnds(
  { announced }: Pick<Decided, "announced">,
  { configuration }: Pick<ReviewSettings, "configuration">,
): string | null {
  return announced === undefined ? null : startOfDay(announced.from, configuration.timezone);
}
