import type { Report, RuleText } from "../../model/report.ts";
import { fold } from "../markdown/details.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { namesOf } from "../outcome.ts";
import { publicationTextsOf } from "../text/locale.ts";
import type { GrantedWaiver, PublicationContext, WaiverRequest } from "./context.ts";
import { loginOf } from "./people.ts";
import { refusalLine } from "./refusal.ts";

/** Of each kind of answer, the newest that are shown: a comment full of commands must not push the rest off the page. */
const answersMax = 5;

export type Requests = Pick<
  PublicationContext,
  "refusals" | "explained" | "waiverRequests" | "waiversGranted" | "feedback"
>;

/** Whether somebody waits for an answer that only the comment can give. */
export function asksForAnswer({ refusals, explained, waiverRequests }: Requests): boolean {
  return refusals.length + explained.length + waiverRequests.length > 0;
}

/** Answers to what people wrote: the open requests first, then what was not done, then what was explained. */
export function requestSections(requests: Requests, report: Report): readonly string[] {
  const { locale } = report;
  const { notice } = publicationTextsOf(locale);
  const open = requests.waiverRequests.slice(-answersMax).map((one) => requestText(one, report));
  const granted = requests.waiversGranted.slice(-answersMax).map((one) => grantedText(one, report));
  const refused = requests.refusals
    .slice(-answersMax)
    .map(({ by, refusal }) => `- ${refusalLine(by, refusal, locale)}`);
  const feedback = requests.feedback
    .slice(-answersMax)
    .map(({ by, ruleId }) => notice.feedback(code(loginOf(by)), escapeText(ruleId)));
  return [
    ...open,
    ...granted,
    ...(refused.length === 0 ? [] : [[notice.refused, ...refused].join("\n")]),
    ...feedback,
    ...requests.explained.slice(-answersMax).map((text) => explanation(text, report)),
  ];
}

function requestText({ waiverId, ruleId, until, by, because, approvers }: WaiverRequest, { locale }: Report) {
  const { waiver } = publicationTextsOf(locale);
  const who = namesOf(approvers, "", code, locale);
  return [
    waiver.request(escapeText(waiverId), escapeText(ruleId), until, code(loginOf(by))),
    waiver.because(escapeText(because)),
    approvers.length === 0
      ? waiver.nobodyMayGrant
      : waiver.mayGrant(who, code(waiver.grantCommand(waiverId))),
  ].join("\n");
}

function grantedText(granted: GrantedWaiver, { locale }: Report): string {
  const { waiverId, ruleId, until, grantedBy, requestedBy } = granted;
  return publicationTextsOf(locale).waiver.granted(
    escapeText(waiverId),
    escapeText(ruleId),
    until,
    code(loginOf(grantedBy)),
    code(loginOf(requestedBy)),
  );
}

function explanation({ ruleId, title, why, fix, waive }: RuleText, { locale }: Report): string {
  const summary = publicationTextsOf(locale).notice.explained(ruleId, escapeText(title));
  const content = [why, fix, waive].filter((part) => part !== "").join("\n\n");
  return fold(summary, content);
}
