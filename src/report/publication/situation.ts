import type { GateOutcome } from "../../model/gate.ts";
import type { Report } from "../../model/report.ts";
import { localMoment } from "../local-time.ts";
import { code } from "../markdown/escape.ts";
import { messageOf } from "../message.ts";
import { shortened, visible } from "../neutral.ts";
import { nextStepOf } from "../next-step.ts";
import { freezeRuleId, headlineOf, type Outcome, symbolOf } from "../outcome.ts";
import { returnedStates } from "../returned-to.ts";
import { publicationTextsOf, textsOf } from "../text/locale.ts";
import type { PublicationTexts } from "../text/publication-texts.ts";
import { returnTextsOf } from "../text/return-texts.ts";
import { isPending, loginOf, type People, peopleOf } from "./people.ts";
import { observedTitle } from "./unenforced.ts";

/** GitHub shows about this much of a title in the list of checks. */
const titleCharactersMax = 140;

/** What it comes to, said four times: in the check's list, and in the comment. */
export interface Situation {
  readonly symbol: string;
  /** Plain text, for the title of the check. */
  readonly title: string;
  /** Markdown, behind "Sekisho: ". */
  readonly headline: string;
  /** Markdown: whose turn it is; `null`: nobody's. */
  readonly next: string | null;
}

interface Speech {
  readonly report: Report;
  readonly outcome: Outcome;
  readonly gate: GateOutcome;
  readonly people: People;
  readonly texts: PublicationTexts;
}

export function situationOf(report: Report, outcome: Outcome, gate: GateOutcome): Situation {
  const { locale } = report;
  const texts = publicationTextsOf(locale);
  const situation = stateSituation({ report, outcome, gate, people: peopleOf(gate, locale), texts });
  return { ...situation, title: plainTitle(situation.title) };
}

/** One visible line that fits. */
export function plainTitle(title: string): string {
  return shortened(visible(title), titleCharactersMax);
}

function stateSituation(speech: Speech): Situation {
  const { report, outcome, gate, texts } = speech;
  switch (gate.state) {
    case "passed":
      return passed(speech);
    case "approved":
      return approved(speech);
    case "fix":
      return {
        symbol: symbolOf(outcome),
        title: texts.title.fix(Math.max(1, outcome.fix.length)),
        headline: headlineOf(outcome, report.locale, code),
        next: nextStepOf(outcome, report, code),
      };
    case "waiting":
      return waiting(speech);
    case "confirm":
      return confirm(speech);
    case "break-glass":
      return brokenGlass(speech);
    case "draft":
      return draft(speech);
    case "observing":
    case "advising":
      return {
        symbol: symbolOf(outcome),
        title: observedTitle(outcome, report.locale),
        headline: headlineOf(outcome, report.locale, code),
        next: nextStepOf(outcome, report, code),
      };
    case "automation":
      return { symbol: "✅", title: texts.title.automation, headline: texts.headline.automation, next: null };
    case "peer-approval":
      return {
        symbol: "👀",
        title: texts.title.peerApproval,
        headline: texts.headline.peerApproval,
        next: texts.next.peerApproval,
      };
    case "unattributed":
      return {
        symbol: "⛔",
        title: texts.title.unattributed((gate.unattributed[0] ?? "").slice(0, 7)),
        headline: texts.headline.unattributed,
        next: texts.next.unattributed,
      };
  }
}

function passed({ report, outcome, texts }: Speech): Situation {
  const { title } = texts;
  const waived = outcome.waived.reduce((count, cause) => count + cause.findings.length, 0);
  const advice = outcome.advice.length;
  return {
    symbol: symbolOf(outcome),
    title:
      waived > 0
        ? title.passedWithWaivers(waived)
        : outcome.returned.length > 0
          ? returnTitle(outcome.returned, report)
          : advice > 0
            ? title.passedWithAdvice(advice)
            : title.passed,
    headline: headlineOf(outcome, report.locale, code),
    next: null,
  };
}

function returnTitle(causes: Outcome["returned"], { locale }: Report): string {
  const texts = returnTextsOf(locale);
  const states = returnedStates(causes);
  return states.kind === "one" ? texts.title(states.commit) : texts.titleSeveral(states.count);
}

function approved({ people, texts }: Speech): Situation {
  const { title, headline, next } = texts;
  const say = (words: typeof title | typeof headline, write: (name: string) => string) => {
    const [by, confirmedBy] = [people.approvers(write), people.confirmers(write)];
    if (by !== null && confirmedBy !== null) return words.approvedAndConfirmed(by, confirmedBy);
    if (confirmedBy !== null) return words.confirmed(confirmedBy);
    return words.approved(by ?? "");
  };
  return { symbol: "✅", title: say(title, plain), headline: say(headline, code), next: next.nothingMore };
}

function waiting({ report, outcome, gate, people, texts }: Speech): Situation {
  const { title, next: turns } = texts;
  const { next } = textsOf(report.locale);
  const who = people.reviewers(plain);
  const confirmations = gate.items.filter((item) => item.kind === "confirm" && isPending(item)).length;
  const frozen = outcome.deciding?.first.ruleId === freezeRuleId;
  const owners = people.owners(code);
  const turn = next.review(people.reviewers(code));
  return {
    symbol: symbolOf(outcome),
    title: frozen
      ? title.frozen(who)
      : confirmations > 0
        ? title.waitingAndConfirm(who, outcome.confirm.length)
        : title.waiting(who),
    headline: headlineOf(outcome, report.locale, code),
    next:
      confirmations === 0
        ? turn
        : owners === null
          ? `${turn} ${turns.confirmBySelf}`
          : next.reviewAndConfirm(people.reviewers(code), owners),
  };
}

function confirm({ report, outcome, people, texts }: Speech): Situation {
  const { next } = textsOf(report.locale);
  const [only, ...others] = outcome.confirm;
  const owners = people.owners(code);
  return {
    symbol: "✋",
    title:
      only === undefined || others.length > 0
        ? texts.title.confirmSeveral(outcome.confirm.length)
        : texts.title.confirm(
            messageOf(only.first, report.texts, { format: "plain", locale: report.locale }).replace(
              /[.。]$/,
              "",
            ),
          ),
    headline: headlineOf(outcome, report.locale, code),
    next: owners === null ? texts.next.confirmBySelf : next.confirm(owners),
  };
}

function brokenGlass({ report, gate, texts }: Speech): Situation {
  const by = gate.breakGlass === null ? "" : loginOf(gate.breakGlass.by);
  const until = gate.breakGlass === null ? "" : localMoment(gate.breakGlass.expires, report.timezone);
  return {
    symbol: "🚨",
    title: texts.title.breakGlass(by, until),
    headline: texts.headline.breakGlass(code(by)),
    next: texts.next.breakGlass(until),
  };
}

function draft({ outcome, texts }: Speech): Situation {
  const fixes = outcome.fix.length;
  return {
    symbol: fixes > 0 ? "⛔" : "📝",
    title: fixes > 0 ? texts.title.draftFix(fixes) : texts.title.draft,
    headline: fixes > 0 ? texts.headline.draftFix(fixes) : texts.headline.draft,
    next: fixes > 0 ? texts.next.draftFix : texts.next.draft,
  };
}

function plain(name: string): string {
  return name;
}
