import type { RiskItem } from "../../src/model/decision.ts";
import type { GateInput, GateOutcome } from "../../src/model/gate.ts";
import type { Account } from "../../src/model/pull.ts";

/**
 * What the gate has to say, once more, as the design puts it in words and without a line of the gate's own code: every
 * question is answered by looking through everything that ever happened. Slow, and meant to be read.
 */
export interface Expected {
  readonly state: GateOutcome["state"];
  readonly conclusion: GateOutcome["conclusion"];
  /** Ids of who counts for each item, sorted. */
  readonly counted: readonly (readonly number[])[];
}

export function expectedOf(input: GateInput): Expected {
  const counted = input.decision.riskItems.map((item) =>
    everybody(input)
      .filter((person) =>
        item.asks === "review" ? hasApproved(person, item, input) : hasConfirmed(person, item, input),
      )
      .map(({ id }) => id),
  );
  const { state, conclusion } = inMode(input, counted);
  return { state, conclusion, counted };
}

function everybody({ pull, records }: GateInput): readonly Account[] {
  const people = new Map<number, Account>();
  for (const { by } of pull.reviews) if (by !== null) people.set(by.id, by);
  for (const { body } of records)
    if (body.kind === "confirmed") people.set(body.by.account.id, body.by.account);
  return [...people.values()].sort((left, right) => left.id - right.id);
}

/** "A person in the asked team who is not a contributor, nor requester of the waiver used; bots never count." */
function hasApproved(person: Account, item: RiskItem, input: GateInput): boolean {
  const { pull, contributorsOf, waivers, records, members } = input;
  if (person.bot || pull.author?.id === person.id || contributorsOf(item).accounts.has(person.id))
    return false;
  for (const waiver of waivers) {
    if (waiver.requester.toLowerCase() === person.login.toLowerCase()) return false;
    const asked = records.some(
      ({ body }) =>
        body.kind === "waiver-requested" && body.waiverId === waiver.id && body.by.account.id === person.id,
    );
    if (asked) return false;
  }
  const group = groupOf(item, input);
  const inGroupNow = group.some((team) => members.get(team)?.has(person.id));
  if (group.length > 0 && !inGroupNow) return false;
  return pull.reviews.some((review) => {
    if (review.by?.id !== person.id || review.state !== "approved") return false;
    const mayPush = pull.reviews.some(({ by, canPush }) => by?.id === person.id && canPush);
    if (group.length === 0 && !mayPush) return false;
    if (wasTakenBack(review.id, person, input)) return false;
    const seen = records.find(({ body }) => body.kind === "approval-seen" && body.reviewId === review.id);
    if (seen?.body.kind !== "approval-seen" || seen.body.by.account.id !== person.id) return false;
    const { teams } = seen.body.by;
    if (group.length > 0 && !group.some((team) => teams.includes(team))) return false;
    return approvedSet(seen.body, seen.sequence, input).some((approved) => same(approved, item));
  });
}

/** A later request for changes takes an approval back, and so does a dismissal of it or of a later one. */
function wasTakenBack(reviewId: number, person: Account, { pull, records }: GateInput): boolean {
  const review = pull.reviews.find(({ id }) => id === reviewId);
  const withdrawn = (id: number) =>
    records.some(({ body }) => body.kind === "approval-withdrawn" && body.reviewId === id);
  if (withdrawn(reviewId)) return true;
  return pull.reviews.some(
    (later) =>
      later.by?.id === person.id &&
      (later.submittedAt ?? "") > (review?.submittedAt ?? "") &&
      (later.state === "changes-requested" || later.state === "dismissed" || withdrawn(later.id)),
  );
}

/** "An approval stores the risk items of the decision for its commit; if that is not decided yet, it binds when it is." */
function approvedSet(
  { commit, submittedAt }: { readonly commit: string; readonly submittedAt: string },
  sequence: number,
  { records }: GateInput,
): readonly RiskItem[] {
  let before: readonly RiskItem[] | null = null;
  let after: readonly RiskItem[] | null = null;
  const inOrder = [...records].sort((left, right) => left.sequence - right.sequence);
  for (const { body, at, sequence: when } of inOrder) {
    if (body.kind !== "decision" || body.inputs.head !== commit) continue;
    if (when < sequence && at <= submittedAt) before = body.riskItems;
    else after ??= body.riskItems;
  }
  return before ?? after ?? [];
}

/** "A member of the owning team, the author included"; where nobody owns it, whoever wrote it. */
function hasConfirmed(person: Account, item: RiskItem, input: GateInput): boolean {
  const { records, members, pull, contributorsOf } = input;
  if (person.bot) return false;
  return records.some(({ body }) => {
    if (body.kind !== "confirmed" || body.by.account.id !== person.id) return false;
    if (!body.riskItems.some((confirmed) => same(confirmed, item))) return false;
    if (item.reviewers.length === 0)
      return pull.author?.id === person.id || contributorsOf(item).accounts.has(person.id);
    const then = item.reviewers.some((team) => body.by.teams.includes(team));
    return then && item.reviewers.some((team) => members.get(team)?.has(person.id));
  });
}

/** "An author in stewards may change any tenant's things; one other steward approves." */
function groupOf(item: RiskItem, { pull, settings, members }: GateInput): readonly string[] {
  const author = pull.author;
  const steward = author !== null && settings.stewards.some((team) => members.get(team)?.has(author.id));
  const owners =
    item.reviewers.length > 0 && item.reviewers.every((team) => settings.ownerTeams.includes(team));
  const stands = steward && owners && item.asks === "review" && /^TEN-/.test(item.ruleId);
  return stands ? [...item.reviewers, ...settings.stewards] : item.reviewers;
}

function inMode(input: GateInput, counted: Expected["counted"]): Pick<Expected, "state" | "conclusion"> {
  if (input.mode === "observe") return { state: "observing", conclusion: "success" };
  if (input.mode === "advise")
    return { state: input.pull.draft ? "draft" : "advising", conclusion: "success" };
  const enforced = inForce(input, counted);
  return input.pull.draft ? { ...enforced, state: "draft" } : enforced;
}

function inForce(input: GateInput, counted: Expected["counted"]): Pick<Expected, "state" | "conclusion"> {
  const { decision, settings, contributorsOf } = input;
  const notBypass = new Set(settings.breakGlass?.notBypass ?? []);
  const glass = emergencyHolds(input);
  const blocking = decision.reasons.filter(({ enforcement }) => enforcement === "block");
  const open = decision.riskItems.filter((item, index) => {
    const unknown = contributorsOf(item).unattributed.length > 0;
    const extra = unknown && settings.unattributed === "extra-approval" ? 1 : 0;
    const needed = item.asks === "confirm" ? 1 : settings.minimumApprovals + extra;
    return (counted[index]?.length ?? 0) < needed;
  });
  const unknown = decision.riskItems.some((item) => contributorsOf(item).unattributed.length > 0);
  const stuck = blocking.length > 0 || open.length > 0 || (unknown && settings.unattributed === "block");
  if (!stuck) {
    return decision.riskItems.length > 0
      ? { state: "approved", conclusion: "success" }
      : { state: "passed", conclusion: "success" };
  }
  if (glass && !blocking.some(({ ruleId }) => notBypass.has(ruleId))) {
    const kept = open.filter(({ ruleId }) => notBypass.has(ruleId));
    return kept.length === 0 ? { state: "break-glass", conclusion: "success" } : waiting(kept);
  }
  if (blocking.length > 0) return { state: "fix", conclusion: "failure" };
  if (unknown && settings.unattributed === "block") return { state: "unattributed", conclusion: "failure" };
  return waiting(open);
}

function waiting(open: readonly RiskItem[]): Pick<Expected, "state" | "conclusion"> {
  const state = open.some(({ asks }) => asks === "review") ? "waiting" : "confirm";
  return { state, conclusion: "action_required" };
}

/** "Binds to head and risk items, expires." */
function emergencyHolds({ records, pull, now, decision, settings }: GateInput): boolean {
  if (settings.breakGlass === null) return false;
  return records.some(({ body }) => {
    if (body.kind !== "break-glass" || body.head !== pull.head.sha || body.expires <= now) return false;
    const blocking = decision.reasons.filter(({ enforcement }) => enforcement === "block");
    return (
      blocking.every(({ ruleId }) => body.blocked.includes(ruleId)) &&
      decision.riskItems.every((item) => body.riskItems.some((lifted) => same(lifted, item)))
    );
  });
}

function same(left: RiskItem, right: RiskItem): boolean {
  return (
    left.ruleId === right.ruleId &&
    left.rootKey === right.rootKey &&
    left.address === right.address &&
    left.action === right.action &&
    left.digest === right.digest &&
    left.asks === right.asks &&
    left.reviewers.join("\0") === right.reviewers.join("\0")
  );
}
