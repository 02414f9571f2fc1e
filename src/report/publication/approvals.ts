import type { ApprovalState, GateOutcome, ItemState } from "../../model/gate.ts";
import type { Report } from "../../model/report.ts";
import { code } from "../markdown/escape.ts";
import { namesOf } from "../outcome.ts";
import { publicationTextsOf, textsOf } from "../text/locale.ts";
import { droppedText } from "./news.ts";
import { isPending, loginOf, loginsOf } from "./people.ts";

/** Lines about approvals that a person reads. */
const approvalLinesMax = 8;

/** States in which nobody is asked, so that no approval makes a difference. */
const unaskedStates: ReadonlySet<GateOutcome["state"]> = new Set([
  "observing",
  "advising",
  "draft",
  "automation",
]);

/** What comes first when there are many: what somebody has to do something about. */
const order: Readonly<Record<ApprovalState["kind"], number>> = {
  stands: 0,
  dropped: 1,
  unseen: 2,
  "waiting-for-decision": 3,
  "not-eligible": 4,
  dismissed: 5,
};

/**
 * What became of each approval and confirmation, and how many are missing: one line of Markdown each. Where nothing is
 * missing the headline has said who gave it, and only an approval of an earlier commit needs a word.
 */
export function approvalLines(
  gate: GateOutcome,
  report: Report,
  approvedReports: readonly Report[],
): readonly string[] {
  if (gate.items.length === 0 || unaskedStates.has(gate.state)) return [];
  const open = gate.items.some(isPending);
  const approvals = gate.approvals
    .filter((one) => open || (one.kind === "stands" && one.given === "for-an-earlier-head"))
    .toSorted((left, right) => order[left.kind] - order[right.kind])
    .map((approval) => approvalLine(approval, gate, report, approvedReports));
  const { approval } = publicationTextsOf(report.locale);
  const confirmations = gate.items.filter(({ kind }) => kind === "confirm");
  const confirmed = open ? loginsOf(confirmations.flatMap(({ by }) => by)) : [];
  return [
    ...approvals,
    ...confirmed.map((login) => approval.confirmed(code(login))),
    ...partly(gate.items, report),
  ].slice(0, approvalLinesMax);
}

/** The item that is furthest from its approvals, where it has some. */
function partly(items: readonly ItemState[], { locale }: Report): readonly string[] {
  const begun = items.filter((item) => item.kind === "review" && isPending(item) && item.by.length > 0);
  const furthest = begun.toSorted(
    (left, right) => right.needed - right.by.length - (left.needed - left.by.length),
  )[0];
  if (furthest === undefined) return [];
  return [publicationTextsOf(locale).approval.partly(furthest.by.length, furthest.needed)];
}

function approvalLine(
  approval: ApprovalState,
  gate: GateOutcome,
  report: Report,
  approvedReports: readonly Report[],
): string {
  const { approval: texts } = publicationTextsOf(report.locale);
  const by = code(loginOf(approval.by));
  switch (approval.kind) {
    case "stands":
      return approval.given === "for-this-head" ? texts.approved(by) : texts.stands(by);
    case "dropped":
      return droppedText(by, approval.uncovered, report, approvedReports);
    case "unseen":
      return texts.unseen(by);
    case "waiting-for-decision":
      return texts.waitingForDecision(by);
    case "dismissed":
      return texts.dismissed(by);
    case "not-eligible":
      return notEligible(approval.why, by, gate, report);
  }
}

function notEligible(
  why: Extract<ApprovalState, { readonly kind: "not-eligible" }>["why"],
  by: string,
  gate: GateOutcome,
  { locale }: Report,
): string {
  const { approval: texts } = publicationTextsOf(locale);
  switch (why) {
    case "contributor":
      return texts.contributor(by);
    case "bot":
      return texts.bot(by);
    case "requested-the-waiver":
      return texts.requestedTheWaiver(by);
    case "not-a-member":
      return texts.notAMember(by, namesOf(gate.waitingFor, textsOf(locale).row.nobodyNamed, code, locale));
  }
}
