import type { Locale } from "../model/configuration.ts";
import type { Flip, Verdict } from "../model/flip.ts";
import { namesOf, type WriteName } from "./outcome.ts";
import { flipTexts } from "./text/flip-texts.ts";

/** Rules that are named of one flip. */
const rulesMax = 5;

/** What became of a change, in words. Nobody is named where the author has to fix something first. */
export function verdictText({ route, reviewers }: Verdict, write: WriteName, locale: Locale): string {
  const named = route !== "block" && reviewers.length > 0;
  return flipTexts(locale).verdict(route, named ? namesOf(reviewers, "", write, locale) : null);
}

/** The rules that make the difference; "" where only other people are asked. */
export function flipReason({ rules }: Flip, write: WriteName, locale: Locale): string {
  const texts = flipTexts(locale);
  const named = rules
    .slice(0, rulesMax)
    .map(({ ruleId, before, after }) => texts.rule(write(ruleId), before ?? "off", after ?? "off"));
  return [...named, ...(rules.length > rulesMax ? ["…"] : [])].join(", ");
}

/** `#12: passes → is reviewed by acme/sre (CHG-010 off → review)`. */
export function flipLine(pull: string, flip: Flip, write: WriteName, locale: Locale): string {
  const texts = flipTexts(locale);
  const reason = flipReason(flip, write, locale);
  const line = texts.line(
    pull,
    verdictText(flip.before, write, locale),
    verdictText(flip.after, write, locale),
  );
  return reason === "" ? line : `${line}${texts.because(reason)}`;
}
