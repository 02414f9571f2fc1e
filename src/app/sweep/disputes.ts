import { counts } from "../../decision/index.ts";
import { disputedRules } from "../../gate/index.ts";
import type { Blobs, NewRecord, Records } from "../../store/index.ts";
import { keptDecisions, keptReport, lastOfEach, pullKey } from "../past-decisions.ts";

/** A season: long enough to see a rule often, short enough that a rule that was mended is forgiven. */
const periodMs = 90 * 86_400_000;
/** Reports that one sweep reads, the newest first: each is up to a megabyte, and a share is known from fewer. */
const reportsMax = 1_000;

/**
 * Says once a month which rules people dispute: the policy owners have to hear it, because whoever is stopped by a
 * wrong finding only learns to look away. Nothing is read while nobody has disputed anything.
 */
export async function disputeAlerts(
  { records, blobs }: { readonly records: Pick<Records, "ofPulls">; readonly blobs: Pick<Blobs, "get"> },
  now: Date,
): Promise<readonly NewRecord[]> {
  const since = new Date(now.getTime() - periodMs).toISOString();
  const feedback = await records.ofPulls(null, "feedback", since);
  if (feedback.length === 0) return [];
  const pulls = new Map<string, Set<string>>();
  const shown = (ruleId: string, pull: string) =>
    pulls.set(ruleId, (pulls.get(ruleId) ?? new Set()).add(pull));
  // Who disputes a rule has seen it, also where it says nothing any more.
  for (const { body, repositoryId, number } of feedback)
    if (body.kind === "feedback") shown(body.ruleId, `${repositoryId}/${number}`);
  const decisions = lastOfEach(await keptDecisions(records, null, since)).slice(0, reportsMax);
  for (const decision of decisions) {
    const report = await keptReport(blobs, decision);
    for (const { ruleId } of report?.findings.filter(counts) ?? []) shown(ruleId, pullKey(decision));
  }
  const numbers = new Map([...pulls].map(([ruleId, seen]) => [ruleId, seen.size]));
  const month = now.toISOString().slice(0, "YYYY-MM".length);
  return disputedRules(feedback, numbers).map((alert) => ({
    scope: "repository",
    repositoryId: null,
    key: `rule-disputed ${alert.ruleId} ${month}`,
    body: { kind: "alert", alert },
  }));
}
