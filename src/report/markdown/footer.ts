import type { Report } from "../../model/report.ts";
import { localClock } from "../local-time.ts";
import type { Outcome } from "../outcome.ts";
import { textsOf } from "../text/locale.ts";
import { code, escapeText } from "./escape.ts";

/** `about a1b2c3d · 14:05 JST · wrong? …`, in small print. */
export function footer(report: Report, outcome: Outcome): string {
  const { details } = textsOf(report.locale);
  const { commit, label } = report.head;
  const about = details.about(commit === null ? code(label) : escapeText(commit.slice(0, 7)));
  const parts = [about, localClock(report.run.evaluatedAt, report.timezone)];
  const ruleId = outcome.deciding?.first.ruleId;
  if (ruleId !== undefined) parts.push(details.feedback(code(details.feedbackCommand(ruleId))));
  return `<sub>${parts.join(" · ")}</sub>`;
}
