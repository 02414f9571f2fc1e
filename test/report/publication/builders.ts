import type { RiskItem } from "../../../src/model/decision.ts";
import type { GateOutcome, ItemState } from "../../../src/model/gate.ts";
import type { Account } from "../../../src/model/pull.ts";
import type { Report } from "../../../src/model/report.ts";
import type { PublicationContext, PublicationInput } from "../../../src/report/publication/index.ts";

let lastId = 0;

export function person(login: string): Account {
  lastId += 1;
  return { id: lastId, login, bot: false };
}

export const [author, sre, otherSre, onCall, owner] = [
  person("a-dev"),
  person("an-sre"),
  person("other-sre"),
  person("on-call"),
  person("an-owner"),
] as const;

export const context: PublicationContext = {
  repository: { url: "https://github.example/acme/infra", owner: "acme", name: "infra" },
  number: 12,
  decisionId: "d0d0".padEnd(64, "0"),
  commented: false,
  excerpt: ({ path }) => (path.endsWith(".yaml") ? ["              memory: 16Gi"] : null),
  changedLines: new Map([["k8s/payments/prod/api.yaml", [{ startLine: 25, endLine: 40 }]]]),
  approvedReports: [],
  refusals: [],
  explained: [],
  waiverRequests: [],
  waiversGranted: [],
  feedback: [],
  observed: [],
  broken: null,
  effect: null,
  announced: null,
  plans: null,
};

/** What a report's items come to where `by` has spoken about each of them. */
export function gate(
  report: Report,
  state: GateOutcome["state"],
  given: Partial<GateOutcome> & { readonly by?: readonly Account[]; readonly needed?: number } = {},
): GateOutcome {
  const { by = [], needed = 1, ...parts } = given;
  const items = report.decision.riskItems.map((item): ItemState => ({ item, kind: item.asks, needed, by }));
  const pending = items.filter((item) => item.by.length < item.needed);
  return {
    state,
    conclusion: conclusions[state],
    items,
    approvals: [],
    waitingFor: [...new Set(pending.flatMap(({ item }) => item.reviewers))].sort(),
    breakGlass: null,
    unattributed: [],
    peerApproved: false,
    lookAgainAt: null,
    ...parts,
  };
}

const conclusions: Readonly<Record<GateOutcome["state"], GateOutcome["conclusion"]>> = {
  passed: "success",
  approved: "success",
  fix: "failure",
  waiting: "action_required",
  confirm: "action_required",
  "break-glass": "success",
  automation: "success",
  draft: "success",
  "peer-approval": "action_required",
  observing: "success",
  advising: "success",
  unattributed: "failure",
};

export function publication(
  report: Report,
  gateOutcome: GateOutcome,
  given: Partial<PublicationContext> = {},
): PublicationInput {
  return { report, gate: gateOutcome, context: { ...context, ...given } };
}

/** The first item that asks for a review. */
export function itemOf(report: Report): RiskItem {
  const item = report.decision.riskItems.find(({ asks }) => asks === "review");
  if (item === undefined) throw new Error("no item asks for a review");
  return item;
}
