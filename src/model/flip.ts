import type { Decision, Route } from "./decision.ts";
import { type Enforcement, enforcements } from "./finding.ts";

/** What became of a change: its route, and the teams that are asked, now or when nothing is left to fix. */
export interface Verdict {
  readonly route: Route;
  readonly reviewers: readonly string[];
}

/** A rule that asks for something else than before; `null`: for nothing. */
export interface FlippedRule {
  readonly ruleId: string;
  readonly before: Enforcement | null;
  readonly after: Enforcement | null;
}

/** One change that two settings, or two sets of rules, judge differently. */
export interface Flip {
  readonly before: Verdict;
  readonly after: Verdict;
  /** The rules that make the difference, sorted; empty where only other teams are asked. */
  readonly rules: readonly FlippedRule[];
}

/** What counts of a decision where it is compared with another. */
export interface Judged extends Verdict {
  readonly reasons: readonly { readonly ruleId: string; readonly enforcement: Enforcement }[];
}

/** A decision, as far as it is compared. */
export function judgedOf({ route, reviewers, reviewersLater, reasons }: Decision): Judged {
  return { route, reviewers: [...new Set([...reviewers, ...reviewersLater])].toSorted(), reasons };
}

/** What differs for the people concerned: the route, or who is asked. `null`: nothing, whatever the reasons are. */
export function flipOf(before: Judged, after: Judged): Flip | null {
  const same = before.route === after.route && before.reviewers.join() === after.reviewers.join();
  if (same) return null;
  const [was, is] = [strongestByRule(before), strongestByRule(after)];
  const ids = [...new Set([...was.keys(), ...is.keys()])].toSorted();
  const rules = ids
    .map((ruleId) => ({ ruleId, before: was.get(ruleId) ?? null, after: is.get(ruleId) ?? null }))
    .filter((rule) => rule.before !== rule.after);
  return { before: verdictOf(before), after: verdictOf(after), rules };
}

function verdictOf({ route, reviewers }: Judged): Verdict {
  return { route, reviewers };
}

function strongestByRule({ reasons }: Judged): ReadonlyMap<string, Enforcement> {
  const strongest = new Map<string, Enforcement>();
  for (const { ruleId, enforcement } of reasons) {
    const known = strongest.get(ruleId) ?? "off";
    if (enforcements.indexOf(enforcement) > enforcements.indexOf(known)) strongest.set(ruleId, enforcement);
  }
  return strongest;
}
