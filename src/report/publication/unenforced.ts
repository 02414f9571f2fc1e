import type { Locale } from "../../model/configuration.ts";
import { namesOf, type Outcome, rulesOf } from "../outcome.ts";
import { publicationTextsOf, textsOf } from "../text/locale.ts";

/** The title where nothing is held up: what observing would have asked for, or how much advice there is. */
export function observedTitle(outcome: Outcome, locale: Locale): string {
  const { title } = publicationTextsOf(locale);
  const { fix, review, confirm, advice } = outcome;
  if (outcome.mode === "advise") {
    const causes = fix.length + review.length + confirm.length + advice.length;
    return causes === 0 ? title.advisedPass : title.advised(causes);
  }
  const who = namesOf(outcome.reviewers, textsOf(locale).row.nobodyNamed, (name) => name, locale);
  if (fix.length > 0) return title.observedFix(fix.length, rulesOf(fix));
  if (review.length > 0) return title.observedReview(who, rulesOf(review));
  return confirm.length > 0 ? title.observedConfirm(confirm.length, rulesOf(confirm)) : title.observedPass;
}
