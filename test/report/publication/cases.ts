import type { Locale } from "../../../src/model/configuration.ts";
import type { ApprovalState } from "../../../src/model/gate.ts";
import type { Report } from "../../../src/model/report.ts";
import type { PublicationInput } from "../../../src/report/publication/index.ts";
import { change, finding, memoryFix, movingTag, report, trafficJump } from "../builders.ts";
import { outcomes } from "../outcomes.ts";
import { author, gate, itemOf, onCall, otherSre, owner, person, publication, sre } from "./builders.ts";

type Case = (locale: Locale) => PublicationInput;

export function outcome(name: string, locale: Locale): Report {
  const found = outcomes[name]?.(locale);
  if (found === undefined) throw new Error(`no outcome ${name}`);
  return found;
}

/** The weight moves further than what was approved. */
export function trafficTo(locale: Locale, after: number): Report {
  return report(locale, {
    findings: [
      trafficJump({
        arguments: { name: "api", points: after - 10, before: "10 %", after: `${after} %` },
        evidence: { "/weight": String(after) },
      }),
    ],
    changes: [
      change({
        rootKey: "terraform:terraform/payments",
        address: 'aws_route53_record.api["green"]',
        type: "aws_route53_record",
        leaves: [{ path: "weighted_routing_policy[0].weight", before: 10, after }],
      }),
    ],
  });
}

function approvals(...states: readonly ApprovalState[]) {
  return { approvals: states };
}

const stands = { kind: "stands", reviewId: 1, by: sre } as const;
const breakGlass = {
  by: onCall,
  because: "checkout is down, @acme/all see INC-7",
  expires: "2026-11-21T09:05:00.000Z",
  reviewBy: "2026-11-25T09:05:00.000Z",
};

function passing(locale: Locale): Report {
  return report(locale, { findings: [] });
}

function dropped(locale: Locale): PublicationInput {
  const [now, then] = [trafficTo(locale, 100), trafficTo(locale, 90)];
  const uncovered = [{ item: itemOf(now), was: itemOf(then) }];
  return publication(
    now,
    gate(now, "waiting", approvals({ kind: "dropped", reviewId: 1, by: sre, uncovered })),
    { approvedReports: [then] },
  );
}

/** Something was approved, and something else came. */
function droppedByNews(locale: Locale): PublicationInput {
  const then = trafficTo(locale, 90);
  const given = trafficTo(locale, 90);
  const now = report(locale, {
    findings: [
      ...given.findings,
      ...outcome("not-evaluated", locale).findings.filter(({ ruleId }) => ruleId === "CHG-025"),
    ],
    changes: given.changes,
  });
  const item = now.decision.riskItems.find(({ ruleId }) => ruleId === "CHG-025");
  if (item === undefined) throw new Error("no item of CHG-025");
  const state = { kind: "dropped", reviewId: 1, by: sre, uncovered: [{ item, was: null }] } as const;
  return publication(now, gate(now, "waiting", approvals(state)), { approvedReports: [then] });
}

function notEligible(locale: Locale): PublicationInput {
  const given = outcome("review", locale);
  const of = (
    by: ApprovalState["by"],
    why: "contributor" | "not-a-member" | "bot" | "requested-the-waiver",
  ) => ({ kind: "not-eligible", reviewId: by.id, by, why }) as const;
  const states = approvals(
    of(author, "contributor"),
    of(owner, "not-a-member"),
    of({ id: 90, login: "helper[bot]", bot: true }, "bot"),
    of(otherSre, "requested-the-waiver"),
    { kind: "dismissed", reviewId: 8, by: sre },
    { kind: "waiting-for-decision", reviewId: 9, by: onCall },
  );
  return publication(given, gate(given, "waiting", states));
}

function approvedAndConfirmed(locale: Locale): PublicationInput {
  const given = outcome("review-and-confirm", locale);
  const whole = gate(given, "approved", approvals({ ...stands, given: "for-this-head" }));
  const items = whole.items.map((item) => ({ ...item, by: [item.kind === "review" ? sre : owner] }));
  return publication(given, { ...whole, items, waitingFor: [] });
}

function draftFix(locale: Locale): PublicationInput {
  const given = report(locale, { findings: [finding({ fix: memoryFix }), trafficJump(), movingTag()] });
  return publication(given, gate(given, "draft", { conclusion: "failure" }));
}

/** A state of the gate about one of the reports whose outcomes have names. */
function state(name: string, of: Parameters<typeof gate>[1], given: Parameters<typeof gate>[2] = {}): Case {
  return (locale) => {
    const report = outcome(name, locale);
    return publication(report, gate(report, of, given));
  };
}

/** Every outcome that has a wording of its own, as GitHub shows it. */
export const cases: Readonly<Record<string, Case>> = {
  pass: (locale) => publication(passing(locale), gate(passing(locale), "passed")),
  "pass-with-advice": state("pass-with-advice", "passed"),
  fix: state("fix", "fix"),
  "fix-and-review": state("fix-and-review", "fix"),
  review: state("review", "waiting"),
  confirm: state("confirm", "confirm"),
  "review-and-confirm": state("review-and-confirm", "waiting"),
  "partly-approved": state("review", "waiting", {
    by: [sre],
    needed: 2,
    ...approvals({ ...stands, given: "for-this-head" }),
  }),
  approved: state("review", "approved", { by: [sre], ...approvals({ ...stands, given: "for-this-head" }) }),
  "approved-and-confirmed": approvedAndConfirmed,
  "approval-stands": state("review", "approved", {
    by: [sre],
    ...approvals({ ...stands, given: "for-an-earlier-head" }),
  }),
  "approval-dropped": dropped,
  "approval-dropped-by-news": droppedByNews,
  "approval-unseen": state("review", "waiting", approvals({ kind: "unseen", reviewId: 1, by: sre })),
  "not-eligible": notEligible,
  "draft-with-a-fix": draftFix,
  draft: state("review", "draft"),
  observe: state("observe", "observing"),
  "observe-pass": (locale) => publication(passing(locale), gate(passing(locale), "observing")),
  advise: state("advise", "advising"),
  waived: state("waived", "passed"),
  "break-glass": state("fix-and-review", "break-glass", { breakGlass }),
  "break-glass-that-lifts-too-little": state("fix-and-review", "fix", { breakGlass }),
  freeze: state("freeze", "waiting"),
  "not-evaluated": state("not-evaluated", "waiting"),
  "fifty-tenants": state("fifty-tenants", "waiting"),
  "new-namespace": state("new-namespace", "passed"),
  "peer-approval": (locale) => publication(passing(locale), gate(passing(locale), "peer-approval")),
  unattributed: state("review", "unattributed", { unattributed: ["c0ffee1".padEnd(40, "0")] }),
  "extra-approval": state("review", "waiting", {
    by: [sre],
    needed: 2,
    unattributed: ["c0ffee1".padEnd(40, "0"), "decade2".padEnd(40, "0")],
    ...approvals({ ...stands, given: "for-this-head" }),
  }),
  "automation-that-would-have-asked": state("review", "automation"),
  automation: (locale) => publication(passing(locale), gate(passing(locale), "automation")),
  "hostile-names": (locale) => {
    const given = outcome("hostile-names", locale);
    const by = person("x`|<b>@all");
    return publication(given, gate(given, "fix", approvals({ kind: "unseen", reviewId: 1, by })));
  },
};
