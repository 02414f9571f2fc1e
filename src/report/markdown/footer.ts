import type { Report } from "../../model/report.ts";
import type { Outcome } from "../outcome.ts";
import { textsOf } from "../text/locale.ts";
import { code, escapeText } from "./escape.ts";

/** `about a1b2c3d · 14:05 JST · wrong? …`, in small print. */
export function footer(report: Report, outcome: Outcome): string {
  const { details } = textsOf(report.locale);
  const { commit, label } = report.head;
  const about = details.about(commit === null ? code(label) : escapeText(commit.slice(0, 7)));
  const parts = [about, localTime(report.run.evaluatedAt, report.timezone)];
  const ruleId = outcome.deciding?.first.ruleId;
  if (ruleId !== undefined) parts.push(details.feedback(code(details.feedbackCommand(ruleId))));
  return `<sub>${parts.join(" · ")}</sub>`;
}

/** `14:05 JST`: the hour where the team is. Each language names only some zones, so the first name that is one is taken. */
function localTime(instant: string, timeZone: string): string {
  const parts = ["en-GB", "en-US", "ja-JP"].map((locale) => {
    const format = {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    } as const;
    return new Intl.DateTimeFormat(locale, format).format(new Date(instant));
  });
  return parts.find((text) => !/(GMT|UTC)[+-]/.test(text)) ?? parts[0] ?? instant;
}
