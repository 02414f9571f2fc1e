import type { Locale, Mode } from "../model/configuration.ts";
import type { Report } from "../model/report.ts";
import { withReachTold } from "./campaign.ts";
import { type Cause, causesOf, type Duty } from "./causes.ts";
import { returnedStates } from "./returned-to.ts";
import { listOf, textsOf } from "./text/locale.ts";
import { returnTextsOf } from "./text/return-texts.ts";

/** Rule of the frozen periods (`freezes` of the configuration): an outcome with a headline of its own. */
export const freezeRuleId = "CHG-031";

/** Teams or rules that a sentence names; of the others it says how many. */
const namesMax = 3;

/** What the report comes down to; every format begins with it. */
export interface Outcome {
  readonly kind: "pass" | "waived" | "fix" | "confirm" | "review" | "frozen";
  readonly mode: Mode;
  readonly fix: readonly Cause[];
  readonly confirm: readonly Cause[];
  readonly review: readonly Cause[];
  readonly advice: readonly Cause[];
  readonly waived: readonly Cause[];
  /** What nobody is asked about, because it was in force before. */
  readonly returned: readonly Cause[];
  /** Reviews and confirmations that have been given; only the App knows. */
  readonly settled: readonly Cause[];
  readonly existing: readonly Cause[];
  /** The one that decides; `null` where nothing keeps it from passing. */
  readonly deciding: Cause | null;
  /** Teams that are asked, now or when nothing is left to fix. */
  readonly reviewers: readonly string[];
  /** Tenants of which a member confirms. */
  readonly owners: readonly string[];
}

/** How a name is written where it is shown: as code in Markdown, as it is elsewhere. */
export type WriteName = (name: string) => string;

export function outcomeOf(report: Report): Outcome {
  const causes = causesOf(report.findings);
  const of = (duty: Duty) => causes.filter((cause) => cause.duty === duty);
  const [fix, confirm, advice, waived] = [of("fix"), of("confirm"), of("advice"), of("waived")];
  const reviewers = [
    ...new Set(report.decision.riskItems.flatMap((item) => (item.asks === "review" ? item.reviewers : []))),
  ].sort();
  const review = withReachTold(of("review"), (cause) => reviewersOf(cause, report, reviewers));
  return {
    ...decisive({ fix, review, confirm, waived }),
    mode: report.mode,
    fix,
    confirm,
    review,
    advice,
    waived,
    returned: of("returned"),
    settled: [],
    existing: of("existing"),
    reviewers,
    owners: ownersOf(confirm),
  };
}

/** The cause that decides, and what it comes to: a fix before a freeze, a freeze before any other review. */
export function decisive({
  fix,
  review,
  confirm,
  waived,
}: Pick<Outcome, "fix" | "review" | "confirm" | "waived">): Pick<Outcome, "kind" | "deciding"> {
  const freeze = review.find((cause) => cause.first.ruleId === freezeRuleId);
  const deciding = fix[0] ?? freeze ?? review[0] ?? confirm[0] ?? null;
  if (deciding === null) return { kind: waived.length > 0 ? "waived" : "pass", deciding };
  if (deciding === freeze) return { kind: "frozen", deciding };
  const { duty } = deciding;
  return { kind: duty === "fix" || duty === "confirm" ? duty : "review", deciding };
}

export function ownersOf(causes: readonly Cause[]): readonly string[] {
  const owners = causes.flatMap((cause) => cause.findings.flatMap((finding) => finding.owner));
  return [...new Set(owners)].sort();
}

/** The teams that look at one cause, from the risk items; those of the whole decision where it has none. */
export function reviewersOf(cause: Cause, report: Report, all: readonly string[]): readonly string[] {
  const keys = new Set(cause.findings.map((finding) => JSON.stringify([finding.rootKey, finding.address])));
  const named = report.decision.riskItems
    .filter(
      (item) =>
        item.asks === cause.duty &&
        item.ruleId === cause.first.ruleId &&
        keys.has(JSON.stringify([item.rootKey, item.address])),
    )
    .flatMap((item) => item.reviewers);
  return named.length === 0 ? all : [...new Set(named)].sort();
}

/** Some names of many: all up to three, else the first three and the number of the others. */
export function namesOf(
  names: readonly string[],
  fallback: string,
  write: WriteName,
  locale: Locale,
): string {
  if (names.length === 0) return fallback;
  const shown = names.slice(0, namesMax).map(write);
  if (names.length <= namesMax) return listOf(shown, locale);
  return textsOf(locale).row.moreTeams(shown.join(", "), names.length - namesMax);
}

/** The outcome in words: what stands behind "Sekisho:" in the comment, the terminal and the check's title. */
export function headlineOf(outcome: Outcome, locale: Locale, write: WriteName): string {
  const { headline, row } = textsOf(locale);
  const who = namesOf(outcome.reviewers, row.nobodyNamed, write, locale);
  const [fixes, reviews, confirmations] = [outcome.fix.length, outcome.review.length, outcome.confirm.length];
  if (outcome.mode !== "enforce" && outcome.deciding !== null)
    return unenforcedHeadline(outcome, locale, who);
  if (outcome.mode === "observe") return headline.observedPass;
  if (outcome.kind === "frozen") return headline.frozen(who);
  if (fixes > 0 && reviews > 0) return headline.fixThenReview(fixes, who);
  if (fixes > 0 && confirmations > 0) return headline.fixThenConfirm(fixes, confirmations);
  if (fixes > 0) return headline.fix(fixes);
  if (reviews > 0 && confirmations > 0) return headline.reviewAndConfirm(reviews, who, confirmations);
  if (reviews > 0) return headline.review(reviews, who);
  if (confirmations > 0) return headline.confirm(confirmations);
  if (outcome.waived.length > 0) return headline.passedWithWaivers(findingsIn(outcome.waived));
  if (outcome.returned.length > 0) return returnHeadline(outcome.returned, locale, write);
  return outcome.advice.length > 0 ? headline.passedWithAdvice(outcome.advice.length) : headline.passed;
}

function returnHeadline(causes: readonly Cause[], locale: Locale, write: WriteName): string {
  const texts = returnTextsOf(locale);
  const states = returnedStates(causes);
  return states.kind === "one" ? texts.headline(write(states.commit)) : texts.headlineSeveral(states.count);
}

/** Observing says what would have been asked for, advising what is worth doing; neither stops anything. */
function unenforcedHeadline(outcome: Outcome, locale: Locale, who: string): string {
  const { headline } = textsOf(locale);
  const observing = outcome.mode === "observe";
  const { fix, review, confirm } = outcome;
  if (fix.length > 0)
    return (observing ? headline.observedFix : headline.advisedFix)(fix.length, rulesOf(fix));
  if (review.length > 0)
    return (observing ? headline.observedReview : headline.advisedReview)(who, rulesOf(review));
  return (observing ? headline.observedConfirm : headline.advisedConfirm)(confirm.length, rulesOf(confirm));
}

/** Ids of the rules of some causes: all up to three. */
export function rulesOf(causes: readonly Cause[]): string {
  const ids = [...new Set(causes.map((cause) => cause.first.ruleId))];
  return ids.length <= namesMax ? ids.join(", ") : `${ids.slice(0, namesMax).join(", ")}, …`;
}

export function findingsIn(causes: readonly Cause[]): number {
  return causes.reduce((count, cause) => count + cause.findings.length, 0);
}

const symbols: Readonly<Record<Outcome["kind"], string>> = {
  pass: "✅",
  waived: "✅",
  fix: "⛔",
  confirm: "✋",
  review: "👀",
  frozen: "🧊",
};

export function symbolOf(outcome: Outcome): string {
  return outcome.mode === "observe" ? "🔭" : symbols[outcome.kind];
}
