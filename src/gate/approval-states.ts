import { type RiskItem, riskItemKey } from "../model/decision.ts";
import type { ApprovalState, GateInput } from "../model/gate.ts";
import { covers, ineligible } from "./counting.ts";
import type { People } from "./people.ts";
import type { BoundApproval, Voice } from "./voices.ts";

/** What became of each person's approval, and why: one state for each person. */
export function approvalStates(
  input: GateInput,
  voices: readonly Voice[],
  people: People,
): readonly ApprovalState[] {
  return voices.flatMap((voice): ApprovalState[] => {
    const state = stateOf(voice, input, people);
    return state === null ? [] : [state];
  });
}

function stateOf(voice: Voice, { decision, pull }: GateInput, people: People): ApprovalState | null {
  const { by, approvals, unseen } = voice;
  const latest = approvals.at(-1);
  if (latest === undefined) return withoutApproval(voice);
  if (by.bot) return { kind: "not-eligible", reviewId: latest.reviewId, by, why: "bot" };
  const asked = decision.riskItems.filter(({ asks }) => asks === "review");
  const reasons = asked.map((item) => ({ item, why: ineligible(item, voice, people) }));
  const theirs = reasons.flatMap(({ item, why }) => (why === null ? [item] : []));
  if (asked.length > 0 && theirs.length === 0) {
    const why = reasons.find((reason) => reason.why !== "not-a-member")?.why ?? "not-a-member";
    return { kind: "not-eligible", reviewId: latest.reviewId, by, why };
  }
  const uncovered = theirs.filter((item) => !covers(item, voice, people));
  if (uncovered.length === 0) {
    const given = latest.commit === pull.head.sha ? "for-this-head" : "for-an-earlier-head";
    return { kind: "stands", reviewId: latest.reviewId, by, given };
  }
  if (unseen !== null) return { kind: "unseen", reviewId: unseen, by };
  // An earlier head that was never decided is not going to be.
  if (latest.items === null && latest.commit === pull.head.sha)
    return { kind: "waiting-for-decision", reviewId: latest.reviewId, by };
  const former = outgrown(approvals, new Set(decision.riskItems.map(riskItemKey)));
  return {
    kind: "dropped",
    reviewId: latest.reviewId,
    by,
    uncovered: uncovered.map((item) => ({ item, was: former.get(placeOf(item)) ?? null })),
  };
}

function withoutApproval({ by, unseen, dismissed }: Voice): ApprovalState | null {
  if (unseen !== null) {
    return by.bot
      ? { kind: "not-eligible", reviewId: unseen, by, why: "bot" }
      : { kind: "unseen", reviewId: unseen, by };
  }
  return dismissed === null ? null : { kind: "dismissed", reviewId: dismissed, by };
}

/** What was approved and is not there any more, the latest of each rule and place: what stands there has grown out of it. */
function outgrown(
  approvals: readonly BoundApproval[],
  current: ReadonlySet<string>,
): ReadonlyMap<string, RiskItem> {
  const former = new Map<string, RiskItem>();
  for (const { items } of approvals) {
    for (const [key, item] of items ?? []) if (!current.has(key)) former.set(placeOf(item), item);
  }
  return former;
}

function placeOf({ ruleId, rootKey, address }: RiskItem): string {
  return JSON.stringify([ruleId, rootKey, address]);
}
