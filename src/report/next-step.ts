import type { Report } from "../model/report.ts";
import { namesOf, type Outcome, type WriteName } from "./outcome.ts";
import { textsOf } from "./text/locale.ts";

/** Whose turn it is, and what that person does: one or two sentences. `null` where nobody has a turn. */
export function nextStepOf(outcome: Outcome, report: Report, write: WriteName): string | null {
  const { next, row } = textsOf(report.locale);
  if (outcome.deciding === null) return null;
  if (report.mode === "observe") return next.observing;
  if (report.mode === "advise") return next.advising;
  const who = namesOf(outcome.reviewers, row.nobodyNamed, write, report.locale);
  const owners = namesOf(outcome.owners, row.owningTeam, write, report.locale);
  const [reviewed, confirmed] = [outcome.review.length > 0, outcome.confirm.length > 0];
  if (outcome.fix.length > 0) {
    if (reviewed) return next.pushThenReview(who);
    return confirmed ? next.pushThenConfirm(owners) : next.push;
  }
  if (reviewed) return confirmed ? next.reviewAndConfirm(who, owners) : next.review(who);
  return next.confirm(owners);
}
