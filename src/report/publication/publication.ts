import type { Mode } from "../../model/configuration.ts";
import { digestOf } from "../../model/digest.ts";
import type { GateOutcome } from "../../model/gate.ts";
import type { CheckRunContent, CommentContent } from "../../model/publication.ts";
import type { Report } from "../../model/report.ts";
import { outcomeOf } from "../outcome.ts";
import { publicationTextsOf } from "../text/locale.ts";
import { checkOf } from "./check.ts";
import { commentOf, timeless } from "./comment.ts";
import type { PublicationContext } from "./context.ts";
import { pendingOutcome, shownDecision } from "./pending.ts";
import { plainTitle, type Situation, situationOf } from "./situation.ts";

export interface PublicationInput {
  /** With the findings that count here: those of rules that are only observed stand in `context.observed`. */
  readonly report: Report;
  readonly gate: GateOutcome;
  readonly context: PublicationContext;
}

export interface Publication {
  readonly check: CheckRunContent;
  /** Over what the check says, times, commits and decision numbers apart: it is written anew only where this differs. */
  readonly checkDigest: string;
  /** `null`: nothing is written, and nothing stands there that would have to change. */
  readonly comment: CommentContent | null;
}

/** What GitHub shows about a decided pull request. Pure: the same input gives the same bytes. */
export function renderPublication({ report: decided, gate, context }: PublicationInput): Publication {
  const report: Report = { ...decided, mode: modeOf(gate), decision: shownDecision(decided, gate) };
  const outcome = pendingOutcome(outcomeOf(report), gate);
  const situation = sayingWhatIsBroken(situationOf(report, outcome, gate), report, context);
  const speaking = { report, outcome, gate, situation, context };
  return {
    check: checkOf(speaking),
    checkDigest: digestOf(JSON.parse(JSON.stringify(checkOf(timeless(speaking))))),
    comment: commentOf(speaking),
  };
}

/** Without any settings that can be read nothing is gated: a green check must not hide that. */
function sayingWhatIsBroken(
  situation: Situation,
  { mode, locale }: Report,
  { broken }: Pick<PublicationContext, "broken">,
): Situation {
  if (broken?.instead !== "defaults" || mode !== "observe") return situation;
  const { title } = publicationTextsOf(locale);
  return { ...situation, title: plainTitle(title.configuration(broken.problems.length)) };
}

/** The gate knows which mode is in force; a report is the same in all of them. */
function modeOf({ state }: GateOutcome): Mode {
  if (state === "observing") return "observe";
  return state === "advising" ? "advise" : "enforce";
}
