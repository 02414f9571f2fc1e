import type { Mode } from "../../model/configuration.ts";
import { digestOf } from "../../model/digest.ts";
import type { GateOutcome } from "../../model/gate.ts";
import type { CheckRunContent, CommentContent } from "../../model/publication.ts";
import type { Report } from "../../model/report.ts";
import { outcomeOf } from "../outcome.ts";
import { checkOf } from "./check.ts";
import { commentOf, timeless } from "./comment.ts";
import type { PublicationContext } from "./context.ts";
import { pendingOutcome, shownDecision } from "./pending.ts";
import { situationOf } from "./situation.ts";

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
  const situation = situationOf(report, outcome, gate);
  const speaking = { report, outcome, gate, situation, context };
  return {
    check: checkOf(speaking),
    checkDigest: digestOf(JSON.parse(JSON.stringify(checkOf(timeless(speaking))))),
    comment: commentOf(speaking),
  };
}

/** The gate knows which mode is in force; a report is the same in all of them. */
function modeOf({ state }: GateOutcome): Mode {
  if (state === "observing") return "observe";
  return state === "advising" ? "advise" : "enforce";
}
