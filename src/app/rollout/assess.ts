import { counts } from "../../decision/index.ts";
import type { Report } from "../../model/report.ts";

/**
 * Below twenty pull requests a single one is more than {@link shareMax}: nothing can be told yet. Two weeks see whatever
 * a team does every week twice.
 */
export const pullsMin = 20;
export const daysMin = 14;
/** A rule that stops or asks about more than one pull request in twenty is in people's way, whatever it finds. */
export const shareMax = 0.05;
/** The share at which the policy owners are told that a rule is disputed. */
export const disputedMax = 0.05;

/** What a rule would have done to one head. */
type Would = "stop" | "ask" | "advise";
const strength = ["advise", "ask", "stop"] as const satisfies readonly Would[];

/** What is left of one report: a rule id to what it would have done. */
export type HeadTally = ReadonlyMap<string, Would>;

/** One pull request as it was seen: each of its heads, oldest first, and the rules that somebody disputed on it. */
export interface ObservedPull {
  readonly heads: readonly HeadTally[];
  readonly disputed: ReadonlySet<string>;
}

export type Verdict =
  /** It may be enforced. */
  | "quiet"
  /** It stops or asks too often. */
  | "loud"
  | "disputed"
  /** Too little was seen to tell. */
  | "unknown";

export interface RuleObservation {
  readonly ruleId: string;
  /** Pull requests that it would have stopped at one of their heads. */
  readonly stopped: number;
  /** Those that it would not have stopped, and would have asked somebody about. */
  readonly asked: number;
  /** Those that it had no more than advice for. */
  readonly advised: number;
  /** Those of `stopped` and `asked` whose last head still had it: nobody mended it by themselves. */
  readonly remained: number;
  readonly disputed: number;
  /** `stopped` and `asked` of all pull requests, 0 to 1. */
  readonly share: number;
  readonly verdict: Verdict;
}

export interface Assessment {
  readonly pulls: number;
  readonly rules: readonly RuleObservation[];
  /** What part of all pull requests the quiet rules together would have stopped or asked about, 0 to 1. */
  readonly quietShare: number;
}

/** What the findings of a report would have done, whatever mode it was made in. */
export function tallyOf(report: Report): HeadTally {
  const tally = new Map<string, Would>();
  for (const finding of report.findings) {
    if (!counts(finding)) continue;
    const would = wouldOf[finding.enforcement];
    const before = tally.get(finding.ruleId);
    if (would === null || (before !== undefined && strength.indexOf(before) >= strength.indexOf(would)))
      continue;
    tally.set(finding.ruleId, would);
  }
  return tally;
}

const wouldOf = { off: null, advise: "advise", confirm: "ask", review: "ask", block: "stop" } as const;

/** Whether each rule is quiet enough to be enforced. `days` is how long was observed. */
export function assess(pulls: readonly ObservedPull[], days: number, ruleIds: readonly string[]): Assessment {
  const enough = pulls.length >= pullsMin && days >= daysMin;
  const rules = ruleIds.map((ruleId) => assessRule(ruleId, pulls, enough));
  const quiet = new Set(rules.filter(({ verdict }) => verdict === "quiet").map(({ ruleId }) => ruleId));
  const touched = pulls.filter(({ heads }) =>
    heads.some((head) => [...head].some(([ruleId, would]) => would !== "advise" && quiet.has(ruleId))),
  );
  return { pulls: pulls.length, rules, quietShare: shareOf(touched.length, pulls.length) };
}

function assessRule(ruleId: string, pulls: readonly ObservedPull[], enough: boolean): RuleObservation {
  const seen = { stop: 0, ask: 0, advise: 0 };
  let [remained, disputed] = [0, 0];
  for (const pull of pulls) {
    const would = strongest(pull.heads.map((head) => head.get(ruleId)));
    if (pull.disputed.has(ruleId)) disputed += 1;
    if (would === null) continue;
    seen[would] += 1;
    const last = pull.heads.at(-1)?.get(ruleId) ?? "advise";
    if (would !== "advise" && last !== "advise") remained += 1;
  }
  const { stop: stopped, ask: asked, advise: advised } = seen;
  const share = shareOf(stopped + asked, pulls.length);
  const isDisputed = disputed > 0 && shareOf(disputed, stopped + asked + advised) > disputedMax;
  const verdict = verdictOf({ enough, share, isDisputed });
  return { ruleId, stopped, asked, advised, remained, disputed, share, verdict };
}

function verdictOf(seen: {
  readonly enough: boolean;
  readonly share: number;
  readonly isDisputed: boolean;
}): Verdict {
  if (seen.isDisputed) return "disputed";
  if (!seen.enough) return "unknown";
  return seen.share > shareMax ? "loud" : "quiet";
}

function strongest(all: readonly (Would | undefined)[]): Would | null {
  return strength.findLast((would) => all.includes(would)) ?? null;
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
