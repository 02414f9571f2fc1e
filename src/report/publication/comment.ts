import { digestOf } from "../../model/digest.ts";
import type { GateOutcome } from "../../model/gate.ts";
import type { CommentContent } from "../../model/publication.ts";
import type { Report } from "../../model/report.ts";
import { fullComment, isQuiet, type Said, shortComment } from "../markdown/comment.ts";
import type { Outcome } from "../outcome.ts";
import { approvalLines } from "./approvals.ts";
import type { PublicationContext } from "./context.ts";
import { placesAndList } from "./links.ts";
import { noticeTexts } from "./notices.ts";
import { asksForAnswer, requestSections } from "./requests.ts";
import type { Situation } from "./situation.ts";

/** What the comment is made from, without where it stands. */
export interface Speaking {
  readonly report: Report;
  readonly outcome: Outcome;
  readonly gate: GateOutcome;
  readonly situation: Situation;
  readonly context: PublicationContext;
}

/** States that say nothing in public by themselves: the check does. */
const quietStates: ReadonlySet<GateOutcome["state"]> = new Set(["draft", "observing", "automation"]);

/** The comment; `null`: there is none, and none is needed. */
export function commentOf(speaking: Speaking): CommentContent | null {
  const body = bodyOf(speaking);
  if (body === null) return null;
  return { body, digest: digestOf(bodyOf(timeless(speaking)) ?? "") };
}

function bodyOf({ report, outcome, gate, situation, context }: Speaking): string | null {
  const said: Said = {
    symbol: situation.symbol,
    headline: situation.headline,
    next: situation.next,
    lines: [...approvalLines(gate, report, context.approvedReports), ...noticeTexts(gate, report, context)],
    answers: requestSections(context, report),
  };
  if (!quietStates.has(gate.state) && !isQuiet(outcome))
    return fullComment(report, outcome, said, placesAndList(report, context));
  if (context.announced !== null) {
    return shortComment(report, {
      ...said,
      answers: [...noticeTexts(gate, report, context), ...said.answers],
    });
  }
  return context.commented || asksForAnswer(context) ? shortComment(report, said) : null;
}

/** The same, said at no time about no commit and with no receipt: two comments that differ in nothing else are one. */
export function timeless(speaking: Speaking): Speaking {
  const { report, context } = speaking;
  const commit = "0".repeat(40);
  const { receipt: _, ...lasting } = context;
  return {
    ...speaking,
    context: { ...lasting, decisionId: "0".repeat(64) },
    report: {
      ...report,
      head: { label: "head", commit },
      base: report.base === null ? null : { label: "base", commit },
      run: { ...report.run, evaluatedAt: "1970-01-01T00:00:00.000Z" },
    },
  };
}
